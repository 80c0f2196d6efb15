"""What only one of several processes does at a time, and which processes share a work."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base


class Lease(Base):
    """``holder`` does the work ``name`` until ``until``, by the database's own clock; then anybody may take it."""

    __tablename__ = "lease"

    name: Mapped[str] = mapped_column(String(48), primary_key=True)
    holder: Mapped[str] = mapped_column(String(32))
    until: Mapped[datetime]

"""Work that failed and is tried again later, so that what stands behind it goes on."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base


class Stall(Base):
    """The work called ``name`` failed ``tries`` times and rests until ``until``."""

    __tablename__ = "stall"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    tries: Mapped[int]
    until: Mapped[datetime]

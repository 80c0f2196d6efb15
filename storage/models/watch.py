"""What the watchdog has noticed and still sees."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base


class Noticed(Base):
    """One trouble while it lasts: since when, and when somebody was last told; or the watchdog's own round."""

    __tablename__ = "noticed"

    name: Mapped[str] = mapped_column(String(48), primary_key=True)
    since: Mapped[datetime]
    said_at: Mapped[datetime | None]

"""What is to be erased of tips that were closed long ago."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.retention import Erasing
from storage.models.base import Base, partial_index, words

_WAITS = "done_at IS NULL"


class Erasure(Base):
    """The command was told at ``warned_at`` that this is erased; it was at ``done_at``."""

    __tablename__ = "erasure"
    __table_args__ = (partial_index("ix_erasure_waiting", "warned_at", only=_WAITS),)

    tip_id: Mapped[int] = mapped_column(ForeignKey("tip.id"), primary_key=True)
    what: Mapped[Erasing] = mapped_column(words(Erasing), primary_key=True)
    warned_at: Mapped[datetime]
    done_at: Mapped[datetime | None]

"""What the ward asks reporters. Who is asked stands in the vault alone; what was answered is part of the tip."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.inquiry import Reply
from storage.models.base import Base, Id, partial_index, words


class Question(Base):
    """One question about a tip, its wording sealed with the tip's key. ``outbox_id`` is the message that puts it.

    ``lost_at``: it did not get to the reporter; it goes out again once that is possible.
    """

    __tablename__ = "question"
    __table_args__ = (partial_index("ix_question_open", "asked_at", only="answered_at IS NULL"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    tip_id: Mapped[int] = mapped_column(ForeignKey("tip.id"), index=True)
    asked_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime]
    wording: Mapped[bytes]
    outbox_id: Mapped[int | None] = mapped_column(ForeignKey("outbox.id"), index=True)
    lost_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    reply: Mapped[Reply | None] = mapped_column(words(Reply))

"""Who was told who reported a tip, why, and with whose consent."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.reveals import RevealState
from storage.models.base import Base, Id, partial_index, words

_RUNNING = "state IN ('asked', 'approved', 'shown')"


class Reveal(Base):
    """A request to know who reported a tip; the reason is sealed with the tip's key, and no identity is kept here.

    ``due_at`` is when the present state ends by itself; ``message_row`` is the message that shows the identity.
    """

    __tablename__ = "identity_reveal"
    __table_args__ = (
        partial_index("ix_identity_reveal_running", "due_at", only=_RUNNING),
        Index("ix_identity_reveal_ward_id", "ward_id"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    ward_id: Mapped[int] = mapped_column(ForeignKey("ward.id"))
    tip_id: Mapped[int] = mapped_column(ForeignKey("tip.id"), index=True)
    asked_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime]
    reason: Mapped[bytes]
    state: Mapped[RevealState] = mapped_column(words(RevealState), default=RevealState.ASKED)
    due_at: Mapped[datetime]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]
    message_row: Mapped[int | None] = mapped_column(ForeignKey("outbox.id"))
    shown_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class ProtectionRequest(Base):
    """A reporter's wish to be protected, until a commander has seen to it (BLTTHS Điều 487.2)."""

    __tablename__ = "protection_request"
    __table_args__ = (partial_index("ix_protection_request_due", "due_at", only="answered_at IS NULL"),)

    tip_id: Mapped[int] = mapped_column(ForeignKey("tip.id"), primary_key=True)
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime]
    stage: Mapped[int] = mapped_column(default=0)
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

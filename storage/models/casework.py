"""The trail of a tip after it was taken on: every step, what was sent on, and the forms being filled in."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.authority import Deed
from bot.domain.casework.feedback import Verdict
from bot.domain.casework.outcomes import Outcome
from storage.models.base import Base, Id, partial_index, words


class CaseStep(Base):
    """One move: by whom, what stood before it (for undoing it), and its particulars, sealed with the tip's key."""

    __tablename__ = "case_step"
    __table_args__ = (UniqueConstraint("tip_id", "version"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    tip_id: Mapped[int] = mapped_column(ForeignKey("tip.id"))
    version: Mapped[int]
    at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    deed: Mapped[Deed] = mapped_column(words(Deed))
    before: Mapped[str] = mapped_column(String(800))
    detail: Mapped[bytes | None]
    undone_at: Mapped[datetime | None]


class Transfer(Base):
    """A tip on its way to another body, which must confirm it by ``return_by``; ``unit`` has its own people here."""

    __tablename__ = "transfer"
    __table_args__ = (
        partial_index("ix_transfer_due", "return_by", only="settled_at IS NULL"),
        Index("ix_transfer_tip_id", "tip_id"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    tip_id: Mapped[int] = mapped_column(ForeignKey("tip.id"))
    outcome: Mapped[Outcome] = mapped_column(words(Outcome))
    unit: Mapped[str | None] = mapped_column(String(24))
    sent_at: Mapped[datetime]
    sent_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    return_by: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class Decision(Base):
    """What the investigating body decided on a tip, on which day, and when the ward wrote it down. Only added."""

    __tablename__ = "decision"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    tip_id: Mapped[int] = mapped_column(ForeignKey("tip.id"), index=True)
    verdict: Mapped[Verdict] = mapped_column(words(Verdict))
    decided_on: Mapped[date]
    entered_at: Mapped[datetime] = mapped_column(index=True)
    entered_by: Mapped[int] = mapped_column(ForeignKey("person.id"))


class FormSheet(Base):
    """The form somebody is filling in, sealed; one a person. ``outbox_id`` is the message that shows it.

    ``look_at``: when it is asked after, if it is of a kind that must not be forgotten."""

    __tablename__ = "form_sheet"

    account_key: Mapped[str] = mapped_column(ForeignKey("account.key"), primary_key=True)
    ward_id: Mapped[int] = mapped_column(ForeignKey("ward.id"))
    state: Mapped[bytes]
    outbox_id: Mapped[int | None] = mapped_column(ForeignKey("outbox.id"))
    updated_at: Mapped[datetime]
    look_at: Mapped[datetime | None] = mapped_column(index=True)

"""Reports that were issued, reports that somebody waits for, and what oversight asked about broken limits."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.clocks import ClockKey
from bot.domain.periods import PeriodKind
from storage.models.base import Base, Id, partial_index, words

_WAITS = "done_at IS NULL"
_OPEN = "answered_at IS NULL"


class IssuedReport(Base):
    """One version of a period's report: its figures and its tips as they were when it was issued, sealed.

    ``journal_lines`` and ``journal_mark`` say how far the journal reached. ``issued_by`` is empty when it was time;
    ``sent_to`` are the ids of the people it went to by itself, with commas.
    """

    __tablename__ = "issued_report"
    __table_args__ = (UniqueConstraint("ward_id", "kind", "period_start", "period_end", "version"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    ward_id: Mapped[int] = mapped_column(ForeignKey("ward.id"))
    kind: Mapped[PeriodKind] = mapped_column(words(PeriodKind))
    period_start: Mapped[datetime]
    period_end: Mapped[datetime]
    version: Mapped[int]
    figures: Mapped[bytes | None]
    lines: Mapped[bytes | None]
    issued_at: Mapped[datetime]
    issued_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    journal_lines: Mapped[int] = mapped_column(BigInteger)
    journal_mark: Mapped[str] = mapped_column(String(32))
    sent_to: Mapped[str] = mapped_column(Text, default="")


class ReportOrder(Base):
    """A report that somebody asked for in chat; ``progress_id`` is the message that says how far it is.

    ``anew``: what was issued is to be counted again.
    """

    __tablename__ = "report_order"
    __table_args__ = (partial_index("ix_report_order_waiting", "id", only=_WAITS),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    ward_id: Mapped[int] = mapped_column(ForeignKey("ward.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[PeriodKind] = mapped_column(words(PeriodKind))
    period_start: Mapped[datetime]
    period_end: Mapped[datetime]
    anew: Mapped[bool]
    asked_at: Mapped[datetime]
    progress_id: Mapped[int | None] = mapped_column(BigInteger)
    done_at: Mapped[datetime | None]


class BreachQuestion(Base):
    """Why a limit of a tip was broken: asked by oversight, answered by the command in words that are sealed.

    ``remind_at`` is when the command hears of it next.
    """

    __tablename__ = "breach_question"
    __table_args__ = (
        UniqueConstraint("tip_id", "clock"),
        partial_index("ix_breach_question_remind_at", "remind_at", only=_OPEN),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    ward_id: Mapped[int] = mapped_column(ForeignKey("ward.id"))
    tip_id: Mapped[int] = mapped_column(ForeignKey("tip.id"))
    clock: Mapped[ClockKey] = mapped_column(words(ClockKey))
    asked_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime]
    remind_at: Mapped[datetime]
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime | None]
    reason: Mapped[bytes | None]

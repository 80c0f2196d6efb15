"""Legal clocks of tips, the days that a ward's admin has set otherwise than the law's calendar, and its own limits."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.clocks import ClockKey
from storage.models.base import Base, Id, partial_index, words


class TipClock(Base):
    """One clock of one tip as it runs; ``speak_at`` is when its next stage may be said, ``said_at`` what was said.

    ``done_at`` is when what it asks for was done; ``idle_at`` since when it has nothing to ask (the tip is elsewhere).
    """

    __tablename__ = "tip_clock"
    __table_args__ = (
        UniqueConstraint("tip_id", "slot"),
        Index("ix_tip_clock_late_at", "late_at"),
        partial_index("ix_tip_clock_speak", "speak_at", only="speak_at IS NOT NULL"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    tip_id: Mapped[int] = mapped_column(ForeignKey("tip.id"))
    slot: Mapped[ClockKey] = mapped_column(words(ClockKey))
    state: Mapped[str] = mapped_column(Text)
    due_at: Mapped[datetime]
    late_at: Mapped[datetime]
    said_at: Mapped[datetime]
    speak_at: Mapped[datetime | None]
    idle_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    done_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class CalendarDay(Base):
    """A day that this ward works, or does not, whatever the law's calendar says."""

    __tablename__ = "calendar_day"

    ward_id: Mapped[int] = mapped_column(ForeignKey("ward.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    working: Mapped[bool]
    reason: Mapped[str] = mapped_column(String(200), default="")
    set_at: Mapped[datetime]
    set_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class WardClock(Base):
    """What a ward set a clock to at ``set_at``; ``rule`` is empty where the proposal holds again. Never overwritten."""

    __tablename__ = "ward_clock"
    __table_args__ = (Index("ix_ward_clock_ward_id", "ward_id", "set_at"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    ward_id: Mapped[int] = mapped_column(ForeignKey("ward.id"))
    key: Mapped[ClockKey] = mapped_column(words(ClockKey))
    rule: Mapped[str | None] = mapped_column(Text)
    set_at: Mapped[datetime]

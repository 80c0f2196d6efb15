"""Who stands in which shift, who asked whom to stand in, and how each shift was handed over."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Id, partial_index

_LEADS, _OPEN = "leads", "taken_at IS NULL AND due_at IS NOT NULL"


class RosterEntry(Base):
    """Somebody stands in a shift: the ``number``-th, from 0, of those that begin on a local day; one of them leads."""

    __tablename__ = "roster_entry"
    __table_args__ = (partial_index("ix_roster_entry_leads", "ward_id", "day", "number", unique=True, only=_LEADS),)

    ward_id: Mapped[int] = mapped_column(ForeignKey("ward.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    leads: Mapped[bool] = mapped_column(default=False)


class ShiftSwap(Base):
    """An officer asks a colleague to stand in, perhaps for a shift of that colleague's ("back") in return."""

    __tablename__ = "shift_swap"
    __table_args__ = (Index("ix_shift_swap_ward_id", "ward_id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    ward_id: Mapped[int] = mapped_column(ForeignKey("ward.id"))
    asked_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_of: Mapped[int] = mapped_column(ForeignKey("person.id"))
    day: Mapped[date]
    number: Mapped[int]
    back_day: Mapped[date | None]
    back_number: Mapped[int | None]
    asked_at: Mapped[datetime]
    accepted: Mapped[bool | None]
    settled_at: Mapped[datetime | None]


class Handover(Base):
    """The handover to one shift. ``missed`` counts those before it that no card was made for; ``due_at`` is when
    the command hears that nobody has taken it, ``stage`` how often it did."""

    __tablename__ = "handover"
    __table_args__ = (
        UniqueConstraint("ward_id", "starts_at"),
        partial_index("ix_handover_open", "due_at", only=_OPEN),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    ward_id: Mapped[int] = mapped_column(ForeignKey("ward.id"))
    starts_at: Mapped[datetime]
    ended_since: Mapped[datetime]
    day: Mapped[date]
    number: Mapped[int]
    missed: Mapped[int]
    made_at: Mapped[datetime]
    outbox_id: Mapped[int | None] = mapped_column(ForeignKey("outbox.id"))
    stage: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime | None]
    taken_at: Mapped[datetime | None]
    taken_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

"""Who stands in which shift of a ward, and who asked whom to stand in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, delete, exists, select, update
from sqlalchemy.orm import Session

from bot.domain.roster import Shifts, Slot, read_hours, write_hours
from storage.dialect import insert_into
from storage.models import RosterEntry, ShiftSwap, Ward

# A ward that has put nobody into a shift for so long has given its roster up.
LAPSE = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Standing:
    """Who stands in a shift, by person; ``commander`` leads it."""

    officers: tuple[int, ...] = ()
    commander: int | None = None


@dataclass(frozen=True, slots=True)
class SwapView:
    """A request to stand in for ``slot``, perhaps in return for ``back``. ``accepted`` is None while it is open."""

    id: int
    asked_by: int
    asked_of: int
    slot: Slot
    back: Slot | None
    accepted: bool | None


class RosterStore:
    """Reads and changes one ward's roster."""

    def __init__(self, session: Session, ward_id: int, zone: ZoneInfo, now: datetime) -> None:
        self._session, self._ward_id, self._zone, self._now = session, ward_id, zone, now

    def shifts(self) -> Shifts:
        """The ward's shifts."""
        kept = self._session.scalars(select(Ward.shifts).where(Ward.id == self._ward_id)).one()
        hours = read_hours(kept)
        assert hours is not None, "only hours that were read are kept"
        return Shifts(self._zone, hours)

    def set_hours(self, hours: tuple[time, ...]) -> None:
        """When the ward's shifts begin from now on."""
        self._session.execute(update(Ward).where(Ward.id == self._ward_id).values(shifts=write_hours(hours)))

    def in_use(self) -> bool:
        """Whether the ward keeps a roster: somebody stands in a shift of the last days or of those to come."""
        found = select(RosterEntry.person_id).where(RosterEntry.ward_id == self._ward_id, self._is_recent)
        return self._session.scalar(found.limit(1)) is not None

    def wards_in_use(self) -> Sequence[int]:
        """Every ward that keeps a roster."""
        # Ward by ward, each by its key: this is asked every second, and rosters grow with the years.
        kept = exists().where(RosterEntry.ward_id == Ward.id, self._is_recent)
        return self._session.scalars(select(Ward.id).where(kept).order_by(Ward.id)).all()

    def of(self, slot: Slot) -> Standing:
        """Who stands in one shift."""
        return self.between(slot.day, 1).get(slot, Standing())

    def between(self, first: date, days: int) -> dict[Slot, Standing]:
        """Who stands in the shifts that begin on so many days; shifts of nobody are left out."""
        rows = self._session.execute(
            select(RosterEntry.day, RosterEntry.number, RosterEntry.person_id, RosterEntry.leads)
            .where(
                RosterEntry.ward_id == self._ward_id,
                RosterEntry.day >= first,
                RosterEntry.day < first + timedelta(days=days),
            )
            .order_by(RosterEntry.person_id)
        )
        found: dict[Slot, Standing] = {}
        for day, number, person_id, leads in rows:
            slot = Slot(day, number)
            known = found.get(slot, Standing())
            officers = known.officers if leads else (*known.officers, person_id)
            found[slot] = Standing(officers, person_id if leads else known.commander)
        return found

    def put(self, slot: Slot, person_id: int, *, leads: bool) -> None:
        """Somebody stands in a shift from now on; whoever leads it takes the place of the one before."""
        if leads:
            self._session.execute(delete(RosterEntry).where(*self._in(slot), RosterEntry.leads))
        values = {"ward_id": self._ward_id, "day": slot.day, "number": slot.number, "person_id": person_id}
        keys = [RosterEntry.ward_id, RosterEntry.day, RosterEntry.number, RosterEntry.person_id]
        self._session.execute(
            insert_into(self._session, RosterEntry)
            .values(**values, leads=leads)
            .on_conflict_do_update(index_elements=keys, set_={"leads": leads})
        )

    def take_out(self, slot: Slot, person_id: int) -> bool:
        """Somebody does not stand in a shift any more. Returns whether they did."""
        done = self._session.execute(delete(RosterEntry).where(*self._in(slot), RosterEntry.person_id == person_id))
        return bool(done.rowcount)  # type: ignore[attr-defined]

    def ask(self, asked_by: int, asked_of: int, slot: Slot, back: Slot | None) -> int:
        """Somebody asks a colleague to stand in. Returns the request's id."""
        swap = ShiftSwap(
            ward_id=self._ward_id,
            asked_by=asked_by,
            asked_of=asked_of,
            day=slot.day,
            number=slot.number,
            back_day=back.day if back else None,
            back_number=back.number if back else None,
            asked_at=self._now,
        )
        self._session.add(swap)
        self._session.flush()
        return swap.id

    def swap(self, swap_id: int) -> SwapView | None:
        """A request of this ward."""
        row = self._session.get(ShiftSwap, swap_id, populate_existing=True)
        if row is None or row.ward_id != self._ward_id:
            return None
        back = Slot(row.back_day, row.back_number) if row.back_day and row.back_number is not None else None
        return SwapView(row.id, row.asked_by, row.asked_of, Slot(row.day, row.number), back, row.accepted)

    def settle(self, swap_id: int, *, accepted: bool) -> bool:
        """The colleague has answered: true for one answer only."""
        done = self._session.execute(
            update(ShiftSwap)
            .where(ShiftSwap.id == swap_id, ShiftSwap.accepted.is_(None))
            .values(accepted=accepted, settled_at=self._now)
            .execution_options(synchronize_session=False)
        )
        return bool(done.rowcount)  # type: ignore[attr-defined]

    @property
    def _is_recent(self) -> ColumnElement[bool]:
        return RosterEntry.day >= (self._now.astimezone(self._zone) - LAPSE).date()

    def _in(self, slot: Slot) -> tuple[ColumnElement[bool], ...]:
        return RosterEntry.ward_id == self._ward_id, RosterEntry.day == slot.day, RosterEntry.number == slot.number

"""The ward itself: its group and its neighbourhoods."""

from collections.abc import Iterable
from datetime import datetime
from functools import cached_property

from sqlalchemy import ColumnElement, bindparam, exists, or_, select, update
from sqlalchemy.orm import Session, aliased

from bot.domain.lists.table import plain
from bot.domain.places import Neighbourhood
from bot.domain.wards import WardProfile
from bot.settings import Settings, position_of
from storage.models import Neighbourhood as NeighbourhoodRow
from storage.models import Ward

_NEIGHBOURHOODS = (
    select(NeighbourhoodRow.id, NeighbourhoodRow.name, NeighbourhoodRow.aliases)
    .where(NeighbourhoodRow.ward_id == bindparam("ward"))
    .order_by(NeighbourhoodRow.id)
)
_OTHER = aliased(Ward)
_PROFILE = select(
    Ward.id,
    Ward.code,
    Ward.name,
    Ward.phone,
    Ward.hours,
    Ward.centre,
    Ward.radius_m,
    exists(
        select(_OTHER.id).where(
            _OTHER.id != Ward.id, or_(_OTHER.group_chat_id.is_not(None), _OTHER.id == bindparam("home"))
        )
    ).label("others"),
).where(Ward.id == bindparam("ward"))


class WardStore:
    """One ward. ``home_id`` is the one that the settings describe."""

    def __init__(self, session: Session, ward_id: int, home_id: int, now: datetime) -> None:
        self._session, self._ward_id, self._home_id, self._now = session, ward_id, home_id, now
        self._connection = session.connection()

    @cached_property
    def profile(self) -> WardProfile:
        """What seldom changes, read once a unit of work. Raises NoResultFound."""
        row = self._connection.execute(_PROFILE, {"ward": self._ward_id, "home": self._home_id}).one()
        return WardProfile(
            row.id, row.code, row.name, row.phone, row.hours, position_of(row.centre), row.radius_m, bool(row.others)
        )

    def get(self) -> Ward:
        """The ward's row, fresh. Raises NoResultFound."""
        return self._session.get_one(Ward, self._ward_id, populate_existing=True)

    def is_duty_group(self, chat_id: int) -> bool:
        """Whether this chat is the ward's duty group now."""
        return self.get().group_chat_id == chat_id

    def link_group(self, chat_id: int) -> None:
        """From now on cards go to this group."""
        ward = self.get()
        ward.group_chat_id, ward.group_linked_at, ward.group_lost_at = chat_id, self._now, None
        ward.digest_from = ward.digest_from or self._now

    def lose_group(self) -> bool:
        """The group cannot be reached. Returns whether that is news: true for one caller only."""
        return self._lost(Ward.group_lost_at.is_(None), Ward.group_chat_id.is_not(None), at=self._now)

    def find_group(self) -> bool:
        """The group can be reached again. Returns whether that is news: true for one caller only."""
        # Asked after every message, and seldom so: a look is enough then.
        return self.get().group_lost_at is not None and self._lost(Ward.group_lost_at.is_not(None), at=None)

    def _lost(self, *news: ColumnElement[bool], at: datetime | None) -> bool:
        change = update(Ward).where(Ward.id == self._ward_id, *news).values(group_lost_at=at)
        done = self._session.execute(change.execution_options(synchronize_session=False))
        return bool(done.rowcount)  # type: ignore[attr-defined]

    def neighbourhoods(self) -> tuple[Neighbourhood, ...]:
        """The ward's list, in its own order."""
        rows = self._connection.execute(_NEIGHBOURHOODS, {"ward": self._ward_id})
        return tuple(Neighbourhood(r.id, r.name, tuple(filter(None, r.aliases.split("\n")))) for r in rows)

    def put_neighbourhoods(self, named: Iterable[tuple[str, tuple[str, ...]]]) -> None:
        """Add neighbourhoods; one that is there by that name, however spelled, takes the name and aliases as given."""
        rows = self._session.scalars(select(NeighbourhoodRow).where(NeighbourhoodRow.ward_id == self._ward_id))
        known = {plain(row.name): row for row in rows}
        for name, aliases in named:
            row = known.get(plain(name))
            if row is None:
                row = NeighbourhoodRow(ward_id=self._ward_id)
                self._session.add(row)
            row.name, row.aliases = name, "\n".join(aliases)
        self._session.flush()

    def set_neighbourhoods(self, named: Iterable[tuple[str, tuple[str, ...]]]) -> None:
        """Add the neighbourhoods that are not on the list yet."""
        known = {n.name for n in self.neighbourhoods()}
        for name, aliases in named:
            if name not in known:
                self._session.add(NeighbourhoodRow(ward_id=self._ward_id, name=name, aliases="\n".join(aliases)))
        self._session.flush()


def ensure_ward(
    session: Session, code: str, name: str, phone: str, *, hours: str = "", centre: str = "", radius_m: int = 3000
) -> int:
    """The ward's id; made when its code is new, else brought up to date."""
    ward = session.scalar(select(Ward).where(Ward.code == code))
    if ward is None:
        ward = Ward(code=code)
        session.add(ward)
    ward.name, ward.phone, ward.hours, ward.centre, ward.radius_m = name, phone, hours, centre, radius_m
    session.flush()
    return ward.id


def ensure_home(session: Session, settings: Settings) -> int:
    """The id of the ward that the settings describe, brought up to date with them."""
    return ensure_ward(
        session,
        settings.ward_code,
        settings.ward_name,
        settings.ward_phone,
        hours=settings.ward_hours,
        centre=settings.ward_centre,
        radius_m=settings.ward_radius_m,
    )

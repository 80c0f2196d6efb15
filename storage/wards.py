"""The ward itself: its group and its neighbourhoods."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from bot.domain.places import Neighbourhood
from storage.models import Neighbourhood as NeighbourhoodRow
from storage.models import Ward

_NEIGHBOURHOODS = (
    select(NeighbourhoodRow.id, NeighbourhoodRow.name, NeighbourhoodRow.aliases)
    .where(NeighbourhoodRow.ward_id == bindparam("ward"))
    .order_by(NeighbourhoodRow.id)
)


class WardStore:
    """One ward."""

    def __init__(self, session: Session, ward_id: int, now: datetime) -> None:
        self._session, self._ward_id, self._now = session, ward_id, now
        self._connection = session.connection()

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
        """The group cannot be reached. Returns whether that is news."""
        ward = self.get()
        news = ward.group_lost_at is None and ward.group_chat_id is not None
        if news:
            ward.group_lost_at = self._now
        return news

    def find_group(self) -> bool:
        """The group can be reached again. Returns whether that is news."""
        ward = self.get()
        news = ward.group_lost_at is not None
        ward.group_lost_at = None
        return news

    def neighbourhoods(self) -> tuple[Neighbourhood, ...]:
        """The ward's list, in its own order."""
        rows = self._connection.execute(_NEIGHBOURHOODS, {"ward": self._ward_id})
        return tuple(Neighbourhood(r.id, r.name, tuple(filter(None, r.aliases.split("\n")))) for r in rows)

    def set_neighbourhoods(self, named: Iterable[tuple[str, tuple[str, ...]]]) -> None:
        """Add the neighbourhoods that are not on the list yet."""
        known = {n.name for n in self.neighbourhoods()}
        for name, aliases in named:
            if name not in known:
                self._session.add(NeighbourhoodRow(ward_id=self._ward_id, name=name, aliases="\n".join(aliases)))
        self._session.flush()


def ensure_ward(session: Session, code: str, name: str, phone: str) -> int:
    """The ward's id; made at the first start, brought up to date with the settings at each later one."""
    ward = session.scalar(select(Ward).where(Ward.code == code))
    if ward is None:
        ward = Ward(code=code, name=name, phone=phone)
        session.add(ward)
    ward.name, ward.phone = name, phone
    session.flush()
    return ward.id

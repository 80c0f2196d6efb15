"""All wards of the installation: which one a group belongs to, which ones a resident may choose."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from storage.models import Digest, Ward


@dataclass(frozen=True, slots=True)
class ListedWard:
    """A ward in a list."""

    id: int
    code: str
    name: str


_LISTED = select(Ward.id, Ward.code, Ward.name)


class WardList:
    """Finds wards. A further ward is open to residents once its duty group is linked; the home ward always is."""

    def __init__(self, session: Session, home_id: int) -> None:
        self._session, self._home_id = session, home_id
        self._is_open = or_(Ward.group_chat_id.is_not(None), Ward.id == home_id)

    def of_group(self, chat_id: int) -> int | None:
        """The ward whose duty group this is."""
        return self._session.scalar(select(Ward.id).where(Ward.group_chat_id == chat_id))

    def all(self) -> list[ListedWard]:
        """Every ward, the first one first."""
        return [ListedWard(*row) for row in self._session.execute(_LISTED.order_by(Ward.id))]

    def open(self) -> list[ListedWard]:
        """The wards a resident may choose, by name."""
        return [ListedWard(*row) for row in self._session.execute(_LISTED.where(self._is_open).order_by(Ward.name))]

    def only(self) -> int | None:
        """The ward of everybody, when there is no choice."""
        found = self._session.scalars(select(Ward.id).where(self._is_open).limit(2)).all()
        return found[0] if len(found) == 1 else None

    def briefed_until(self, kind: str) -> list[tuple[int, datetime]]:
        """Up to when each ward has been briefed, in UTC; a ward that never had a group is not in it."""
        last = select(func.max(Digest.period_end)).where(Digest.ward_id == Ward.id, Digest.kind == kind)
        rows = self._session.execute(
            select(Ward.id, Ward.digest_from, last.scalar_subquery()).where(Ward.digest_from.is_not(None))
        )
        return [(ward_id, until or begun) for ward_id, begun, until in rows if begun is not None]

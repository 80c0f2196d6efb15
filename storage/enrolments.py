"""Those who used an invitation and wait for a commander's word."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.crypto import Keyring
from bot.domain.people import Role, Unit
from storage.models import Enrolment
from storage.people import open_name


@dataclass(frozen=True, slots=True)
class EnrolmentView:
    """Who asks for which roles, and what became of it. ``approved`` is None while nobody has decided."""

    id: int
    ward_id: int
    account_key: str
    name: str
    roles: frozenset[Role]
    neighbourhood_id: int | None
    unit: Unit | None
    made_by: int | None
    replaces: int | None
    approved: bool | None
    settled_at: datetime | None
    settled_by: int | None


class EnrolmentStore:
    """Adds, gives and settles enrolments of one ward."""

    def __init__(self, session: Session, keyring: Keyring, ward_id: int, now: datetime) -> None:
        self._session, self._keyring, self._ward_id, self._now = session, keyring, ward_id, now

    def ask(
        self,
        account_key: str,
        name: str,
        roles: frozenset[Role],
        *,
        neighbourhood_id: int | None,
        unit: Unit | None,
        made_by: int | None,
        replaces: int | None,
    ) -> EnrolmentView:
        """Somebody came by an invitation."""
        row = Enrolment(
            ward_id=self._ward_id,
            account_key=account_key,
            name=self._keyring.columns.close(_place(account_key), name.encode()),
            roles=" ".join(sorted(roles)),
            neighbourhood_id=neighbourhood_id,
            unit=unit,
            made_by=made_by,
            replaces=replaces,
            asked_at=self._now,
        )
        self._session.add(row)
        self._session.flush()
        return self._view(row)

    def get(self, enrolment_id: int) -> EnrolmentView | None:
        """One of this ward."""
        row = self._session.get(Enrolment, enrolment_id, populate_existing=True)
        return self._view(row) if row is not None and row.ward_id == self._ward_id else None

    def waiting(self) -> Sequence[EnrolmentView]:
        """Those nobody has decided on, in the order in which they came."""
        rows = self._session.scalars(
            select(Enrolment)
            .where(Enrolment.ward_id == self._ward_id, Enrolment.settled_at.is_(None))
            .order_by(Enrolment.id)
        )
        return [self._view(row) for row in rows]

    def waits(self, account_key: str) -> bool:
        """Whether this account waits to be approved, in any ward."""
        found = select(Enrolment.id).where(Enrolment.account_key == account_key, Enrolment.settled_at.is_(None))
        return self._session.scalar(found.limit(1)) is not None

    def settle(self, enrolment_id: int, person_id: int, *, approved: bool) -> bool:
        """Decide, once: false when somebody was faster."""
        changed = self._session.execute(
            update(Enrolment)
            .where(Enrolment.id == enrolment_id, Enrolment.settled_at.is_(None))
            .values(approved=approved, settled_at=self._now, settled_by=person_id)
            .execution_options(synchronize_session=False)
        )
        return bool(changed.rowcount)  # type: ignore[attr-defined]

    def _view(self, row: Enrolment) -> EnrolmentView:
        return EnrolmentView(
            id=row.id,
            ward_id=row.ward_id,
            account_key=row.account_key,
            name=open_name(self._keyring, _place(row.account_key), row.name),
            roles=frozenset(Role(role) for role in row.roles.split()),
            neighbourhood_id=row.neighbourhood_id,
            unit=row.unit,
            made_by=row.made_by,
            replaces=row.replaces,
            approved=row.approved,
            settled_at=row.settled_at,
            settled_by=row.settled_by,
        )


def _place(account_key: str) -> str:
    return f"enrolment/name/{account_key}"

"""The list of a ward's people, also of the suspended ones, and the changes made to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Update, select, update
from sqlalchemy.orm import Session

from bot.crypto import Keyring
from bot.domain.people import OF_A_GROUP, Member, Role
from storage.models import Person
from storage.people import PeopleStore


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """One person on the list. Times are UTC."""

    member: Member
    suspended_at: datetime | None
    expires_at: datetime | None


class MemberList:
    """Reads and changes the list of one ward. Whoever has lost the last role is not on it any more."""

    def __init__(self, session: Session, keyring: Keyring, ward_id: int, now: datetime) -> None:
        self._session, self._ward_id, self._now = session, ward_id, now
        self._people = PeopleStore(session, keyring, ward_id, now)

    def all(self) -> list[ListedPerson]:
        """Everybody: who may act first, then by their highest role, then by name."""
        rows = self._session.scalars(select(Person).where(Person.ward_id == self._ward_id, Person.roles != ""))
        return sorted(map(self._listed, rows), key=_rank)

    def get(self, person_id: int) -> ListedPerson | None:
        """One of this ward."""
        row = self._session.get(Person, person_id, populate_existing=True)
        return self._listed(row) if row is not None and row.ward_id == self._ward_id and row.roles else None

    def restore(self, person_id: int) -> bool:
        """Lift a suspension; an end that has passed is forgotten. Returns whether there was one to lift."""
        row = self._session.get(Person, person_id, populate_existing=True)
        if row is None or row.ward_id != self._ward_id or row.suspended_at is None:
            return False
        over = row.expires_at is not None and row.expires_at <= self._now
        return self._changes(
            self._of(person_id)
            .where(Person.suspended_at.is_not(None))
            .values(suspended_at=None, **({"expires_at": None, "warned_at": None} if over else {}))
        )

    def drop_role(self, person_id: int, role: Role) -> bool:
        """Take one role away, with the place it was for. Returns whether there was such a role."""
        found = self.get(person_id)
        if found is None or role not in found.member.roles:
            return False
        before, left = found.member.roles, found.member.roles - {role}
        values: dict[str, Any] = {"roles": " ".join(sorted(left))}
        if not left:
            values["suspended_at"] = self._now
        if not left & OF_A_GROUP:
            values["neighbourhood_id"] = None
        if Role.UNIT not in left:
            values["unit"] = None
        return self._changes(self._of(person_id).where(Person.roles == " ".join(sorted(before))).values(values))

    def set_end(self, person_id: int, at: datetime | None) -> bool:
        """From when on (aware) the roles are suspended; None for no end. Returns whether there is such a person."""
        return self._changes(self._of(person_id).values(expires_at=at, warned_at=None))

    def ending(self, most: int) -> Sequence[tuple[int, int]]:
        """Ward and person of those whose end has come, in every ward."""
        return self._due(most, Person.expires_at <= self._now)

    def to_be_warned(self, before: timedelta, most: int) -> Sequence[tuple[int, int]]:
        """Ward and person of those whose end is near and of whom nobody was told yet, in every ward."""
        return self._due(most, Person.expires_at <= self._now + before, Person.warned_at.is_(None))

    def warned(self, person_id: int) -> bool:
        """Note that the commanders are told; true for one caller only."""
        return self._changes(self._of(person_id).where(Person.warned_at.is_(None)).values(warned_at=self._now))

    def _due(self, most: int, *when: Any) -> Sequence[tuple[int, int]]:
        found = select(Person.ward_id, Person.id).where(
            Person.suspended_at.is_(None), Person.expires_at.is_not(None), *when
        )
        return [(row.ward_id, row.id) for row in self._session.execute(found.order_by(Person.id).limit(most))]

    def _of(self, person_id: int) -> Update:
        return update(Person).where(Person.id == person_id, Person.ward_id == self._ward_id)

    def _changes(self, change: Update) -> bool:
        done = self._session.execute(change)
        return bool(done.rowcount)  # type: ignore[attr-defined]

    def _listed(self, row: Person) -> ListedPerson:
        member = self._people.member_by_id(row.id)
        assert member is not None
        return ListedPerson(member, row.suspended_at, row.expires_at)


_ORDER = (
    Role.CHIEF,
    Role.COMMANDER,
    Role.OFFICER,
    Role.ADMIN,
    Role.GROUP_LEADER,
    Role.SECURITY_TEAM,
    Role.UNIT,
    Role.OVERSIGHT,
)


def _rank(person: ListedPerson) -> tuple[bool, int, str, int]:
    highest = min(_ORDER.index(role) for role in person.member.roles)
    return person.suspended_at is not None, highest, person.member.name, person.member.id

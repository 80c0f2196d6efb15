"""Accounts (sealed chat addresses) and the people with a role."""

from collections.abc import Callable, Sequence
from copy import copy
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, bindparam, select, update
from sqlalchemy.orm import Session

from bot.crypto import Keyring, SealBroken
from bot.domain.people import Member, Role, Unit
from storage.dialect import insert_into
from storage.models import Account, Person

_ACCOUNT = select(Account.chat, Account.ward_id, Account.unreachable_since).where(Account.key == bindparam("account"))
_MEMBER = select(*cast("Table", Person.__table__).c).where(
    Person.account_key == bindparam("key"), Person.ward_id == bindparam("ward"), Person.suspended_at.is_(None)
)


# One name that nobody can read must not keep everybody else's alarms back.
NAMELESS = "?"


class PeopleStore:
    """Finds people by account; the account's address and everyone's name are sealed.

    ``only_ward`` names the ward of everybody who has not chosen one, when there is nothing to choose.
    """

    def __init__(
        self,
        session: Session,
        keyring: Keyring,
        ward_id: int,
        now: datetime,
        only_ward: Callable[[], int | None] = lambda: None,
    ) -> None:
        self._session, self._keyring, self._ward_id, self._now = session, keyring, ward_id, now
        self._only_ward = only_ward
        self._connection = session.connection()
        self._accounts: dict[str, Any] = {}

    def for_ward(self, ward_id: int) -> "PeopleStore":
        """The same for another ward; what was read of accounts is not read again."""
        other = copy(self)
        other._ward_id = ward_id
        return other

    def ward_of(self, account_key: str) -> int | None:
        """The ward an account talks to; None when it has still to choose one."""
        found = self._account(account_key)
        return found.ward_id if found is not None and found.ward_id is not None else self._only_ward()

    def settle_in(self, account_key: str) -> None:
        """From now on this account talks to this ward."""
        self._accounts.pop(account_key, None)
        self._session.execute(update(Account).where(Account.key == account_key).values(ward_id=self._ward_id))

    def role_elsewhere(self, account_key: str) -> int | None:
        """Another ward in which this person has a role."""
        return self._session.scalar(
            select(Person.ward_id).where(
                Person.account_key == account_key, Person.ward_id != self._ward_id, Person.suspended_at.is_(None)
            )
        )

    def meet(self, chat_id: int) -> str:
        """The account key of a private chat, remembered from now on as one the bot may write to."""
        key = self._keyring.blind(chat_id)
        if self._account(key) is None:
            sealed = self._keyring.columns.close(_chat_place(key), str(chat_id).encode())
            self._session.execute(
                insert_into(self._session, Account)
                .values(key=key, chat=sealed, ward_id=self._only_ward(), first_seen_at=self._now)
                .on_conflict_do_nothing(index_elements=["key"])
            )
        return key

    def is_reachable(self, account_key: str) -> bool:
        """Whether nothing is known that would keep a message from arriving."""
        found = self._account(account_key)
        return found is None or found.unreachable_since is None

    def chat_of(self, account_key: str) -> int | None:
        """The chat to write to, or None when that person cannot be reached any more. Raises SealBroken."""
        found = self._account(account_key)
        if found is None or found.unreachable_since is not None:
            return None
        return int(self._keyring.columns.open(_chat_place(account_key), found.chat))

    def hears(self, account_key: str) -> bool:
        """Whether that person can be written to, as far as is known."""
        try:
            return self.chat_of(account_key) is not None
        except SealBroken:
            return False

    def set_reachable(self, account_key: str, reachable: bool) -> bool:
        """Note whether the person can be written to. Returns whether that is news."""
        self._accounts.pop(account_key, None)
        news = Account.unreachable_since.is_not(None) if reachable else Account.unreachable_since.is_(None)
        changed = self._session.execute(
            update(Account)
            .where(Account.key == account_key, news)
            .values(unreachable_since=None if reachable else self._now)
        )
        return bool(changed.rowcount)  # type: ignore[attr-defined]

    def member(self, account_key: str) -> Member | None:
        """The person behind an account who has a role in this ward, unless suspended."""
        row = self._connection.execute(_MEMBER, {"key": account_key, "ward": self._ward_id}).first()
        return self._member(row) if row is not None else None

    def whoever(self, account_key: str) -> Member | None:
        """The person behind an account, suspended or not: old deeds keep their name."""
        row = self._session.scalar(select(Person).where(Person.account_key == account_key))
        return self._member(row) if row is not None else None

    def member_by_id(self, person_id: int) -> Member | None:
        """A person, suspended or not: old deeds keep their name."""
        row = self._session.get(Person, person_id)
        return self._member(row) if row is not None else None

    def with_role(self, role: Role) -> Sequence[Member]:
        """Everyone with a role, in the order in which they came."""
        rows = self._session.scalars(
            select(Person).where(Person.ward_id == self._ward_id, Person.suspended_at.is_(None)).order_by(Person.id)
        )
        return [m for m in map(self._member, rows) if role in m.roles]

    def enrol(
        self,
        account_key: str,
        name: str,
        role: Role,
        neighbourhood_id: int | None = None,
        unit: Unit | None = None,
    ) -> Member:
        """Give a person a role, in addition to what they have; lifts a suspension.

        The account talks to this ward from now on. Whoever still has a role elsewhere must be refused before.
        """
        row = self._session.scalar(select(Person).where(Person.account_key == account_key))
        if row is None:
            row = Person(
                ward_id=self._ward_id,
                account_key=account_key,
                name=self._keyring.columns.close(_name_place(account_key), name.encode()),
                roles=role.value,
                added_at=self._now,
            )
            self._session.add(row)
        if row.ward_id != self._ward_id:
            assert row.suspended_at, "nobody has a role in two wards"
            row.ward_id, row.neighbourhood_id = self._ward_id, None
        roles = {Role(r) for r in row.roles.split()} if row.roles and not row.suspended_at else set()
        if row.suspended_at:
            row.expires_at = row.warned_at = None
        row.roles = " ".join(sorted(roles | {role}))
        row.neighbourhood_id = neighbourhood_id or row.neighbourhood_id
        row.unit = unit or row.unit
        row.suspended_at = None
        self._session.flush()
        self.settle_in(account_key)
        return self._member(row)

    def suspend(self, account_key: str) -> bool:
        """Take every role in this ward away until somebody enrols the person again.

        Returns whether there was one to take.
        """
        changed = self._session.execute(
            update(Person)
            .where(Person.account_key == account_key, Person.ward_id == self._ward_id, Person.suspended_at.is_(None))
            .values(suspended_at=self._now)
        )
        return bool(changed.rowcount)  # type: ignore[attr-defined]

    def _account(self, key: str) -> Any:
        if self._accounts.get(key) is None:
            self._accounts[key] = self._connection.execute(_ACCOUNT, {"account": key}).first()
        return self._accounts[key]

    def _member(self, row: Any) -> Member:
        roles = frozenset(Role(r) for r in row.roles.split())
        name = open_name(self._keyring, _name_place(row.account_key), row.name)
        return Member(row.id, row.ward_id, row.account_key, name, roles, row.neighbourhood_id, row.unit)


def open_name(keyring: Keyring, place: str, sealed: bytes) -> str:
    """Somebody's name; NAMELESS when nobody can read it. Raises KeyNotHere."""
    try:
        return keyring.columns.open(place, sealed).decode()
    except SealBroken:
        return NAMELESS


def _chat_place(key: str) -> str:
    return f"account/chat/{key}"


def _name_place(key: str) -> str:
    return f"person/name/{key}"

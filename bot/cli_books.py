"""What ``tinbao doctor`` reads in the database: the duty group, the people, and what is waiting."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.cli_database import check_schema, fitting_keyring, looking_on, opened
from bot.cli_journal import journal
from bot.clock import SystemClock
from bot.crypto import Keyring
from bot.domain.people import POLICE, Role
from bot.domain.retention import shifted
from bot.domain.screen import Phrase, phrase
from bot.services.groups import missing_rights
from bot.services.retention.policy import policy
from bot.settings import Settings
from bot.startup import NotReady, read_masters, read_wordings
from bot.texts import load_texts
from storage.keys import keys_in_use
from storage.models import KnownKey, Ward
from storage.reconcile import reconcile
from storage.unit_of_work import UnitOfWork, Workplace
from storage.ward_list import ListedWard

T = TypeVar("T")
OUTBOX_LATE = timedelta(minutes=5)
INBOX_LATE = timedelta(minutes=1)
A_DAY, MOST = timedelta(days=1), 10_000


class Books:
    """The database as far as it can be read with what is set."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._keyring: Keyring | None = None

    def open(self) -> Phrase:
        """Open it, which asserts every setting that a durable commit needs. Raises NotReady."""
        with opened(self._settings) as engine:
            revision = check_schema(self._settings, engine)
            masters = read_masters(self._settings)
            with Session(engine) as session:
                self._keyring = fitting_keyring(session, masters)
        return phrase("doctor-database-found", kind=engine.dialect.name, revision=revision)

    def rotation(self) -> Phrase:
        """Since when the present key is in use. Raises NotReady when an older one still is."""
        present = self._key().masters
        with opened(self._settings) as engine, Session(engine) as session:
            if len(present) > 1 or len(keys_in_use(session)) > 1:
                raise NotReady(phrase("doctor-rotation-unfinished"))
            since = session.scalar(select(KnownKey.since).where(KnownKey.fingerprint == present[0].fingerprint))
        if since is None:
            return phrase("doctor-rotation-none")
        return phrase("doctor-rotation-found", date=f"{since.astimezone(self._settings.timezone):%d/%m/%Y}")

    def reconciled(self) -> dict[str, list[int]]:
        """What has no counterpart, by question; nothing is asked when the database could not be opened.

        The bot goes on meanwhile: what had none at two moments, and not only between a file and its row.
        """
        if self._keyring is None:
            return {}
        found = self._reconciled(self._keyring)
        if not any(found.values()):
            return found
        again = self._reconciled(self._keyring)
        return {question: [number for number in ids if number in again[question]] for question, ids in found.items()}

    def _reconciled(self, keyring: Keyring) -> dict[str, list[int]]:
        with looking_on(self._settings) as session:
            return reconcile(session, keyring, self._settings.evidence_dir)

    def journal(self) -> Phrase:
        """Walk the journal. Raises NotReady with the first line that does not hold."""
        keyring = self._key()
        with opened(self._settings) as engine:
            return journal(engine, keyring)

    def look(self, at: Callable[[UnitOfWork], T], ward_id: int | None = None) -> T:
        """Look something up, in the home ward or another. Raises NotReady, also when the database was not opened."""
        keyring = self._key()
        with opened(self._settings) as engine, Session(engine) as session:
            home_id = session.scalar(select(Ward.id).where(Ward.code == self._settings.ward_code))
            if home_id is None:
                raise NotReady(phrase("doctor-no-ward"))
            home = Workplace(keyring, SystemClock(), self._settings, home_id).unit(session)
            return at(home.for_ward(ward_id or home_id))

    def further_wards(self) -> list[ListedWard]:
        """Every ward but the home ward; none as long as nothing can be looked up."""
        try:
            return self.look(lambda uow: [ward for ward in uow.wards.all() if ward.id != uow.ward_id])
        except NotReady:
            return []

    def wordings(self) -> Phrase:
        """The wards' own wordings can be used. Raises NotReady."""
        codes = [ward.code for ward in self.look(lambda uow: uow.wards.all())]
        own = read_wordings(self._settings, codes, load_texts()).own
        if not self._settings.texts_dir:
            return phrase("doctor-texts-none")
        return phrase("doctor-texts-found", path=self._settings.texts_dir, codes=", ".join(own) or "–")

    def _key(self) -> Keyring:
        if self._keyring is None:
            raise NotReady(phrase("doctor-waits", first=phrase("doctor-database")))
        return self._keyring


def group(uow: UnitOfWork) -> Phrase:
    """A duty group is linked, can be reached, and tells the bot who leaves it. Raises NotReady."""
    ward = uow.ward.get()
    if ward.group_chat_id is None:
        raise NotReady(phrase("doctor-group-none"))
    if ward.group_lost_at is not None:
        raise NotReady(phrase("doctor-group-lost"))
    if "admin" in missing_rights(uow, ward.group_chat_id):
        raise NotReady(phrase("doctor-group-not-admin"))
    return phrase("doctor-group-found")


def people(uow: UnitOfWork) -> Phrase:
    """How many have each role. Raises NotReady when nobody can invite, or nobody can take a tip."""
    counts = {role: len(uow.people.with_role(role)) for role in Role}
    if not counts[Role.ADMIN]:
        raise NotReady(phrase("doctor-no-admin"))
    if not any(counts[role] for role in POLICE):
        raise NotReady(phrase("doctor-no-police"))
    return phrase("doctor-people-found", **{role.value: count for role, count in counts.items()})


def outbox(uow: UnitOfWork) -> Phrase:
    """The age of the oldest message that has not gone out. Raises NotReady when it is too old."""
    return _age(uow.outbox.oldest_waiting(), uow.now, OUTBOX_LATE, phrase("doctor-outbox-cure"))


def inbox(uow: UnitOfWork) -> Phrase:
    """The age of the oldest update that has not been handled. Raises NotReady when it is too old."""
    return _age(uow.inbox.oldest_waiting(), uow.now, INBOX_LATE, phrase("doctor-inbox-cure"))


def retention(uow: UnitOfWork) -> Phrase:
    """How many tips of all wards wait to be erased, and were. Raises NotReady when some should have been a day ago."""
    waiting, erased = uow.retention.counts()
    stages = policy(uow.settings).stages
    late = [tip for what, months in stages for tip in uow.retention.due(what, shifted(uow.now, -months), MOST, A_DAY)]
    if late:
        raise NotReady(phrase("doctor-retention-late", count=len(late)))
    if not uow.settings.retention_months:
        return phrase("doctor-retention-never", erased=erased)
    months = uow.settings.retention_months
    return phrase("doctor-retention-found", months=months, waiting=waiting, erased=erased)


def _age(oldest: datetime | None, now: datetime, late: timedelta, cure: Phrase) -> Phrase:
    if oldest is None:
        return phrase("doctor-nothing-waits")
    waited = phrase("doctor-waited", minutes=f"{(now - oldest) // timedelta(minutes=1):,}".replace(",", "."))
    if now - oldest > late:
        raise NotReady(phrase("doctor-late", waited=waited, cure=cure))
    return waited

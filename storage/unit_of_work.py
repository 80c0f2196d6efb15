"""One transaction and everything that may be done in it."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.crypto import Keyring
from bot.settings import Settings
from storage.digests import DigestStore
from storage.evidence import EvidenceStore
from storage.groups import GroupStore
from storage.inbox import InboxStore
from storage.journal import JournalStore
from storage.one_time_codes import OneTimeCodes
from storage.outbox import OutboxStore
from storage.people import PeopleStore
from storage.postings import PostingStore
from storage.reminders import ReminderStore
from storage.talks import TalkStore
from storage.tips import TipStore
from storage.vault import VaultStore
from storage.wards import WardStore


@dataclass(frozen=True)
class Workplace:
    """What every unit of work is given: the same for the whole run."""

    keyring: Keyring
    clock: Clock
    settings: Settings
    ward_id: int

    def unit(self, session: Session) -> "UnitOfWork":
        """A unit of work in an open transaction; its time stands still."""
        return UnitOfWork(session, self, self.clock.now())


@dataclass(frozen=True)
class UnitOfWork:
    """The stores of one transaction. Whoever opened the transaction commits it; nothing in here does."""

    session: Session
    workplace: Workplace
    now: datetime

    @property
    def settings(self) -> Settings:
        """The installation's settings."""
        return self.workplace.settings

    @property
    def keyring(self) -> Keyring:
        """The keys."""
        return self.workplace.keyring

    @property
    def ward_id(self) -> int:
        """The ward this unit works for."""
        return self.workplace.ward_id

    @cached_property
    def inbox(self) -> InboxStore:
        """What came in."""
        return InboxStore(self.session, self.keyring, self.now)

    @cached_property
    def outbox(self) -> OutboxStore:
        """What must go out."""
        return OutboxStore(self.session, self.keyring, self.ward_id, self.now)

    @cached_property
    def talks(self) -> TalkStore:
        """Where each dialog stands."""
        return TalkStore(self.session, self.keyring, self.ward_id, self.now)

    @cached_property
    def tips(self) -> TipStore:
        """Tips and their versions."""
        return TipStore(self.session, self.keyring, self.ward_id, self.now)

    @cached_property
    def vault(self) -> VaultStore:
        """Who reported what."""
        return VaultStore(self.session, self.keyring)

    @cached_property
    def evidence(self) -> EvidenceStore:
        """Files."""
        return EvidenceStore(self.session, self.keyring, self.ward_id, self.now)

    @cached_property
    def postings(self) -> PostingStore:
        """Copies of cards."""
        return PostingStore(self.session, self.now)

    @cached_property
    def people(self) -> PeopleStore:
        """Accounts and roles."""
        return PeopleStore(self.session, self.keyring, self.ward_id, self.now)

    @cached_property
    def codes(self) -> OneTimeCodes:
        """Codes that may be used once."""
        return OneTimeCodes(self.session, self.keyring, self.ward_id, self.now)

    @cached_property
    def ward(self) -> WardStore:
        """The ward."""
        return WardStore(self.session, self.ward_id, self.now)

    @cached_property
    def groups(self) -> GroupStore:
        """Groups the bot is in."""
        return GroupStore(self.session, self.now)

    @cached_property
    def reminders(self) -> ReminderStore:
        """Ladders in progress."""
        return ReminderStore(self.session, self.now)

    @cached_property
    def digests(self) -> DigestStore:
        """Briefings made."""
        return DigestStore(self.session, self.ward_id, self.now)

    @cached_property
    def journal(self) -> JournalStore:
        """Who did what."""
        return JournalStore(self.session, self.ward_id, self.now)

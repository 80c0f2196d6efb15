"""One transaction and everything that may be done in it."""

import secrets
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.crypto import Keyring
from bot.settings import Settings
from storage.balance import BalanceStore
from storage.breach_questions import BreachQuestionStore
from storage.bundles import BundleStore
from storage.calendar_days import CalendarDayStore
from storage.cases import CaseStore
from storage.clock_figures import ClockFigureStore
from storage.clocks import ClockStore
from storage.data_requests import DataRequestStore
from storage.digests import DigestStore
from storage.enrolments import EnrolmentStore
from storage.erasing import Eraser
from storage.evidence import EvidenceStore
from storage.figures import FigureStore
from storage.groups import GroupStore
from storage.handovers import HandoverStore
from storage.inbox import InboxStore
from storage.issued_reports import IssuedReportStore
from storage.journal import JournalStore
from storage.leases import LeaseStore
from storage.members import MemberList
from storage.one_time_codes import OneTimeCodes
from storage.outbox import OutboxStore
from storage.overviews import OverviewStore
from storage.people import PeopleStore
from storage.postings import PostingStore
from storage.protection import ProtectionStore
from storage.questions import QuestionStore
from storage.reminders import ReminderStore
from storage.retention import RetentionStore
from storage.reveals import RevealStore
from storage.roster import RosterStore
from storage.searches import SearchStore
from storage.sheets import SheetStore
from storage.stalls import StallStore
from storage.talks import TalkStore
from storage.tips import TipStore
from storage.tokens import TokenStore
from storage.uploads import UploadStore
from storage.vault import VaultStore
from storage.ward_list import WardList
from storage.wards import WardStore
from storage.watch import WatchStore
from storage.wrong_codes import WrongCodeStore


@dataclass(frozen=True)
class Workplace:
    """What every unit of work is given: the same for the whole run.

    ``ward_id`` is the home ward, the one that the settings describe. ``restored_at`` (UTC) is when the database was
    last restored from a backup. ``holder`` names this process among those that serve the same database.
    """

    keyring: Keyring
    clock: Clock
    settings: Settings
    ward_id: int
    restored_at: datetime | None = None
    holder: str = field(default_factory=lambda: secrets.token_hex(8))

    def unit(self, session: Session) -> "UnitOfWork":
        """A unit of work for the home ward in an open transaction; its time stands still."""
        return UnitOfWork(session, self, self.clock.now(), self.ward_id)


@dataclass(frozen=True)
class UnitOfWork:
    """The stores of one transaction, for one ward. Whoever opened the transaction commits it; nothing in here does."""

    session: Session
    workplace: Workplace
    now: datetime
    ward_id: int
    doubtful: bool = False

    def doubting(self, doubtful: bool = True) -> "UnitOfWork":
        """The same, where nobody knows whether all of it was done already, before a restoration from a backup."""
        return replace(self, doubtful=True) if doubtful else self

    def because_of(self, came_at: datetime) -> "UnitOfWork":
        """The same because of something that came at a time (aware): before a restoration, it is in doubt."""
        restored_at = self.workplace.restored_at
        return self.doubting(restored_at is not None and came_at <= restored_at)

    def for_ward(self, ward_id: int) -> "UnitOfWork":
        """The same transaction for another ward."""
        if ward_id == self.ward_id:
            return self
        other = replace(self, ward_id=ward_id)
        vars(other).update(inbox=self.inbox, people=self.people.for_ward(ward_id))
        return other

    def for_tip(self, tip_id: int) -> "UnitOfWork":
        """The same transaction for the ward of a tip. Raises LookupError."""
        return self.for_ward(self.tips.ward_of(tip_id))

    @property
    def settings(self) -> Settings:
        """The installation's settings."""
        return self.workplace.settings

    @property
    def keyring(self) -> Keyring:
        """The keys."""
        return self.workplace.keyring

    @cached_property
    def inbox(self) -> InboxStore:
        """What came in."""
        return InboxStore(self.session, self.keyring, self.now)

    @cached_property
    def leases(self) -> LeaseStore:
        """Who of several processes does what."""
        return LeaseStore(self.session, self.workplace.holder)

    @cached_property
    def outbox(self) -> OutboxStore:
        """What must go out."""
        return OutboxStore(self.session, self.keyring, self.ward_id, self.now, doubtful=self.doubtful)

    @cached_property
    def talks(self) -> TalkStore:
        """Where each dialog stands."""
        return TalkStore(self.session, self.keyring, self.ward_id, self.now)

    @cached_property
    def tips(self) -> TipStore:
        """Tips and their versions."""
        return TipStore(self.session, self.keyring, self.ward_id, self.now, self.settings.timezone)

    @cached_property
    def tokens(self) -> TokenStore:
        """What tips can be found by."""
        return TokenStore(self.session, self.keyring, self.ward_id, self.settings.timezone)

    @cached_property
    def searches(self) -> SearchStore:
        """Looking for tips."""
        return SearchStore(self.session, self.keyring, self.ward_id, self.now, self.settings.timezone)

    @cached_property
    def cases(self) -> CaseStore:
        """What was done with tips."""
        return CaseStore(self.session, self.keyring, self.now)

    @cached_property
    def clocks(self) -> ClockStore:
        """Legal clocks."""
        return ClockStore(self.session, self.settings, self.ward_id, self.now)

    @cached_property
    def calendar_days(self) -> CalendarDayStore:
        """What the ward has set in its calendar."""
        return CalendarDayStore(self.session, self.ward_id, self.now)

    @cached_property
    def questions(self) -> QuestionStore:
        """What reporters were asked."""
        return QuestionStore(self.session, self.keyring, self.now)

    @cached_property
    def figures(self) -> FigureStore:
        """What reports count."""
        return FigureStore(self.session, self.ward_id)

    @cached_property
    def balance(self) -> BalanceStore:
        """What became of what came in."""
        return BalanceStore(self.session, self.ward_id)

    @cached_property
    def clock_figures(self) -> ClockFigureStore:
        """Which limits were kept."""
        return ClockFigureStore(self.session, self.keyring, self.ward_id, self.roster.shifts)

    @cached_property
    def issued_reports(self) -> IssuedReportStore:
        """Reports that were issued."""
        return IssuedReportStore(self.session, self.keyring, self.ward_id, self.now, self.settings.timezone)

    @cached_property
    def breach_questions(self) -> BreachQuestionStore:
        """Why limits were broken."""
        return BreachQuestionStore(self.session, self.keyring, self.ward_id, self.now)

    @cached_property
    def sheets(self) -> SheetStore:
        """Forms being filled in."""
        return SheetStore(self.session, self.keyring, self.ward_id, self.now)

    @cached_property
    def vault(self) -> VaultStore:
        """Who reported what."""
        return VaultStore(self.session, self.keyring)

    @cached_property
    def reveals(self) -> RevealStore:
        """Who was told who reported."""
        return RevealStore(self.session, self.keyring, self.ward_id, self.now)

    @cached_property
    def protection(self) -> ProtectionStore:
        """Wishes for protection."""
        return ProtectionStore(self.session, self.now)

    @cached_property
    def overviews(self) -> OverviewStore:
        """Figures for groups and units."""
        return OverviewStore(self.session, self.ward_id)

    @cached_property
    def data_requests(self) -> DataRequestStore:
        """What people ask about their own data."""
        return DataRequestStore(self.session, self.keyring, self.ward_id, self.now)

    @cached_property
    def eraser(self) -> Eraser:
        """Takes identities out."""
        return Eraser(self.session, self.keyring, self.evidence, self.now)

    @cached_property
    def retention(self) -> RetentionStore:
        """Which tips are to be erased."""
        return RetentionStore(self.session, self.now)

    @cached_property
    def evidence(self) -> EvidenceStore:
        """Files."""
        return EvidenceStore(self.session, self.keyring, self.ward_id, self.now)

    @cached_property
    def postings(self) -> PostingStore:
        """Copies of cards."""
        return PostingStore(self.session, self.now)

    @cached_property
    def bundles(self) -> BundleStore:
        """Cards that go out together."""
        return BundleStore(self.session, self.ward_id, self.now)

    @cached_property
    def people(self) -> PeopleStore:
        """Accounts and roles."""
        return PeopleStore(self.session, self.keyring, self.ward_id, self.now, self.wards.only)

    @cached_property
    def codes(self) -> OneTimeCodes:
        """Codes that may be used once."""
        return OneTimeCodes(self.session, self.keyring, self.ward_id, self.now)

    @cached_property
    def enrolments(self) -> EnrolmentStore:
        """Those who wait to be approved."""
        return EnrolmentStore(self.session, self.keyring, self.ward_id, self.now)

    @cached_property
    def members(self) -> MemberList:
        """The list of people."""
        return MemberList(self.session, self.keyring, self.ward_id, self.now)

    @cached_property
    def uploads(self) -> UploadStore:
        """Lists being brought in."""
        return UploadStore(self.session, self.keyring, self.ward_id, self.now)

    @cached_property
    def wrong_codes(self) -> WrongCodeStore:
        """Who tries codes that are none."""
        return WrongCodeStore(self.session, self.now)

    @cached_property
    def ward(self) -> WardStore:
        """The ward."""
        return WardStore(self.session, self.ward_id, self.workplace.ward_id, self.now)

    @cached_property
    def wards(self) -> WardList:
        """All wards."""
        return WardList(self.session, self.workplace.ward_id)

    @cached_property
    def watch(self) -> WatchStore:
        """What the watchdog has noticed."""
        return WatchStore(self.session, self.ward_id, self.now)

    @cached_property
    def groups(self) -> GroupStore:
        """Groups the bot is in."""
        return GroupStore(self.session, self.now)

    @cached_property
    def roster(self) -> RosterStore:
        """Who stands in which shift."""
        return RosterStore(self.session, self.ward_id, self.settings.timezone, self.now)

    @cached_property
    def handovers(self) -> HandoverStore:
        """How shifts were handed over."""
        return HandoverStore(self.session, self.ward_id, self.now)

    @cached_property
    def reminders(self) -> ReminderStore:
        """Ladders in progress."""
        return ReminderStore(self.session, self.ward_id, self.now)

    @cached_property
    def stalls(self) -> StallStore:
        """Work that failed."""
        return StallStore(self.session, self.now)

    @cached_property
    def digests(self) -> DigestStore:
        """Briefings made."""
        return DigestStore(self.session, self.ward_id, self.now)

    @cached_property
    def journal(self) -> JournalStore:
        """Who did what."""
        return JournalStore(self.session, self.keyring, self.ward_id, self.now)

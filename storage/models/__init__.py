"""Every table, so that one import knows the whole schema."""

from storage.models.base import Base
from storage.models.casework import CaseStep, Decision, FormSheet, Transfer
from storage.models.clock import CalendarDay, TipClock, WardClock
from storage.models.identity import ProtectionRequest, Reveal
from storage.models.journal import JOURNAL, JOURNAL_HEAD, Journal, JournalHead
from storage.models.keys import KnownKey, Secret
from storage.models.lease import Lease
from storage.models.people import Enrolment, Upload, WrongCodes
from storage.models.personal_data import DataRequest
from storage.models.question import Question
from storage.models.report import BreachQuestion, IssuedReport, ReportOrder
from storage.models.restored import RESTORATION, Restoration
from storage.models.retention import Erasure
from storage.models.roster import Handover, RosterEntry, ShiftSwap
from storage.models.search import AskedSearch, TipToken
from storage.models.stall import Stall
from storage.models.tip import (
    Digest,
    EvidenceFile,
    Posting,
    Reminder,
    Tip,
    TipVersion,
    Vault,
)
from storage.models.traffic import INBOX, OUTBOX, TALK, Inbox, InboxState, Outbox, OutboxState, Talk
from storage.models.ward import Account, GroupChat, Neighbourhood, OneTimeCode, Person, Ward
from storage.models.watch import Noticed

__all__ = [
    "INBOX",
    "JOURNAL",
    "JOURNAL_HEAD",
    "OUTBOX",
    "RESTORATION",
    "TALK",
    "Account",
    "AskedSearch",
    "Base",
    "BreachQuestion",
    "CalendarDay",
    "CaseStep",
    "DataRequest",
    "Decision",
    "Digest",
    "Enrolment",
    "Erasure",
    "EvidenceFile",
    "FormSheet",
    "GroupChat",
    "Handover",
    "Inbox",
    "InboxState",
    "IssuedReport",
    "Journal",
    "JournalHead",
    "KnownKey",
    "Lease",
    "Neighbourhood",
    "Noticed",
    "OneTimeCode",
    "Outbox",
    "OutboxState",
    "Person",
    "Posting",
    "ProtectionRequest",
    "Question",
    "Reminder",
    "ReportOrder",
    "Restoration",
    "Reveal",
    "RosterEntry",
    "Secret",
    "ShiftSwap",
    "Stall",
    "Talk",
    "Tip",
    "TipClock",
    "TipToken",
    "TipVersion",
    "Transfer",
    "Upload",
    "Vault",
    "Ward",
    "WardClock",
    "WrongCodes",
]

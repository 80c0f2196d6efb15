"""Taking a reporter's identity out of a tip, or all that the tip says: nothing left in the database leads there."""

from datetime import datetime, timedelta

from sqlalchemy import Delete, Update, and_, delete, or_, select, update
from sqlalchemy.orm import Session

from bot.crypto import Keyring
from bot.domain.reveals import RUNNING
from bot.domain.tip import ReporterKind
from storage.evidence import EvidenceStore
from storage.models import (
    INBOX,
    OUTBOX,
    CaseStep,
    InboxState,
    OutboxState,
    ProtectionRequest,
    Question,
    Reminder,
    Reveal,
    Tip,
    TipClock,
    TipToken,
    TipVersion,
    Vault,
)
from storage.outbox import lanes_of
from storage.postings import PostingStore
from storage.strangers import forget_stranger
from storage.traces import leaves_traces
from storage.vault import VaultStore

# What is older and settled can only serve to find out who reported when.
SETTLED = timedelta(days=30)
NOBODY = "x"  # the lane of what came from, or went to, somebody who is not known any more


class Eraser:
    """Without its key, what a tip says and who said it is unreadable for good, but for copies that hold the key: a
    backup until its life is over (decision 0018), the space that PostgreSQL has not used anew.
    """

    def __init__(self, session: Session, keyring: Keyring, evidence: EvidenceStore, now: datetime) -> None:
        self._session, self._keyring, self._evidence, self._now = session, keyring, evidence, now
        self._vault, self._postings = VaultStore(session, keyring), PostingStore(session, now)

    def erase(self, tip_id: int) -> None:
        """Destroy the tip's key, and all that the key opens; what is counted stays. Nothing sealed is opened."""
        leaves_traces(self._session)
        account_key = self._account_of(tip_id)
        self._forget_letters(tip_id, account_key)
        self._evidence.erase(tip_id)
        for posting in self._postings.of_tip(tip_id):
            self._postings.remove(posting.id)
        for table in (TipToken, TipVersion, Question, ProtectionRequest, Vault):
            self._does(delete(table).where(table.tip_id == tip_id))
        self._does(update(CaseStep).where(CaseStep.tip_id == tip_id).values(detail=None))
        self._does(update(Reveal).where(Reveal.tip_id == tip_id).values(reason=b""))
        # What an officer still sees is taken away when its time is over.
        over = Reveal.tip_id == tip_id, Reveal.state.not_in(RUNNING)
        self._does(update(Reveal).where(*over).values(message_row=None))
        self._does(update(TipClock).where(TipClock.tip_id == tip_id).values(speak_at=None))
        running = Reminder.tip_id == tip_id, Reminder.stopped_at.is_(None)
        self._does(update(Reminder).where(*running).values(stopped_at=self._now))
        # A group leader is the only one of a neighbourhood; the draft's number is what the talk knew the tip by.
        anybody = {"reporter_kind": ReporterKind.RESIDENT, "draft_id": f"x{tip_id}"}
        self._does(update(Tip).where(Tip.id == tip_id).values(**anybody))
        if account_key is not None:
            self._untie(account_key, tip_id)

    def erase_identity(self, tip_id: int) -> None:
        """Who reported goes for good, also where the tip's key does not open any more; what the tip says stays."""
        leaves_traces(self._session)
        account_key = self._account_of(tip_id)
        if account_key is not None:
            self.forget_reporter(tip_id, account_key)
            self._untie(account_key, tip_id)
        else:
            self._vault.forget(tip_id)

    def forget_reporter(self, tip_id: int, account_key: str) -> None:
        """The account, numbers and names of one tip. What still waits to be sent is sent."""
        leaves_traces(self._session)
        self._vault.forget(tip_id)
        self._evidence.forget_sender(tip_id)
        # A question knows the message that puts it, and that message its chat.
        self._session.execute(update(Question).where(Question.tip_id == tip_id).values(outbox_id=None))
        self._session.execute(
            update(OUTBOX)
            .where(
                OUTBOX.c.lane.in_((f"a:{account_key}", f"f:{account_key}")),
                OUTBOX.c.state != OutboxState.WAITING,
                or_(OUTBOX.c.tip_id == tip_id, OUTBOX.c.once.like(f"%:{tip_id}")),
            )
            .values(tip_id=None, once=None)
        )

    def forget_updates(self, account_key: str) -> None:
        """What this person wrote lately, as Telegram handed it over; the update being handled erases itself later."""
        leaves_traces(self._session)
        handled = select(INBOX.c.id).where(INBOX.c.lane == account_key, INBOX.c.state == InboxState.DONE)
        self._session.execute(update(INBOX).where(INBOX.c.id.in_(handled)).values(payload=None))

    def _account_of(self, tip_id: int) -> str | None:
        return self._session.scalar(select(Vault.account_key).where(Vault.tip_id == tip_id))

    def _forget_letters(self, tip_id: int, account_key: str | None) -> None:
        """What still waits is not said any more; of the rest nothing says what it was about."""
        # The names of other letters end in other numbers: of the person they are for, or of a state of the tip.
        to_reporter = OUTBOX.c.lane.in_(lanes_of(account_key) if account_key is not None else ())
        about = or_(OUTBOX.c.tip_id == tip_id, and_(to_reporter, OUTBOX.c.once.like(f"%:{tip_id}")))
        waiting = {"state": OutboxState.SKIPPED, "payload": None, "lease_until": None, "error": "erased"}
        self._does(update(OUTBOX).where(about, OUTBOX.c.state == OutboxState.WAITING).values(**waiting))
        self._does(update(OUTBOX).where(about).values(tip_id=None, once=None))

    def _untie(self, account_key: str, tip_id: int) -> None:
        """The account knows no more of the tip; times alone would lead from its old messages to it."""
        before = self._now - SETTLED
        settled = OUTBOX.c.state != OutboxState.WAITING, OUTBOX.c.created_at <= before
        self._does(update(OUTBOX).where(OUTBOX.c.lane.in_(lanes_of(account_key)), *settled).values(lane=NOBODY))
        done = INBOX.c.state.in_((InboxState.DONE, InboxState.QUARANTINED))
        came = INBOX.c.lane == account_key, done, INBOX.c.received_at <= before
        self._does(update(INBOX).where(*came).values(lane=NOBODY, payload=None))
        self._evidence.forget_discarded(account_key)
        forget_stranger(self._session, self._keyring, account_key, [tip_id])

    def _does(self, change: Update | Delete) -> None:
        self._session.execute(change.execution_options(synchronize_session=False))

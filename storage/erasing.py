"""Taking a reporter's identity out of a tip: nothing left in the database leads from the one to the other."""

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from bot.crypto import Keyring
from storage.evidence import EvidenceStore
from storage.models import INBOX, OUTBOX, InboxState, OutboxState, Question
from storage.vault import VaultStore


class Eraser:
    """What the tip says stays, under its own key; who said it goes."""

    def __init__(self, session: Session, keyring: Keyring, evidence: EvidenceStore) -> None:
        self._session, self._evidence = session, evidence
        self._vault = VaultStore(session, keyring)

    def forget_reporter(self, tip_id: int, account_key: str) -> None:
        """The account, numbers and names of one tip. What still waits to be sent is sent."""
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
        handled = select(INBOX.c.id).where(INBOX.c.lane == account_key, INBOX.c.state == InboxState.DONE)
        self._session.execute(update(INBOX).where(INBOX.c.id.in_(handled)).values(payload=None))

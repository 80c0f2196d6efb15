"""Where the dialog with each person stands, sealed, and when the bot must speak up by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects.sqlite import Insert
from sqlalchemy.orm import Session

from bot.crypto import Keyring
from bot.domain.draft import Talk
from storage.codec import open_value, seal_value
from storage.dialect import insert_into
from storage.models import TALK

# Locked until the commit: on PostgreSQL the scheduler and a lane may come to the same talk at the same time.
_LOAD = (
    select(TALK.c.state, TALK.c.question_outbox_id, TALK.c.updated_at)
    .where(TALK.c.account_key == bindparam("key"))
    .with_for_update()
)


@cache
def _save(dialect: str) -> Insert:
    new = insert_into(dialect, TALK)
    changed = ("ward_id", "state", "question_outbox_id", "due_at", "updated_at")
    return new.on_conflict_do_update(index_elements=["account_key"], set_={c: new.excluded[c] for c in changed})


@dataclass(frozen=True, slots=True)
class StoredTalk:
    """A talk, the outgoing row that put its open question, and when it last went on, UTC; None if it never began."""

    account_key: str
    talk: Talk
    question_row: int | None
    went_on_at: datetime | None = None


class TalkStore:
    """Loads and saves talks."""

    def __init__(self, session: Session, keyring: Keyring, ward_id: int, now: datetime) -> None:
        self._session, self._keyring, self._ward_id, self._now = session, keyring, ward_id, now
        self._connection = session.connection()

    def load(self, account_key: str) -> StoredTalk:
        """The talk with one person; an empty one if there was none."""
        row = self._connection.execute(_LOAD, {"key": account_key}).first()
        if row is None:
            return StoredTalk(account_key, Talk(), None)
        talk = open_value(self._keyring.columns, _place(account_key), Talk, row.state)
        return StoredTalk(account_key, talk, row.question_outbox_id, row.updated_at)

    def save(self, account_key: str, talk: Talk, question_row: int | None, due_at: datetime | None) -> None:
        """Keep the talk; ``due_at`` (aware) is when it is to be looked at again if nothing comes."""
        values = {
            "account_key": account_key,
            "ward_id": self._ward_id,
            "state": seal_value(self._keyring.columns, _place(account_key), Talk, talk),
            "question_outbox_id": question_row,
            "due_at": due_at,
            "updated_at": self._now,
        }
        self._connection.execute(_save(self._session.get_bind().dialect.name), values)

    def due(self, most: int) -> Sequence[str]:
        """The accounts whose talk's time has come, in every ward, longest waiting first."""
        return self._session.scalars(
            select(TALK.c.account_key).where(TALK.c.due_at <= self._now).order_by(TALK.c.due_at).limit(most)
        ).all()

    def ward_of(self, account_key: str) -> int:
        """The ward a talk is with. Raises NoResultFound."""
        found: int = self._session.scalars(select(TALK.c.ward_id).where(TALK.c.account_key == account_key)).one()
        return found

    def claim(self, account_key: str) -> bool:
        """Take one due talk: true for one caller only. Load it after, not before: it may have gone on."""
        taken = self._session.execute(
            update(TALK).where(TALK.c.account_key == account_key, TALK.c.due_at <= self._now).values(due_at=None)
        )
        return bool(taken.rowcount)  # type: ignore[attr-defined]


def _place(account_key: str) -> str:
    return f"talk/state/{account_key}"

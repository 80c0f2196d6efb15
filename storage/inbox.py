"""The durable inbox: raw updates, stored before Telegram is told that it may forget them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, bindparam, exists, func, select, text, update
from sqlalchemy.orm import Session

from bot.crypto import Keyring, SealBroken
from bot.domain.balance import Became
from storage.dialect import insert_into, spelled
from storage.leases import WHOLE, Share
from storage.models import INBOX, InboxState
from storage.turns import WAITING, WAITING_MINE, is_new

PAYLOAD_KEPT = timedelta(days=7)
MOST_TRIES = 10
FIRST_WAIT = timedelta(seconds=1)
LONGEST_WAIT = timedelta(minutes=5)
ASK_AGAIN = timedelta(minutes=10)
PARKED_FOR = timedelta(hours=72)
LATELY = timedelta(seconds=30)

PARKED, QUARANTINED = map(spelled, (InboxState.PARKED, InboxState.QUARANTINED))

# Statements of the hot path are built once: building them costs more than running them.
_FINISH = (
    update(INBOX)
    .where(INBOX.c.id == bindparam("finished"), is_new())
    .values(state=InboxState.DONE, done_at=bindparam("now"), became=bindparam("so_far"), ward_id=bindparam("at_ward"))
)
# Of a flag SQLite must be told as its index was, without "= 1".
_NEXT_DANGER = select(func.min(INBOX.c.id)).where(is_new(), text("danger"), INBOX.c.lane == bindparam("in_lane"))

# Among several processes shares may overlap for a moment: nothing overtakes what came before it in its lane.
_OLDER = INBOX.alias("older")
_FINISH_IN_TURN = _FINISH.where(
    ~exists().where(_OLDER.c.lane == INBOX.c.lane, is_new(_OLDER), _OLDER.c.id < INBOX.c.id)
)


class AlreadyHandled(Exception):
    """Another run of the same update has committed, or another process is at its lane: nothing is left to do here."""


@dataclass(frozen=True, slots=True)
class RawUpdate:
    """An update as Telegram gave it, with the lane (chat) in which its turn comes. ``danger``: so its words suggest."""

    external_id: int
    lane: str
    body: dict[str, Any]
    danger: bool = False


@dataclass(frozen=True, slots=True)
class WaitingUpdate:
    """An update whose turn has come. ``tries`` counts the earlier attempts that failed."""

    id: int
    lane: str
    body: dict[str, Any]
    received_at: datetime
    tries: int


class InboxStore:
    """Stores updates once and gives them out in the order in which they came, chat by chat."""

    def __init__(self, session: Session, keyring: Keyring, now: datetime) -> None:
        self._session, self._keyring, self._now = session, keyring, now
        self._connection = session.connection()
        self.released = 0  # by this unit of work
        self._in_hand: int | None = None
        self._became: Became | None = None

    def add(self, bot_id: int, updates: Sequence[RawUpdate]) -> int:
        """Store what is not yet known, by membership: update ids may restart at any number. Returns how many."""
        rows = [self._row(bot_id, u) for u in updates]
        if not rows:
            return 0
        statement = insert_into(self._session, INBOX).on_conflict_do_nothing(index_elements=["bot_id", "external_id"])
        stored = self._session.execute(statement.returning(INBOX.c.id), rows)
        return len(stored.all())

    def waiting(self, most: int, share: Share = WHOLE, after: str = "") -> list[WaitingUpdate]:
        """The oldest updates that have not been handled, of lanes whose head is not waiting for its next try.

        Only those of one's ``share`` of the lanes; lanes take turns, beginning behind the lane ``after``.
        """
        asked = {"now": self._now, "most": most, "after": after}
        if share == WHOLE:
            rows = self._connection.execute(WAITING[self._connection.dialect.name], asked)
        else:
            rows = self._connection.execute(WAITING_MINE, {**asked, "rest": share.rest, "parts": share.parts})
        return [
            WaitingUpdate(r.id, r.lane, self._open(r.bot_id, r.external_id, r.payload), r.received_at, r.tries)
            for r in rows
        ]

    def next_danger(self, lane: str) -> int | None:
        """The first waiting update of a lane whose words suggest danger."""
        found: int | None = self._connection.execute(_NEXT_DANGER, {"in_lane": lane}).scalar()
        return found

    def hold(self, inbox_id: int, until: datetime) -> None:
        """Let a lane's head, and so its lane, wait until a time (aware); nothing has failed."""
        held = update(INBOX).where(INBOX.c.id == inbox_id, is_new())
        self._connection.execute(held.values(next_try_at=until))

    def finish(self, inbox_id: int, became: Became = Became.OTHER, ward_id: int | None = None) -> None:
        """Mark as handled, in the transaction that holds the effects: ``became`` unless these say more. Raises
        AlreadyHandled."""
        finish = _FINISH if self._connection.dialect.name == "sqlite" else _FINISH_IN_TURN
        known = {"finished": inbox_id, "now": self._now, "so_far": became, "at_ward": ward_id}
        if self._connection.execute(finish, known).rowcount != 1:
            raise AlreadyHandled(inbox_id)
        self._in_hand, self._became = inbox_id, became

    def note(self, became: Became) -> None:
        """The update in hand has made a tip, or changed one; whoever makes one changes it too. Nothing is noted where
        time, not an update, brought it about."""
        if self._in_hand is not None and self._became not in {became, Became.TIP}:
            self._became = became
            self._connection.execute(update(INBOX).where(INBOX.c.id == self._in_hand).values(became=became))

    def park(self, inbox_id: int) -> bool:
        """Keep it until its sender has chosen a ward. Returns whether it is the first one. Raises AlreadyHandled."""
        row = INBOX.c.id == inbox_id
        lane = select(INBOX.c.lane).where(row).scalar_subquery()
        parked = select(INBOX.c.id).where(INBOX.c.lane == lane, INBOX.c.state == PARKED).limit(1)
        first = self._connection.execute(parked).first() is None
        values = {"state": InboxState.PARKED, "next_try_at": self._now + ASK_AGAIN if first else None}
        done = self._connection.execute(update(INBOX).where(row, is_new()).values(values))
        if done.rowcount != 1:
            raise AlreadyHandled(inbox_id)
        return first

    def release(self, lane: str) -> int:
        """The ward is chosen: what was parked goes on, in its order. Returns how many that is."""
        waiting = update(INBOX).where(INBOX.c.lane == lane, INBOX.c.state == PARKED)
        found = self._connection.execute(waiting.values(state=InboxState.NEW, next_try_at=None))
        self.released += found.rowcount
        return found.rowcount

    def parked_long(self) -> Sequence[str]:
        """The lanes whose sender has been asked once and has not chosen for a while; each is given out once."""
        late = update(INBOX).where(INBOX.c.state == PARKED, INBOX.c.next_try_at <= self._now)
        return self._session.scalars(late.values(next_try_at=None).returning(INBOX.c.lane)).all()

    def drop_parked(self) -> set[str]:
        """Erase what has been parked for three days. Returns the lanes it was in."""
        old = update(INBOX).where(INBOX.c.state == PARKED, INBOX.c.received_at <= self._now - PARKED_FOR)
        dropped = old.values(state=InboxState.DONE, done_at=self._now, payload=None).returning(INBOX.c.lane)
        return set(self._session.scalars(dropped))

    def failed(self, inbox_id: int, tries: int, error: str) -> bool:
        """Note a failed attempt and when to try again; True when that was the last one and it is set aside."""
        wait = min(FIRST_WAIT * 2**tries, LONGEST_WAIT)
        last = tries + 1 >= MOST_TRIES
        values: dict[str, Any] = {"tries": tries + 1, "error": error[:80], "next_try_at": self._now + wait}
        if last:
            values |= {"state": InboxState.QUARANTINED, "done_at": self._now, "next_try_at": None}
        self._session.execute(update(INBOX).where(INBOX.c.id == inbox_id).values(**values))
        return last

    def set_aside(self, inbox_id: int, error: str) -> None:
        """Put away an update that nobody can read, for a person to look at; it must not block others."""
        self._session.execute(
            update(INBOX)
            .where(INBOX.c.id == inbox_id)
            .values(state=InboxState.QUARANTINED, done_at=self._now, error=error[:80])
        )

    def forget(self, inbox_id: int) -> None:
        """Erase what an update said at once: it was nobody's business."""
        self._session.execute(update(INBOX).where(INBOX.c.id == inbox_id).values(payload=None))

    def erase_old_payloads(self) -> int:
        """Erase what was handled a week ago; the row stays, so that the update is still known. Returns how many."""
        erased = self._session.execute(
            update(INBOX)
            .where(
                INBOX.c.payload.is_not(None),
                INBOX.c.state == InboxState.DONE,
                INBOX.c.done_at < self._now - PAYLOAD_KEPT,
            )
            .values(payload=None)
        )
        return int(erased.rowcount)  # type: ignore[attr-defined]

    def oldest_waiting(self) -> datetime | None:
        """When the oldest unhandled update came in, in UTC; not of chats that are read in turn."""
        stands = (is_new(), ~self._read_in_turn())
        return self._session.scalar(select(INBOX.c.received_at).where(*stands).order_by(INBOX.c.id).limit(1))

    def waiting_figures(self) -> tuple[int, datetime | None, int, int]:
        """How many updates wait, since when (UTC) the oldest does, how many more are of chats that are read in turn,
        and how many nobody could handle."""
        in_turn = self._read_in_turn()
        stands = func.count().filter(~in_turn)
        oldest = func.min(INBOX.c.received_at).filter(~in_turn)
        count, since, slowed = self._session.execute(
            select(stands, oldest, func.count().filter(in_turn)).where(is_new())
        ).one()
        aside = select(func.count()).where(INBOX.c.state == QUARANTINED)
        return count, since, slowed, self._session.scalar(aside) or 0

    def _read_in_turn(self) -> ColumnElement[bool]:
        """Whether a chat was made to wait a moment ago; between two of its updates none is held."""
        held = INBOX.alias("held")
        return exists().where(
            held.c.lane == INBOX.c.lane,
            held.c.next_try_at > self._now - LATELY,
            held.c.tries == 0,
            held.c.state.in_((InboxState.NEW, InboxState.DONE)),
        )

    def _row(self, bot_id: int, raw: RawUpdate) -> dict[str, Any]:
        # Half a surrogate pair is no text, but it must not keep the rest of the batch out either.
        body = json.dumps(raw.body, ensure_ascii=False, separators=(",", ":")).encode(errors="replace")
        return {
            "bot_id": bot_id,
            "external_id": raw.external_id,
            "lane": raw.lane,
            "payload": self._keyring.columns.close(_place(bot_id, raw.external_id), body),
            "received_at": self._now,
            "state": InboxState.NEW,
            "tries": 0,
            "danger": raw.danger,
        }

    def _open(self, bot_id: int, external_id: int, payload: bytes) -> dict[str, Any]:
        """What came, or nothing at all when its seal is broken: then it is set aside like any unreadable update."""
        try:
            body: dict[str, Any] = json.loads(self._keyring.columns.open(_place(bot_id, external_id), payload))
        except SealBroken:
            return {}
        return body


def _place(bot_id: int, external_id: int) -> str:
    return f"inbox/payload/{bot_id}/{external_id}"

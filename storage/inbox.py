"""The durable inbox: raw updates, stored before Telegram is told that it may forget them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, bindparam, cast, exists, func, select, update
from sqlalchemy.orm import Session

from bot.crypto import Keyring, SealBroken
from bot.domain.balance import Became
from storage.dialect import insert_into
from storage.leases import WHOLE, Share
from storage.models import INBOX, InboxState

MOST_OF_A_LANE = 5  # so that one chat with a hundred messages does not keep the others waiting
PAYLOAD_KEPT = timedelta(days=7)
MOST_TRIES = 10
FIRST_WAIT = timedelta(seconds=1)
LONGEST_WAIT = timedelta(minutes=5)
ASK_AGAIN = timedelta(minutes=10)
PARKED_FOR = timedelta(hours=72)


# Statements of the hot path are built once: building them costs more than running them.
_LATE = select(INBOX.c.lane).where(INBOX.c.state == InboxState.NEW, INBOX.c.next_try_at > bindparam("now"))
_TURN = func.row_number().over(partition_by=INBOX.c.lane, order_by=INBOX.c.id)
_QUEUED = (
    select(INBOX.c.id, _TURN.label("turn"))
    .where(INBOX.c.state == InboxState.NEW, INBOX.c.lane.not_in(_LATE))
    .subquery("queued")
)
_BY_SHARE = func.mod(func.abs(cast(func.hashtext(INBOX.c.lane), BigInteger)), bindparam("parts")) == bindparam("rest")
_WAITING = (
    select(
        INBOX.c.id,
        INBOX.c.bot_id,
        INBOX.c.external_id,
        INBOX.c.lane,
        INBOX.c.payload,
        INBOX.c.received_at,
        INBOX.c.tries,
    )
    .join(_QUEUED, _QUEUED.c.id == INBOX.c.id)
    .where(_QUEUED.c.turn <= MOST_OF_A_LANE)
    .order_by(_QUEUED.c.turn, INBOX.c.id)
    .limit(bindparam("most"))
)
_WAITING_MINE = _WAITING.where(_BY_SHARE)
_FINISH = (
    update(INBOX)
    .where(INBOX.c.id == bindparam("finished"), INBOX.c.state == InboxState.NEW)
    .values(state=InboxState.DONE, done_at=bindparam("now"), became=bindparam("so_far"), ward_id=bindparam("at_ward"))
)


# Among several processes shares may overlap for a moment: nothing overtakes what came before it in its lane.
_OLDER = INBOX.alias("older")
_FINISH_IN_TURN = _FINISH.where(
    ~exists().where(_OLDER.c.lane == INBOX.c.lane, _OLDER.c.state == InboxState.NEW, _OLDER.c.id < INBOX.c.id)
)


class AlreadyHandled(Exception):
    """Another run of the same update has committed, or another process is at its lane: nothing is left to do here."""


@dataclass(frozen=True, slots=True)
class RawUpdate:
    """An update as Telegram gave it, with the lane (chat) in which its turn comes."""

    external_id: int
    lane: str
    body: dict[str, Any]


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

    def waiting(self, most: int, share: Share = WHOLE) -> list[WaitingUpdate]:
        """The oldest updates that have not been handled, of lanes whose head is not waiting for its next try.

        Only those of one's ``share`` of the lanes.
        """
        asked = {"now": self._now, "most": most}
        if share == WHOLE:
            rows = self._connection.execute(_WAITING, asked)
        else:
            rows = self._connection.execute(_WAITING_MINE, {**asked, "rest": share.rest, "parts": share.parts})
        return [
            WaitingUpdate(r.id, r.lane, self._open(r.bot_id, r.external_id, r.payload), r.received_at, r.tries)
            for r in rows
        ]

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
        parked = select(INBOX.c.id).where(INBOX.c.lane == lane, INBOX.c.state == InboxState.PARKED).limit(1)
        first = self._connection.execute(parked).first() is None
        values = {"state": InboxState.PARKED, "next_try_at": self._now + ASK_AGAIN if first else None}
        done = self._connection.execute(update(INBOX).where(row, INBOX.c.state == InboxState.NEW).values(values))
        if done.rowcount != 1:
            raise AlreadyHandled(inbox_id)
        return first

    def release(self, lane: str) -> int:
        """The ward is chosen: what was parked goes on, in its order. Returns how many that is."""
        waiting = update(INBOX).where(INBOX.c.lane == lane, INBOX.c.state == InboxState.PARKED)
        found = self._connection.execute(waiting.values(state=InboxState.NEW, next_try_at=None))
        self.released += found.rowcount
        return found.rowcount

    def parked_long(self) -> Sequence[str]:
        """The lanes whose sender has been asked once and has not chosen for a while; each is given out once."""
        late = (INBOX.c.state == InboxState.PARKED, INBOX.c.next_try_at <= self._now)
        lanes = self._session.scalars(select(INBOX.c.lane).where(*late)).all()
        if lanes:
            self._session.execute(update(INBOX).where(*late).values(next_try_at=None))
        return lanes

    def drop_parked(self) -> set[str]:
        """Erase what has been parked for three days. Returns the lanes it was in."""
        old = update(INBOX).where(INBOX.c.state == InboxState.PARKED, INBOX.c.received_at <= self._now - PARKED_FOR)
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
        """When the oldest unhandled update came in, in UTC."""
        return self._session.scalar(
            select(INBOX.c.received_at).where(INBOX.c.state == InboxState.NEW).order_by(INBOX.c.id).limit(1)
        )

    def waiting_figures(self) -> tuple[int, datetime | None, int]:
        """How many updates wait, since when (UTC) the oldest does, and how many nobody could handle."""
        new = func.count().filter(INBOX.c.state == InboxState.NEW)
        oldest = func.min(INBOX.c.received_at).filter(INBOX.c.state == InboxState.NEW)
        aside = func.count().filter(INBOX.c.state == InboxState.QUARANTINED)
        at_issue = INBOX.c.state.in_((InboxState.NEW, InboxState.QUARANTINED))
        count, since, quarantined = self._session.execute(select(new, oldest, aside).where(at_issue)).one()
        return count, since, quarantined

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

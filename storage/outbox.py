"""The outbox: everything the bot says, written in the transaction that gives it reason to be said."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from pydantic import ValidationError
from sqlalchemy import and_, bindparam, case, func, insert, not_, or_, select, update
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningInsert

from bot.crypto import Keyring, SealBroken
from bot.domain.delivery import RULES, Kind
from bot.domain.escalation import To
from bot.domain.papers import PaperKind
from bot.domain.reports import Picture
from bot.domain.screen import Alert, Phrase, Screen
from bot.failpoints import about
from storage.codec import open_value, seal_value
from storage.dialect import insert_into
from storage.models import OUTBOX, OutboxState, Ward
from storage.piles import ADD_TO_PILE, DEEP, OVERTAKEN, PILING, is_waiting

LEASE = timedelta(seconds=60)
# Longer than it takes to redraw the largest file, to send it on a slow line, and to record that.
FILE_LEASE = timedelta(minutes=10)
# Longer than any message is on its way.
UNDER_WAY = timedelta(seconds=30)

# Statements of the hot path are built once: building them costs more than running them.
_FIRST = OUTBOX.alias("first")
_WITH_FIRST = select(OUTBOX, _FIRST.c.message_id.label("first_message_id")).outerjoin(
    _FIRST, _FIRST.c.id == OUTBOX.c.edits
)
_IN_NO_HANDS = or_(OUTBOX.c.lease_until.is_(None), OUTBOX.c.lease_until <= bindparam("now"))
_PICK = (
    _WITH_FIRST.where(
        is_waiting(),
        OUTBOX.c.due_at <= bindparam("now"),
        _IN_NO_HANDS,
        OUTBOX.c.lane.not_in(bindparam("busy", expanding=True)),
        # What edits a message waits until that message is there.
        or_(_FIRST.c.state.is_(None), ~is_waiting(_FIRST)),
    )
    .order_by(OUTBOX.c.priority, OUTBOX.c.id)
    .limit(bindparam("most"))
)
_MOMENT = OUTBOX.c.lease_until.type
_UNTIL = case(
    (OUTBOX.c.kind.in_((Kind.EVIDENCE, Kind.REPORT, Kind.CHART)), bindparam("files_until", type_=_MOMENT)),
    else_=bindparam("until", type_=_MOMENT),
)
# What holds of a row is looked at again where it changes: another process may have taken it meanwhile, or settled it.
_LEASE = (
    update(OUTBOX)
    .where(
        OUTBOX.c.id.in_(bindparam("claimed", expanding=True)),
        is_waiting(),
        OUTBOX.c.due_at <= bindparam("now"),
        _IN_NO_HANDS,
    )
    .values(
        lease_until=_UNTIL,
        ambiguous=OUTBOX.c.ambiguous + case((OUTBOX.c.lease_until.is_not(None), 1), else_=0),
    )
    .returning(OUTBOX.c.id, OUTBOX.c.ambiguous)
)
_TAKEN_LATELY = select(OUTBOX.c.lane).where(is_waiting(), OUTBOX.c.lease_until > _UNTIL)
_SENT = (
    update(OUTBOX)
    .where(OUTBOX.c.id == bindparam("settled"))
    .values(
        state=OutboxState.SENT,
        lease_until=None,
        payload=None,
        message_id=bindparam("arrived_as"),
        sent_at=bindparam("now"),
    )
)
_IN_HAND = select(OUTBOX.c.id).where(OUTBOX.c.id == bindparam("row"), is_waiting(), OUTBOX.c.lease_until.is_not(None))
_ADD = insert(OUTBOX).returning(OUTBOX.c.id)


@cache
def _add_once(dialect: str) -> ReturningInsert[tuple[int]]:
    return insert_into(dialect, OUTBOX).on_conflict_do_nothing(index_elements=["once"]).returning(OUTBOX.c.id)


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation in a list: for whom, as what, and its code."""

    name: str
    what: Phrase
    code: str


@dataclass(frozen=True, slots=True)
class Payload:
    """What a row says: a screen, the answer to a press, or files. Cards and reminders are drawn from
    state when they go out: a reminder only names its ladders.

    ``message_id`` names the message to edit when it is known from a press rather than from an earlier row.
    ``protect``: it can be neither passed on nor saved (Bot API, protect_content).
    ``invitation`` is a code whose link goes out as a picture, with the screen as its caption; ``invited`` are many,
    which go out as one file. ``paper`` is one of the tip's, written when it goes out; ``day`` (YYYY-MM-DD) lies in
    the month whose register goes out. ``report_id`` and ``ending`` name a file of a report; ``picture`` is drawn.
    """

    screen: Screen | None = None
    alert: Alert | None = None
    query_id: str = ""
    message_id: int | None = None
    evidence: tuple[int, ...] = ()
    reminders: tuple[int, ...] = ()
    clocks: tuple[int, ...] = ()
    rung: To = To.GROUP
    protect: bool = False
    reveal_id: int | None = None
    invitation: str = ""
    request_id: int | None = None
    handover_id: int | None = None
    invited: tuple[Invited, ...] = ()
    paper: PaperKind | None = None
    day: str = ""
    report_id: int | None = None
    ending: str = ""
    picture: Picture | None = None


NOTHING = Payload()


@dataclass(frozen=True, slots=True)
class Route:
    """To whom: a private chat by account key, or the duty group of a ward."""

    lane: str

    @property
    def account_key(self) -> str | None:
        """The account, when this is a private chat."""
        return self.lane[2:] if self.lane.startswith(("a:", "f:", "c:")) else None

    @property
    def former_group(self) -> int | None:
        """The chat, when this is the menu of a group that is no duty group any more."""
        return int(self.lane[3:]) if self.lane.startswith("cf:") else None

    @property
    def is_group(self) -> bool:
        """Whether this is a duty group: Telegram allows a group fewer messages."""
        return self.lane.startswith("g:")


def to_account(key: str) -> Route:
    """The private chat of one account."""
    return Route(f"a:{key}")


def to_account_files(key: str) -> Route:
    """The private chat of one account, for files: on a slow line no alarm has to wait behind them."""
    return Route(f"f:{key}")


def to_group(ward_id: int) -> Route:
    """The duty group of a ward, wherever that group is when the message goes out."""
    return Route(f"g:{ward_id}")


def menu_of_account(key: str) -> Route:
    """The menu of one account: it goes beside the chat, so that no message waits for it."""
    return Route(f"c:{key}")


def menu_of_group(ward_id: int) -> Route:
    """The menu of a ward's duty group."""
    return Route(f"cg:{ward_id}")


def menu_of_former_group(chat_id: int) -> Route:
    """The menu of what was the duty group."""
    return Route(f"cf:{chat_id}")


def menu_of_everybody() -> Route:
    """The menu of every chat that has none of its own."""
    return Route("ce:")


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A claimed row. ``ambiguous`` counts the attempts of which nobody knows whether they arrived."""

    id: int
    ward_id: int
    route: Route
    kind: Kind
    payload: Payload
    tip_id: int | None
    posting_id: int | None
    edits: int | None
    edit_message_id: int | None
    tries: int
    ambiguous: int
    plain: bool
    created_at: datetime
    expires_at: datetime | None


class OutboxStore:
    """Adds, claims and settles outgoing rows. What is added ``doubtful`` may have gone out before a restoration."""

    def __init__(
        self, session: Session, keyring: Keyring, ward_id: int, now: datetime, *, doubtful: bool = False
    ) -> None:
        self._session, self._keyring, self._ward_id, self._now = session, keyring, ward_id, now
        self._connection = session.connection()
        self._doubtful = doubtful

    def add(
        self,
        route: Route,
        kind: Kind,
        payload: Payload = NOTHING,
        *,
        tip_id: int | None = None,
        posting_id: int | None = None,
        edits: int | None = None,
        once: str | None = None,
    ) -> int | None:
        """Queue a message; ``once`` names it so that it is queued a single time. Returns its id, or None if known."""
        about(f"+{kind}")
        rule = RULES[kind]
        lane = _lane_of_press(route, payload) if kind is Kind.PRESS_ANSWER else route.lane
        row = {
            "ward_id": self._ward_id,
            "lane": lane,
            "kind": kind,
            "payload": None if payload is NOTHING else self._seal(lane, payload),
            "tip_id": tip_id,
            "posting_id": posting_id,
            "edits": edits,
            "once": once,
            "state": OutboxState.WAITING,
            "due_at": self._now,
            "expires_at": rule.lives and self._now + rule.lives,
            "created_at": self._now,
            "tries": 0,
            "ambiguous": int(self._doubtful),
            "plain": False,
        }
        if once is None and kind in PILING and not route.is_group:
            return self._pile(row, rule.priority, payload)
        add = _ADD if once is None else _add_once(self._session.get_bind().dialect.name)
        new_id: int | None = self._connection.execute(add, {**row, "priority": rule.priority}).scalar()
        return new_id

    def _pile(self, row: dict[str, Any], priority: int, payload: Payload) -> int:
        before = {"of_lane": row["lane"], "earlier_than": self._now}
        added = self._connection.execute(ADD_TO_PILE, {**row, **before, "own_priority": priority}).one()
        if added.priority >= DEEP and payload.screen is not None and payload.screen.buttons:
            self._drop_overtaken(row["lane"], before)
        new_id: int = added.id
        return new_id

    def _drop_overtaken(self, lane: str, before: dict[str, Any]) -> None:
        """The question before the newest one is not asked any more; words without a question are all said."""
        found = self._connection.execute(OVERTAKEN, before).first()
        if found is None:
            return
        try:
            said = open_value(self._keyring.columns, _place(lane), Payload, found.payload)
        except (SealBroken, ValidationError):
            self.quarantine(found.id, "unreadable")
            return
        if said.screen is not None and said.screen.buttons:
            self.skip(found.id, "the talk went on")

    def remind_of(self, route: Route, kind: Kind, of: Payload) -> None:
        """Queue a reminder, or let one that has not gone out yet name these too: no storm after an outage."""
        waiting = select(OUTBOX.c.id, OUTBOX.c.payload).where(
            OUTBOX.c.lane == route.lane,
            OUTBOX.c.kind == kind,
            is_waiting(),
            OUTBOX.c.lease_until.is_(None),
            OUTBOX.c.ambiguous == 0,
        )
        for found in self._connection.execute(waiting.with_for_update()):
            try:
                said = open_value(self._keyring.columns, _place(route.lane), Payload, found.payload)
            except (SealBroken, ValidationError):
                self.quarantine(found.id, "unreadable")
                continue
            if said.rung is of.rung:
                self._update(found.id, payload=self._seal(route.lane, _joined(said, of)))
                return
        self.add(route, kind, of)

    def claim(self, most: int, busy_lanes: Collection[str]) -> list[Outgoing]:
        """Take the most urgent rows, at most one a lane, for the length of a lease. A row is one process's that long.

        A row whose lease has run out was in somebody's hands when they died: nobody knows whether it went out,
        so taking it again counts as ambiguous.
        """
        waiting = self._connection.execute(_PICK, {"now": self._now, "busy": list(busy_lanes), "most": most * 4})
        return self._take(_one_a_lane(waiting.all(), most))

    def claim_too(self, row_ids: Collection[int]) -> list[Outgoing]:
        """Take these rows as well, which go out in one message with a claimed one; as ``claim`` takes them."""
        wanted = _WITH_FIRST.where(OUTBOX.c.id.in_(row_ids), is_waiting())
        return self._take(self._connection.execute(wanted.order_by(OUTBOX.c.id)).all())

    def _take(self, picked: Sequence[Any]) -> list[Outgoing]:
        if not picked:
            return []
        claim = {"claimed": [row.id for row in picked], "now": self._now, **_taken_at(self._now)}
        unknown = {row.id: row.ambiguous for row in self._connection.execute(_LEASE, claim)}
        mine = [(found, unknown[found.id]) for found in picked if found.id in unknown]
        return [row for found, ambiguous in mine if (row := self._readable(found, ambiguous)) is not None]

    def lanes_under_way(self) -> set[str]:
        """Lanes in which another process may be sending something now. An SQLite file has one process; what was in
        the hands of the one before it is in nobody's.
        """
        if self._connection.dialect.name == "sqlite":
            return set()
        return set(self._connection.scalars(_TAKEN_LATELY, _taken_at(self._now - UNDER_WAY)))

    def in_hand(self, row_id: int) -> bool:
        """Whether the outcome of an attempt is still to be recorded: once it is, the lease is over."""
        return self._connection.execute(_IN_HAND, {"row": row_id}).first() is not None

    def sent(self, row_id: int, message_id: int | None) -> None:
        """It is there."""
        values = {"settled": row_id, "arrived_as": message_id, "now": self._now}
        self._connection.execute(_SENT, values)

    def skip(self, row_id: int, why: str) -> None:
        """It is not needed any more."""
        self._settle(row_id, OutboxState.SKIPPED, error=why)

    def dead(self, row_id: int, why: str) -> None:
        """Nobody can be reached on this way."""
        self._settle(row_id, OutboxState.DEAD, error=why)

    def quarantine(self, row_id: int, why: str) -> None:
        """Set aside for a person to look at."""
        self._settle(row_id, OutboxState.QUARANTINED, error=why)

    def retry(self, row_id: int, at: datetime, why: str) -> None:
        """Nothing arrived; try again at ``at`` (aware)."""
        self._update(row_id, due_at=at, lease_until=None, tries=OUTBOX.c.tries + 1, error=why[:80])

    def unknown(self, row_id: int, at: datetime, why: str) -> None:
        """Nobody knows whether it arrived; wait, then treat it by its kind's rule. The count never goes back."""
        self._update(
            row_id,
            due_at=at,
            lease_until=None,
            tries=OUTBOX.c.tries + 1,
            ambiguous=OUTBOX.c.ambiguous + 1,
            error=why[:80],
        )

    def retry_plain(self, row_id: int, at: datetime, why: str) -> None:
        """Telegram will not take it as it is; try once more as plain text."""
        self.retry(row_id, at, why)
        self._update(row_id, plain=True)

    def hold_group(self, until: datetime) -> None:
        """The duty group is out of reach: keep its messages for later (aware UTC)."""
        self._session.execute(
            update(OUTBOX).where(OUTBOX.c.lane == to_group(self._ward_id).lane, is_waiting()).values(due_at=until)
        )

    def release_group(self) -> None:
        """The duty group can be reached again."""
        self._session.execute(
            update(OUTBOX).where(OUTBOX.c.lane == to_group(self._ward_id).lane, is_waiting()).values(due_at=self._now)
        )

    def has_waiting(self, tip_id: int, kinds: Collection[Kind]) -> bool:
        """Whether a message of one of these kinds about a tip still has to go out."""
        waiting = select(OUTBOX.c.id).where(OUTBOX.c.tip_id == tip_id, OUTBOX.c.kind.in_(kinds), is_waiting())
        return self._connection.execute(waiting.limit(1)).first() is not None

    def said_since(self, tip_id: int, kind: Kind, since: datetime) -> bool:
        """Whether a message of this kind about a tip was queued after ``since`` (aware)."""
        said = select(OUTBOX.c.id).where(OUTBOX.c.tip_id == tip_id, OUTBOX.c.kind == kind, OUTBOX.c.created_at > since)
        return self._connection.execute(said.limit(1)).first() is not None

    def superseded(self, row: Outgoing) -> bool:
        """Whether something newer of the same kind was queued for the same chat."""
        newer = select(OUTBOX.c.id).where(
            OUTBOX.c.lane == row.route.lane, OUTBOX.c.kind == row.kind, OUTBOX.c.id > row.id
        )
        return self._connection.execute(newer.limit(1)).first() is not None

    def named(self, once: str) -> int | None:
        """The row that was queued under a name."""
        found: int | None = self._session.scalar(select(OUTBOX.c.id).where(OUTBOX.c.once == once))
        return found

    def oldest_waiting(self) -> datetime | None:
        """When the oldest unsent row was written, in UTC."""
        return self._session.scalar(
            select(OUTBOX.c.created_at).where(is_waiting()).order_by(OUTBOX.c.created_at).limit(1)
        )

    def waiting_figures(self) -> tuple[int, datetime | None]:
        """How many rows are unsent, and since when (UTC) the oldest is, however often it was tried meanwhile.

        What is kept for a group that is known to be out of reach is not among them: of that there is an alarm already.
        """
        out_of_reach = select(Ward.id).where(or_(Ward.group_chat_id.is_(None), Ward.group_lost_at.is_not(None)))
        kept = and_(OUTBOX.c.lane.startswith("g:"), OUTBOX.c.ward_id.in_(out_of_reach))
        figures = select(func.count(), func.min(OUTBOX.c.created_at)).where(is_waiting(), not_(kept))
        count, since = self._session.execute(figures).one()
        return count, since

    def _settle(self, row_id: int, state: OutboxState, **values: Any) -> None:
        self._update(row_id, state=state, lease_until=None, payload=None, **values)

    def _update(self, row_id: int, **values: Any) -> None:
        self._session.execute(update(OUTBOX).where(OUTBOX.c.id == row_id).values(**values))

    def _seal(self, lane: str, payload: Payload) -> bytes:
        return seal_value(self._keyring.columns, _place(lane), Payload, payload)

    def _readable(self, found: Any, ambiguous: int) -> Outgoing | None:
        """The claimed row; one whose seal is broken is set aside, so that the others go out."""
        about(found.kind)
        try:
            return self._outgoing(found, ambiguous)
        except (SealBroken, ValidationError):
            self.quarantine(found.id, "unreadable")
            return None

    def _outgoing(self, found: Any, ambiguous: int) -> Outgoing:
        sealed, place = found.payload, _place(found.lane)
        payload = open_value(self._keyring.columns, place, Payload, sealed) if sealed else NOTHING
        return Outgoing(
            id=found.id,
            ward_id=found.ward_id,
            route=Route(found.lane),
            kind=found.kind,
            payload=payload,
            tip_id=found.tip_id,
            posting_id=found.posting_id,
            edits=found.edits,
            edit_message_id=found.first_message_id or payload.message_id,
            tries=found.tries,
            ambiguous=ambiguous,
            plain=found.plain,
            created_at=found.created_at,
            expires_at=found.expires_at,
        )


def lanes_of(account_key: str) -> list[str]:
    """Every lane in which something may go out to an account."""
    return [f"{way}:{account_key}" for way in "afcp"]


def _taken_at(moment: datetime) -> dict[str, datetime]:
    """Until when a row is somebody's who took it then."""
    return {"until": moment + LEASE, "files_until": moment + FILE_LEASE}


def _lane_of_press(route: Route, payload: Payload) -> str:
    """In a group each press is for itself; one person's are answered one after the other."""
    return f"p:{payload.query_id}"[:48] if route.is_group else f"p:{route.account_key}"


def _joined(said: Payload, more: Payload) -> Payload:
    reminders = dict.fromkeys((*said.reminders, *more.reminders))
    clocks = dict.fromkeys((*said.clocks, *more.clocks))
    return replace(said, reminders=tuple(reminders), clocks=tuple(clocks))


def _one_a_lane(found: Sequence[Any], most: int) -> list[Any]:
    """The first row of each lane."""
    picked: dict[str, Any] = {}
    for row in found:
        picked.setdefault(row.lane, row)
    return list(picked.values())[:most]


def _place(lane: str) -> str:
    return f"outbox/payload/{lane}"

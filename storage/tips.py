"""Tips: what may be counted stands in columns; what people said is sealed with the tip's own key."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime, timedelta
from statistics import median_low
from zoneinfo import ZoneInfo

from sqlalchemy import and_, case, func, select, update
from sqlalchemy.orm import Session

from bot.crypto import Keyring
from bot.domain.casework.state import CaseState
from bot.domain.codes import epoch_mark, new_code
from bot.domain.content import IN_VAULT, TipContent
from bot.domain.ladders import Lack
from bot.domain.people import Unit
from bot.domain.retention import TipErased
from bot.domain.search.terms import texts_of
from bot.domain.tip import OPEN, Category, Channel, ReporterKind, Status, Urgency
from storage.codec import open_value, seal_value
from storage.models import Reminder, Tip, TipVersion, Ward
from storage.restorations import count_restorations
from storage.tokens import TokenStore
from storage.vault import VaultStore

_NOTHING = TipContent()
# Nobody tells a matter in so many pieces. From here on a version that nobody has looked at gives way to the next one,
# or somebody who writes without end would fill the disk.
MANY_VERSIONS = 200
# What is counted, and looked through: a drill is no tip.
_REAL = Tip.drill.is_(False)
_HERE = OPEN - {Status.TRANSFERRED}


@dataclass(frozen=True, slots=True)
class TipView:
    """A tip as its card shows it. Times are UTC; nothing here says who reported it."""

    id: int
    code: str
    status: Status
    urgency: Urgency
    category: Category
    content: TipContent
    reporter: ReporterKind
    unit: Unit | None
    confirmed: bool
    received_at: datetime
    version: int
    seen_version: int
    revision: int
    reachable: bool
    no_reply: bool
    protection_asked: bool
    posted_at: datetime | None
    acknowledged_at: datetime | None
    acknowledged_by: int | None
    channel: Channel
    case: CaseState
    case_version: int
    drill: bool = False

    @property
    def in_charge(self) -> int | None:
        """Who handles it: its owner, or whoever took it on."""
        return self.case.owner_id or self.acknowledged_by


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a tip stands and in whose hands, without what it says: what time does must work even when a key is lost."""

    id: int
    code: str
    urgency: Urgency
    case: CaseState
    in_charge: int | None
    no_reply: bool


@dataclass(frozen=True, slots=True)
class NewTip:
    """A tip that waits for somebody, without what it says: lists must work even when a key is lost. Times are UTC."""

    id: int
    code: str
    urgency: Urgency
    category: Category
    received_at: datetime
    acknowledge_by: datetime


@dataclass(frozen=True, slots=True)
class TipInHand:
    """A tip that somebody has taken on, without what it says."""

    id: int
    code: str
    person_id: int | None


class TipStore:
    """Creates tips once, changes them conditionally, and gives views of them."""

    def __init__(self, session: Session, keyring: Keyring, ward_id: int, now: datetime, zone: ZoneInfo) -> None:
        self._session, self._ward_id, self._now, self._zone = session, ward_id, now, zone
        self._vault = VaultStore(session, keyring)
        self._tokens = TokenStore(session, keyring, ward_id, zone)

    def create(
        self,
        draft_id: str,
        account_key: str | None,
        content: TipContent,
        *,
        prefix: str,
        reporter: ReporterKind,
        confirmed: bool,
        received_at: datetime,
        channel: Channel = Channel.CHAT,
        unit: Unit | None = None,
        drill: bool = False,
    ) -> Tip | None:
        """The tip of a draft, or None when that draft has already become one. ``received_at`` is aware."""
        if self._session.scalar(select(Tip.id).where(Tip.draft_id == draft_id)) is not None:
            return None
        tip = Tip(
            ward_id=self._ward_id,
            code=self._free_code(prefix),
            draft_id=draft_id,
            confirmed=confirmed,
            reporter_kind=reporter,
            reporter_unit=unit,
            received_at=received_at,
            status=Status.NEW,
            channel=channel,
            drill=drill,
        )
        _count(tip, content)
        self._session.add(tip)
        self._session.flush()
        self._vault.create(tip.id, account_key, content)
        self._write_version(tip.id, 1, content)
        return tip

    def by_draft(self, draft_id: str) -> int | None:
        """The id of the tip a draft became."""
        return self._session.scalar(select(Tip.id).where(Tip.draft_id == draft_id))

    def find(self, code: str) -> int | None:
        """The id of the tip with this code (in its written form)."""
        return self._session.scalar(select(Tip.id).where(Tip.ward_id == self._ward_id, Tip.code == code))

    def code(self, tip_id: int) -> str:
        """The code of a tip. Raises NoResultFound."""
        return self._session.scalars(select(Tip.code).where(Tip.id == tip_id)).one()

    def ward_of(self, tip_id: int) -> int:
        """The ward a tip was sent to. Raises LookupError."""
        tip = self._session.get(Tip, tip_id)
        if tip is None:
            raise LookupError(tip_id)
        return tip.ward_id

    def of_reporter(self, account_key: str, code: str) -> int | None:
        """The id of the tip with this code, in whichever ward, if this account sent it.

        Raises TipErased: nobody knows any more whose it was.
        """
        tip_id = self._session.scalar(select(Tip.id).where(Tip.code == code))
        if tip_id is not None:
            self.require_kept(tip_id)
        own = tip_id is not None and self._vault.account_of(tip_id) == account_key
        return tip_id if own else None

    def view(self, tip_id: int) -> TipView:
        """The tip as it stands. Raises TipErased, and LookupError also when it is another ward's."""
        tip = self._session.get(Tip, tip_id, populate_existing=True)
        if tip is None or tip.ward_id != self._ward_id:
            raise LookupError(tip_id)
        self._require_kept(tip.code, tip.erased_at)
        content = replace(self.content(tip.id, tip.version), no_reply=tip.no_reply)
        return TipView(
            id=tip.id,
            code=tip.code,
            status=tip.status,
            urgency=tip.urgency,
            category=tip.category,
            content=content,
            reporter=tip.reporter_kind,
            unit=tip.reporter_unit,
            confirmed=tip.confirmed,
            received_at=tip.received_at,
            version=tip.version,
            seen_version=tip.seen_version,
            revision=tip.revision,
            reachable=tip.reachable,
            no_reply=tip.no_reply,
            protection_asked=tip.protection_asked_at is not None,
            posted_at=tip.posted_at,
            acknowledged_at=tip.acknowledged_at,
            acknowledged_by=tip.acknowledged_by,
            channel=tip.channel,
            case=_case(tip),
            case_version=tip.case_version,
            drill=tip.drill,
        )

    def require_kept(self, tip_id: int) -> None:
        """Raises TipErased when only what is counted is left of the tip."""
        row = self._session.execute(select(Tip.code, Tip.erased_at).where(Tip.id == tip_id)).one()
        self._require_kept(row.code, row.erased_at)

    def _require_kept(self, code: str, erased_at: datetime | None) -> None:
        if erased_at is not None:
            raise TipErased(code, f"{erased_at.astimezone(self._zone):%d/%m/%Y}")

    def standing(self, tip_id: int) -> Standing:
        """Where it stands. Raises LookupError, also when it is another ward's."""
        tip = self._session.get(Tip, tip_id, populate_existing=True)
        if tip is None or tip.ward_id != self._ward_id:
            raise LookupError(tip_id)
        in_charge = tip.owner_id or tip.acknowledged_by
        return Standing(tip.id, tip.code, tip.urgency, _case(tip), in_charge, tip.no_reply)

    def content(self, tip_id: int, version: int) -> TipContent:
        """What the tip said in one version, without whom to call. Raises LookupError once its key is destroyed."""
        sealed = self._session.scalar(
            select(TipVersion.content).where(TipVersion.tip_id == tip_id, TipVersion.version == version)
        )
        assert sealed is not None, "a tip has all its versions"
        return open_value(self._vault.key_of(tip_id), _place(tip_id, version), TipContent, sealed)

    def write(
        self,
        tip_id: int,
        content: TipContent,
        *,
        before: TipContent | None = None,
        confirmed: bool | None = None,
        taken_back: Collection[str] = (),
    ) -> int:
        """Add a version; the earlier ones stay. Returns its number.

        Whom to call goes to the vault, where what ``content`` leaves out stays unless named in ``taken_back``.
        ``before`` is what it said so far, the vault's part included, so that it need not all be read again.
        """
        tip = self._session.get_one(Tip, tip_id, populate_existing=True, with_for_update=True)
        if tip.version < MANY_VERSIONS or tip.seen_version >= tip.version:
            tip.version += 1
        tip.revision += 1
        if confirmed is not None:
            tip.confirmed = confirmed
        _count(tip, content)
        self._session.flush()
        self._vault.update(tip_id, content, taken_back)
        self._write_version(tip_id, tip.version, content, before)
        return tip.version

    def confirm(self, tip_id: int) -> bool:
        """Its reporter stands by what was handed over. Returns whether that is news."""
        return self._change(tip_id, Tip.confirmed.is_(False), confirmed=True, revision=Tip.revision + 1)

    def acknowledge(self, tip_id: int, person_id: int, at: datetime | None = None) -> bool:
        """The first officer wins: one conditional update, whose row count decides.

        ``at`` (aware) is when, if not now: whoever took a call had the tip in hand before it was written down.
        """
        won = self._session.execute(
            update(Tip)
            .where(Tip.id == tip_id, Tip.ward_id == self._ward_id, Tip.status == Status.NEW)
            .values(
                status=Status.ACKNOWLEDGED,
                acknowledged_at=at or self._now,
                acknowledged_by=person_id,
                seen_version=Tip.version,
                revision=Tip.revision + 1,
                case_version=Tip.case_version + 1,
            )
            .execution_options(synchronize_session=False)
        )
        return bool(won.rowcount)  # type: ignore[attr-defined]

    def move(self, tip: TipView, to: CaseState) -> bool:
        """Put another state in the place of the one ``tip`` shows; false when somebody else moved it meanwhile.

        What is new again waits to be acknowledged: who did so before stands in the journal.
        """
        anew = {"acknowledged_at": None, "acknowledged_by": None} if to.status is Status.NEW else {}
        return self._change(
            tip.id,
            and_(Tip.case_version == tip.case_version, Tip.status == tip.case.status),
            **{_COLUMNS.get(name, name): value for name, value in asdict(to).items()},
            category=to.category or tip.content.category or Category.OTHER,
            case_version=Tip.case_version + 1,
            revision=Tip.revision + 1,
            **anew,
        )

    def redraw(self, tip_id: int) -> None:
        """Something beside the tip itself has changed what its cards show."""
        self._change(tip_id, Tip.id == tip_id, revision=Tip.revision + 1)

    def heard_from(self, tip_id: int) -> None:
        """Its reporter did something that whoever is about to move it must know of first."""
        self._change(tip_id, Tip.id == tip_id, case_version=Tip.case_version + 1, revision=Tip.revision + 1)

    def first_of(self, tip_id: int) -> int:
        """The tip that a duplicate was joined to, through all tips between; a tip of its own is its first."""
        while (original := self._session.scalar(select(Tip.duplicate_of).where(Tip.id == tip_id))) is not None:
            tip_id = original
        return tip_id

    def joined_to(self, tip_id: int) -> list[int]:
        """Every tip that was joined to this one, also by way of others, in the order in which they came in."""
        found, last = list[int](), [tip_id]
        while last := list(self._session.scalars(select(Tip.id).where(Tip.duplicate_of.in_(last)))):
            found.extend(last)
        return sorted(found)

    def hold(self, tip_ids: Collection[int]) -> None:
        """Nobody else changes these tips until the commit; always asked for in one order, so that nobody waits
        for each other."""
        self._session.execute(select(Tip.id).where(Tip.id.in_(tip_ids)).order_by(Tip.id).with_for_update())

    def like(self, tip: TipView, since: datetime, until: datetime, most: int) -> Sequence[int]:
        """Tips of the same category in the same neighbourhood, or anywhere if the tip has a position of its own:
        the nearest in time of receipt among those from ``since`` to ``until`` (aware)."""
        place = tip.content.place
        query = select(Tip.id, Tip.received_at).where(
            Tip.ward_id == self._ward_id,
            _REAL,
            Tip.erased_at.is_(None),
            Tip.id != tip.id,
            Tip.category == tip.category,
            Tip.received_at >= since,
            Tip.received_at <= until,
        )
        if place is None or place.latitude is None:
            query = query.where(Tip.neighbourhood_id == (place.neighbourhood_id if place else None))
        rows = self._session.execute(query.order_by(Tip.received_at.desc()).limit(most * 10)).all()
        return [row.id for row in sorted(rows, key=lambda row: abs(row.received_at - tip.received_at))[:most]]

    def received_between(self, start: datetime, end: datetime) -> Sequence[tuple[int, str, datetime]]:
        """Id, code and time of receipt (UTC) of the tips from ``start`` up to but not including ``end`` (aware)."""
        came = (Tip.ward_id == self._ward_id, _REAL, Tip.received_at >= start, Tip.received_at < end)
        rows = self._session.execute(
            select(Tip.id, Tip.code, Tip.received_at).where(*came).order_by(Tip.received_at, Tip.id)
        )
        return [(row.id, row.code, row.received_at) for row in rows]

    def posted(self, tip_id: int) -> bool:
        """Its card stands in the duty group. Returns whether it is the first one."""
        return self._change(tip_id, Tip.posted_at.is_(None), posted_at=self._now)

    def was_posted(self, tip_id: int) -> bool:
        """Whether its card has ever stood in a duty group."""
        return self._session.scalar(select(Tip.posted_at).where(Tip.id == tip_id)) is not None

    def seen(self, tip_id: int, version: int) -> bool:
        """An officer has read everything up to ``version``. Returns whether there was something new in it."""
        return self._change(tip_id, Tip.seen_version < version, seen_version=version, revision=Tip.revision + 1)

    def set_reachable(self, tip_id: int, reachable: bool) -> bool:
        """Note whether its reporter can be written to. Returns whether that is news."""
        return self._change(tip_id, Tip.reachable != reachable, reachable=reachable, revision=Tip.revision + 1)

    def ask_protection(self, tip_id: int) -> bool:
        """The reporter asks to be protected (BLTTHS Điều 487.2). Returns whether it is the first time."""
        return self._change(
            tip_id, Tip.protection_asked_at.is_(None), protection_asked_at=self._now, revision=Tip.revision + 1
        )

    def set_no_reply(self, tip_id: int, no_reply: bool) -> bool:
        """The reporter's wish not to be written to, or its end. Returns whether it changed."""
        return self._change(tip_id, Tip.no_reply != no_reply, no_reply=no_reply, revision=Tip.revision + 1)

    def of_account(self, account_key: str, most: int | None = None) -> Sequence[int]:
        """The ids of the tips one account sent, newest first."""
        ids = self._vault.tips_of(account_key)
        return self._session.scalars(
            select(Tip.id).where(Tip.id.in_(ids)).order_by(Tip.received_at.desc(), Tip.id.desc()).limit(most)
        ).all()

    def unacknowledged(self, among: Sequence[int] | None = None, *, real: bool = False) -> list[NewTip]:
        """Tips nobody has acknowledged, of all or of some, or only ``real`` ones without drills: danger first, then
        the longest waiting."""
        rank = case((Tip.urgency == Urgency.DANGER, 0), (Tip.urgency == Urgency.URGENT, 1), else_=2)
        query = (
            select(Tip.id, Tip.code, Tip.urgency, Tip.category, Tip.received_at, Reminder.late_from)
            .join(Reminder, and_(Reminder.tip_id == Tip.id, Reminder.lack == Lack.ACKNOWLEDGEMENT))
            .where(Tip.ward_id == self._ward_id, Tip.status == Status.NEW)
            .order_by(rank, Tip.received_at)
        )
        if among is not None:
            query = query.where(Tip.id.in_(among))
        if real:
            query = query.where(_REAL)
        return [NewTip(*row) for row in self._session.execute(query)]

    def recent_of_message(self, account_key: str, message_id: int) -> int | None:
        """The newest tip of an account whose story or evidence came with this message."""
        for tip_id in self.of_account(account_key, most=20):
            content = self.content(tip_id, self._session.get_one(Tip, tip_id, populate_existing=True).version)
            if message_id in content.message_ids:
                return tip_id
        return None

    def counts(self, start: datetime, end: datetime) -> dict[Category, int]:
        """How many tips came in from ``start`` up to but not including ``end``, by category."""
        rows = self._session.execute(
            select(Tip.category, func.count())
            .where(Tip.ward_id == self._ward_id, _REAL, Tip.received_at >= start, Tip.received_at < end)
            .group_by(Tip.category)
        )
        return {row[0]: row[1] for row in rows}

    def acknowledged_between(self, start: datetime, end: datetime) -> int:
        """How many tips were acknowledged from ``start`` up to but not including ``end``."""
        return len(self._waits(start, end))

    def median_wait(self, start: datetime, end: datetime) -> timedelta | None:
        """The median time from receipt to acknowledgement of the tips acknowledged in the period."""
        waits = self._waits(start, end)
        return median_low(waits) if waits else None

    def count_acknowledged(self) -> int:
        """How many tips are in somebody's hands."""
        return (
            self._session.scalar(
                select(func.count()).where(Tip.ward_id == self._ward_id, _REAL, Tip.status.in_(OPEN - {Status.NEW}))
            )
            or 0
        )

    def count_open_anywhere(self) -> tuple[int, int]:
        """How many tips of all wards nobody has acknowledged, and how many are in somebody's hands."""
        new = func.count().filter(Tip.status == Status.NEW)
        somewhere = Tip.ward_id.in_(select(Ward.id))  # so that the index is of use, which begins with the ward
        found = self._session.execute(select(new, func.count()).where(somewhere, Tip.status.in_(OPEN), _REAL))
        waiting, both = found.one()
        return waiting, both - waiting

    def closed_between(self, start: datetime, end: datetime) -> int:
        """How many tips were closed from ``start`` up to but not including ``end``, and still are."""
        closed = select(func.count()).where(
            Tip.ward_id == self._ward_id, _REAL, Tip.closed_at >= start, Tip.closed_at < end
        )
        return self._session.scalar(closed) or 0

    def in_hand(self) -> list[TipInHand]:
        """Every tip that is in somebody's hands, the longest known first."""
        rows = self._session.execute(
            select(Tip.id, Tip.code, func.coalesce(Tip.owner_id, Tip.acknowledged_by))
            .where(Tip.ward_id == self._ward_id, _REAL, Tip.status.in_(OPEN - {Status.NEW}))
            .order_by(Tip.received_at)
        )
        return [TipInHand(*row) for row in rows]

    def waiting_drill(self) -> str | None:
        """The code of a drill that nobody has acknowledged. Nobody else looks until the commit."""
        ward = select(Ward.id).where(Ward.id == self._ward_id)
        self._session.execute(ward.with_for_update(key_share=True))  # what refers to the ward need not wait
        return self._session.scalar(
            select(Tip.code).where(Tip.ward_id == self._ward_id, Tip.drill, Tip.status == Status.NEW).limit(1)
        )

    def drills_before(self, received_before: datetime, most: int) -> Sequence[int]:
        """Drills of every ward that came in before a moment (aware) and are open here: what was sent on comes back
        first."""
        drills = select(Tip.id).where(Tip.drill, Tip.status.in_(_HERE), Tip.received_at <= received_before)
        return self._session.scalars(drills.order_by(Tip.received_at).limit(most)).all()

    def status(self, tip_id: int) -> Status | None:
        """Where a tip stands; None when this ward has no such tip."""
        return self._session.scalar(select(Tip.status).where(Tip.id == tip_id, Tip.ward_id == self._ward_id))

    def written_at(self, tip_id: int, version: int) -> datetime:
        """When a version was written, UTC. Raises NoResultFound."""
        return self._session.scalars(
            select(TipVersion.written_at).where(TipVersion.tip_id == tip_id, TipVersion.version == version)
        ).one()

    def _waits(self, start: datetime, end: datetime) -> list[timedelta]:
        rows = self._session.execute(
            select(Tip.received_at, Tip.acknowledged_at).where(
                Tip.ward_id == self._ward_id, _REAL, Tip.acknowledged_at >= start, Tip.acknowledged_at < end
            )
        )
        return [acknowledged - received for received, acknowledged in rows if acknowledged is not None]

    def _change(self, tip_id: int, condition: object, **values: object) -> bool:
        changed = self._session.execute(
            update(Tip)
            .where(Tip.id == tip_id, Tip.ward_id == self._ward_id, condition)  # type: ignore[arg-type]
            .values(**values)
            .execution_options(synchronize_session=False)
        )
        return bool(changed.rowcount)  # type: ignore[attr-defined]

    def _write_version(self, tip_id: int, version: int, content: TipContent, before: TipContent | None = None) -> None:
        # Whom to call lies in the vault alone.
        shown = replace(content, **{name: getattr(_NOTHING, name) for name in IN_VAULT})
        sealed = seal_value(self._vault.key_of(tip_id), _place(tip_id, version), TipContent, shown)
        written = {"tip_id": tip_id, "version": version, "content": sealed, "written_at": self._now}
        if version >= MANY_VERSIONS:
            self._session.merge(TipVersion(**written))
        else:
            self._session.add(TipVersion(**written))
        self._session.flush()
        self._tokens.write(tip_id, shown, self._vault.identity(tip_id), _known(before, content))

    def _free_code(self, prefix: str) -> str:
        epoch = epoch_mark(count_restorations(self._session))
        while True:
            code = new_code(prefix + epoch)
            if self._session.scalar(select(Tip.id).where(Tip.code == code)) is None:
                return code


def _count(tip: Tip, content: TipContent) -> None:
    """Keep the columns that are counted and searched in step with what the tip says."""
    tip.urgency = content.urgency or Urgency.URGENT
    tip.category = tip.case_category or content.category or Category.OTHER
    tip.neighbourhood_id = content.place.neighbourhood_id if content.place else None
    tip.identity_mode = content.identity
    tip.no_reply = content.no_reply


# What the domain calls a case's category is the officer's word; the reporter's stands in what the tip says.
_COLUMNS = {"category": "case_category"}


def _case(tip: Tip) -> CaseState:
    return CaseState(**{f.name: getattr(tip, _COLUMNS.get(f.name, f.name)) for f in fields(CaseState)})


def _known(before: TipContent | None, content: TipContent) -> frozenset[str]:
    """Texts that were read with the numbers in the vault as they are now."""
    same = before is not None and all(getattr(before, name) == getattr(content, name) for name in IN_VAULT)
    return frozenset(texts_of(before)) if before is not None and same else frozenset()


def _place(tip_id: int, version: int) -> str:
    return f"tip_version/content/{tip_id}/{version}"

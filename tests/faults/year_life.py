"""A year of a ward at the speed of the machine: tips come and are handled or not, the bot is away, the clock jumps.

The real services and the scheduler's parts run on SQLite; letters are claimed, drawn and settled as a channel would.
"""

import heapq
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from itertools import count
from random import Random

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from bot.crypto import new_master_key
from bot.domain.authority import Deed, Where, require
from bot.domain.calendar import SetDay
from bot.domain.content import StoryPart, TipContent
from bot.domain.delivery import Kind
from bot.domain.forms.form import Sheet
from bot.domain.outcome import Outcome, Result
from bot.domain.people import Member, Refused, Role
from bot.domain.periods.days import next_day_end
from bot.domain.screen import Alert, phrase
from bot.domain.tip import Category, IdentityMode, ReporterKind, Urgency
from bot.services.acknowledge_tip import acknowledge_tip
from bot.services.calendar.editing import edit_calendar
from bot.services.casework.deeds import PERFORM
from bot.services.claim_letters import claim_letters
from bot.services.run_due import PARTS
from bot.services.settle_letter import settle_letter
from bot.services.submit_tip import put_before_desk
from bot.settings import Settings
from storage.keys import open_keyring
from storage.models import TipClock, Transfer
from storage.unit_of_work import UnitOfWork, Workplace
from storage.wards import ensure_ward
from tests.faults.year_reckoning import LIMITS, ZONE, Days, Down, local_day

DAYS = 365
BEGIN = datetime(2026, 1, 1, tzinfo=ZONE)
END = BEGIN + timedelta(days=DAYS)
SECOND = timedelta(seconds=1)
# What is looked at a second too early; everything is run at the moment itself.
CLOCKWORK = tuple(
    part for part in PARTS if part.__name__ in {"remind", "bounce_overdue", "speak_of_clocks", "brief_when_due"}
)


class Wall:
    """A clock that can be set, also back."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        """The moment shown, in UTC as the machine's."""
        return self.at.astimezone(UTC)


@dataclass
class Case:
    """A tip and what was really done with it, when."""

    id: int
    received: datetime
    urgency: Urgency
    named: bool
    done: list[tuple[datetime, str]] = field(default_factory=list)


@dataclass
class Life:
    """The ward, its people, and all that went out."""

    engine: Engine
    wall: Wall
    workplace: Workplace
    seed: int
    random: Random
    officer: Member
    commander: Member
    cases: list[Case] = field(default_factory=list)
    edits: list[tuple[datetime, Days]] = field(default_factory=list)
    letters: list[tuple[datetime, Kind, bool, tuple[int, ...]]] = field(default_factory=list)
    spans: list[tuple[datetime, datetime]] = field(default_factory=list)
    ticks: int = 0
    _plans: list[tuple[datetime, int, Callable[[], None]]] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=count)
    _message: Iterator[int] = field(default_factory=lambda: count(1))

    def unit(self, session: Session) -> UnitOfWork:
        """The ward's unit of work now."""
        return self.workplace.unit(session)

    @property
    def down(self) -> Down:
        """When nobody was there."""
        return Down(self.spans)

    def plans(self, at: datetime, deed: Callable[[], None]) -> None:
        """Something a person will do; if the bot is away then, it hears of it when it is back."""
        heapq.heappush(self._plans, (at, next(self._numbers), deed))

    def lives(self, tips: int) -> None:
        """Let the year pass."""
        self.spans = sorted([*_outages(), *((at, at + timedelta(hours=1)) for at in _jumps(self.random, 6))])
        backs = sorted(_jumps(self.random, 6), reverse=True)
        for number in range(tips):
            at = BEGIN + timedelta(seconds=self.random.uniform(0, (DAYS - 2) * 86400))
            self.plans(at.replace(microsecond=0), partial(self._reports, number))
        _plan_edits(self)
        self._tick()
        while (coming := self._next()) is not None and coming < END:
            if self.down.up(coming - SECOND) == coming - SECOND > self.wall.at:
                self.wall.at = coming - SECOND  # a look just before: nothing may be said yet
                self._tick(CLOCKWORK)
            self.wall.at = self.down.up(coming)
            while self._plans and self._plans[0][0] <= self.wall.at:
                heapq.heappop(self._plans)[2]()
            self._tick()
            if backs and backs[-1] <= self.wall.at:
                backs.pop()
                self.wall.at -= timedelta(minutes=1)
                self._tick()

    def _next(self) -> datetime | None:
        """The next moment at which anything is to happen."""
        now = self.wall.now()
        with Session(self.engine) as session:
            uow = self.unit(session)
            due = [
                session.scalar(select(func.min(TipClock.speak_at)).where(TipClock.speak_at > now)),
                session.scalar(
                    select(func.min(Transfer.return_by)).where(Transfer.settled_at.is_(None), Transfer.return_by > now)
                ),
                uow.reminders.next_due(),
                next_day_end(now, uow.settings.digest_at, ZONE),
                self._plans[0][0] if self._plans else None,
            ]
        coming = [at.astimezone(ZONE) for at in due if at is not None and at > now]
        return min(coming) if coming else None

    def _tick(self, parts: Sequence[Callable[[UnitOfWork], int]] = PARTS) -> None:
        self.ticks += 1
        with Session(self.engine) as session, session.begin():
            uow = self.unit(session)
            for part in parts:
                while part(uow):
                    pass
        self._delivers()

    def _delivers(self) -> None:
        while True:
            with Session(self.engine) as session, session.begin():
                uow = self.unit(session)
                letters = claim_letters(uow, 20, ())
                for letter in letters:
                    row = letter.row
                    self.letters.append((self.wall.at, row.kind, row.route.is_group, row.payload.clocks))
                    settle_letter(uow, letter, Outcome(Result.SENT, message_id=next(self._message)))
            if not letters:
                return

    def _reports(self, number: int) -> None:
        urgency = self.random.choices(list(Urgency), [1, 2, 7])[0]
        named = self.random.random() < 0.8
        with Session(self.engine) as session, session.begin():
            uow = self.unit(session)
            content = TipContent(
                urgency=urgency,
                category=Category.THEFT,
                story=(StoryPart(1, "Mất trộm xe", uow.now),),
                identity=IdentityMode.SECRET if named else IdentityMode.WITHHELD,
            )
            tip = uow.tips.create(
                f"draft{number}", uow.people.meet(6_200_000_000 + number), content, prefix="BD",
                reporter=ReporterKind.RESIDENT, confirmed=True, received_at=uow.now,
            )  # fmt: skip
            assert tip is not None
            put_before_desk(uow, tip, content, uow.now)
            case = Case(tip.id, self.wall.at, urgency, named)
        self.cases.append(case)
        if number % 3 == 0:
            _plan_storm(self, case)
        _plan_handling(self, case)

    def does(self, case: Case, name: str, deed: Callable[[UnitOfWork], None]) -> None:
        """Somebody does something, if it can still be done; what was done is written down."""
        try:
            with Session(self.engine) as session, session.begin():
                deed(self.unit(session))
        except Refused:
            return
        case.done.append((self.wall.at, name))


def _outages() -> Iterator[tuple[datetime, datetime]]:
    """Three hours every night, and a whole day every tenth day; some of those end when nobody is to be spoken to."""
    for n in range(DAYS):
        night = BEGIN + timedelta(days=n, hours=1)
        yield night, night + timedelta(hours=3)
        if n % 10 == 9:
            day = BEGIN + timedelta(days=n, hours=(10, 18, 23)[n // 10 % 3])
            yield day, day + timedelta(hours=24)


def _jumps(random: Random, times: int) -> list[datetime]:
    return [BEGIN + timedelta(days=random.randrange(DAYS - 1), hours=random.randrange(5, 23)) for _ in range(times)]


def _plan_edits(life: Life) -> None:
    """A storm's day off told of two days before, a Saturday made up for it, and one that is taken back."""
    storm, saturday, wrong = date(2026, 9, 10), date(2026, 9, 19), date(2026, 6, 16)
    for at, edit, back in (
        (datetime(2026, 6, 12, 9, tzinfo=ZONE), SetDay(wrong, False, "họp"), False),
        (datetime(2026, 6, 15, 10, tzinfo=ZONE), SetDay(wrong, False), True),
        (datetime(2026, 9, 8, 15, tzinfo=ZONE), SetDay(storm, False, "bão"), False),
        (datetime(2026, 9, 12, 8, tzinfo=ZONE), SetDay(saturday, True, "làm bù"), False),
    ):
        life.plans(at, partial(_edit, life, edit, back))


def _plan_storm(life: Life, case: Case) -> None:
    """The last day of a notice is declared off when the word before it has been said already."""
    last = local_day(LIMITS["notify_procuracy"](case.received, Days())[0] - SECOND)
    eve = datetime.combine(last, time(10), ZONE) - timedelta(days=1)
    if eve > case.received:
        life.plans(eve, partial(_edit, life, SetDay(last, False, "bão"), False))


def _edit(life: Life, edit: SetDay, back: bool) -> None:
    day = edit.day.isoformat()
    answers = {"do": "back", "edit": day} if back else {"do": "worked" if edit.working else "off", "day": day}
    with Session(life.engine) as session, session.begin():
        edit_calendar(life.unit(session), life.commander, Sheet("00000000", Deed.CALENDAR, answers=answers))
    before = life.edits[-1][1].here if life.edits else ()
    kept = tuple(here for here in before if here[0] != edit.day)
    life.edits.append((life.wall.at, Days(kept if back else (*kept, (edit.day, edit.working)))))


def _plan_handling(life: Life, case: Case) -> None:
    """Acknowledged sooner or later, classified, its notices sent or not, and ended in one of several ways."""
    random, at = life.random, case.received
    at += timedelta(minutes=random.choices([2, 12, 40, 300, 1500], [5, 3, 2, 1, 1])[0] + random.randrange(9))
    life.plans(at, partial(life.does, case, "ack", partial(_acknowledge, life, case)))
    at += timedelta(hours=random.uniform(1, 90))
    serious = random.random() < 0.3
    life.plans(at, partial(life.does, case, "serious" if serious else "mild", partial(_classify, life, case, serious)))
    for slot in ("notify_procuracy", "notify_reporter"):
        if random.random() < 0.7:
            told = case.received + timedelta(hours=random.uniform(6, 150))
            life.plans(told, partial(life.does, case, f"told {slot}", partial(_notified, life, case, slot)))
    at += timedelta(hours=random.uniform(1, 200))
    random.choice([_plan_guided, _plan_sent, _plan_ward, _plan_ward])(life, case, at)


def _plan_guided(life: Life, case: Case, at: datetime) -> None:
    life.plans(at, partial(life.does, case, "guided", partial(_close, life, case, "guided")))


def _plan_sent(life: Life, case: Case, at: datetime) -> None:
    """Sent on; confirmed in time, or it comes back by itself and is ended otherwise."""
    life.plans(at, partial(life.does, case, "sent", partial(_send, life, case)))
    if life.random.random() < 0.6:
        later = at + timedelta(hours=life.random.uniform(1, 20))
        life.plans(later, partial(life.does, case, "confirmed", partial(_do, life, case, Deed.CONFIRM, {})))
    _plan_guided(life, case, at + timedelta(days=life.random.uniform(3, 12)))


def _plan_ward(life: Life, case: Case, at: datetime) -> None:
    """The ward's own investigators: prolonged, suspended, resumed, decided."""
    random = life.random
    life.plans(at, partial(life.does, case, "ward", partial(_close, life, case, "ward")))
    if random.random() < 0.3:
        longer = at + timedelta(days=random.uniform(8, 13))
        life.plans(longer, partial(life.does, case, "longer", partial(_prolong, life, case)))
    elif random.random() < 0.5:
        at += timedelta(days=random.uniform(3, 25))
        life.plans(at, partial(life.does, case, "suspended", partial(_feedback, life, case, "suspended")))
        if random.random() < 0.7:
            sent = at + timedelta(hours=random.uniform(4, 40))
            slot = "suspend_notice"
            life.plans(sent, partial(life.does, case, f"told {slot}", partial(_notified, life, case, slot)))
        at += timedelta(days=random.uniform(5, 60))
        life.plans(at, partial(life.does, case, "resumed", partial(_feedback, life, case, "resumed")))
    at += timedelta(days=random.uniform(5, 70))
    life.plans(at, partial(life.does, case, "decided", partial(_feedback, life, case, "not_prosecuted")))
    told, slot = at + timedelta(days=random.uniform(1, 5)), "result_to_reporter"
    life.plans(told, partial(life.does, case, f"told {slot}", partial(_notified, life, case, slot)))


def _today(uow: UnitOfWork) -> date:
    return uow.now.astimezone(ZONE).date()


def _acknowledge(life: Life, case: Case, uow: UnitOfWork) -> None:
    acknowledge_tip(uow, case.id, life.officer, Where.GROUP)


def _do(life: Life, case: Case, deed: Deed, answers: dict[str, str], uow: UnitOfWork) -> None:
    """As the desk does it: the table of authority is asked first."""
    tip = uow.tips.view(case.id)
    who = life.commander if deed is Deed.EXTEND else life.officer
    require(who, deed, Where.PRIVATE, tip.case.status)
    PERFORM[deed](uow, tip, who, answers)


def _classify(life: Life, case: Case, serious: bool, uow: UnitOfWork) -> None:
    answers = {"kind": "crime_report", "category": "theft", "minor": "no", "serious": "caught" if serious else "no"}
    _do(life, case, Deed.CLASSIFY, answers, uow)


def _papers(uow: UnitOfWork) -> dict[str, str]:
    return {"number": "7/QĐ", "date": _today(uow).isoformat(), "body": "police_city", "reason": "lý do"}


def _close(life: Life, case: Case, outcome: str, uow: UnitOfWork) -> None:
    _do(life, case, Deed.CLOSE, {"outcome": outcome, **_papers(uow)}, uow)


def _send(life: Life, case: Case, uow: UnitOfWork) -> None:
    _do(life, case, Deed.TRANSFER, {"to": "investigation", "return_in": "24", **_papers(uow)}, uow)


def _feedback(life: Life, case: Case, verdict: str, uow: UnitOfWork) -> None:
    _do(life, case, Deed.FEEDBACK, {"verdict": verdict, **_papers(uow)}, uow)


def _clock(case: Case, slot: str, uow: UnitOfWork) -> str:
    """The clock to be spoken of. Raises Refused when there is none, as the form would offer none."""
    for view in uow.clocks.of_tip(case.id):
        if view.slot == slot and view.done_at is None and not view.idle:
            return str(view.id)
    raise Refused(Alert(phrase("refused-stale")))


def _notified(life: Life, case: Case, slot: str, uow: UnitOfWork) -> None:
    _do(life, case, Deed.NOTIFIED, {"clock": _clock(case, slot, uow)}, uow)


def _prolong(life: Life, case: Case, uow: UnitOfWork) -> None:
    answers = {"clock": _clock(case, "resolve", uow), "span": "months-2", "approver": "Phó Thủ trưởng", **_papers(uow)}
    _do(life, case, Deed.EXTEND, answers, uow)


def begin_life(engine: Engine, seed: int) -> Life:
    """A ward on the first of January, its group linked."""
    wall = Wall(BEGIN)
    with Session(engine) as session, session.begin():
        ward_id = ensure_ward(session, "BD", "Công an phường Bạch Đằng", "0225 000 0113")
        keyring = open_keyring(session, [new_master_key()], wall.now())
    workplace = Workplace(keyring, wall, Settings(_env_file=None), ward_id)  # type: ignore[call-arg]
    with Session(engine) as session, session.begin():
        uow = workplace.unit(session)
        uow.ward.link_group(-1001)
        officer = uow.people.enrol(uow.people.meet(6_100_000_011), "An", Role.OFFICER)
        commander = uow.people.enrol(uow.people.meet(6_100_000_012), "Hải", Role.COMMANDER)
    return Life(engine, wall, workplace, seed, Random(seed), officer, commander)

"""A year of a ward at the speed of the machine: tips come and are handled or not, the bot is away, the clock jumps.

The real services and the scheduler's parts run on SQLite; letters are claimed, drawn and settled as a channel would.
Time goes from one moment at which something is due to the next, with a look at what is due a second too early.
"""

import heapq
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from random import Random

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from bot.domain.content import StoryPart, TipContent
from bot.domain.delivery import Kind
from bot.domain.outcome import Outcome, Result
from bot.domain.people import Member, Refused
from bot.domain.periods.days import next_day_end
from bot.domain.tip import Category, IdentityMode, ReporterKind, Status, Urgency
from bot.services.brief import brief_when_due
from bot.services.casework.transferring import bounce_overdue
from bot.services.claim_letters import claim_letters
from bot.services.remind import remind
from bot.services.run_due import PARTS, UNHURRIED, Part
from bot.services.settle_letter import settle_letter
from bot.services.speak_of_clocks import speak_of_clocks
from bot.services.submit_tip import put_before_desk
from storage.models import Tip, TipClock, Transfer
from storage.unit_of_work import UnitOfWork, Workplace
from tests.faults.year_reckoning import ZONE, Days, Down

BEGIN = datetime(2026, 1, 1, tzinfo=ZONE)
SECOND = timedelta(seconds=1)
# What has a moment of its own in this story; all parts run every morning, when briefings and reports are due.
ALL: Sequence[Part] = (*PARTS, *UNHURRIED)
CLOCKWORK: Sequence[Part] = (remind, bounce_overdue, speak_of_clocks, brief_when_due)


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
    account_key: str
    received: datetime
    urgency: Urgency
    named: bool
    done: list[tuple[datetime, str]] = field(default_factory=list)


@dataclass
class Life:
    """The ward, its people, and all that went out. ``people`` plan what happens to a tip, ``takes`` takes one on."""

    engine: Engine
    wall: Wall
    workplace: Workplace
    days: int
    random: Random
    officer: Member
    commander: Member
    people: Callable[["Life", Case], None]
    takes: Callable[["Life", Case, UnitOfWork], None]
    cases: dict[int, Case] = field(default_factory=dict)
    edits: list[tuple[datetime, Days]] = field(default_factory=list)
    letters: list[tuple[datetime, Kind, bool, tuple[int, ...]]] = field(default_factory=list)
    spans: list[tuple[datetime, datetime]] = field(default_factory=list)
    ticks: int = 0
    _plans: list[tuple[datetime, int, Callable[[], None]]] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=count)
    _message: Iterator[int] = field(default_factory=lambda: count(1))
    _expected: set[int] = field(default_factory=set)

    @property
    def end(self) -> datetime:
        """When it is over."""
        return BEGIN + timedelta(days=self.days)

    @property
    def down(self) -> Down:
        """When nobody was there."""
        return Down(self.spans)

    def plans(self, at: datetime, deed: Callable[[], None]) -> None:
        """Something a person will do; if the bot is away then, it hears of it when it is back."""
        heapq.heappush(self._plans, (at, next(self._numbers), deed))

    def lives(self, tips: int) -> None:
        """Let the time pass."""
        jumps = max(2, self.days // 60)
        ahead = ((at, at + timedelta(hours=1)) for at in self._jumps(jumps))
        self.spans = sorted([*_outages(self.days), *ahead])
        backs = sorted(self._jumps(jumps), reverse=True)
        for number in range(tips):
            at = BEGIN + timedelta(seconds=self.random.uniform(0, (self.days - 2) * 86400))
            self.plans(at.replace(microsecond=0), partial(self._reports, number))
        self._tick(ALL)
        while (found := self._next()) is not None and self.down.up(found[0]) < self.end:
            coming, part = found
            morning = self._morning()
            if part is not None and self.down.up(coming - SECOND) == coming - SECOND > self.wall.at:
                self.wall.at = coming - SECOND  # a look just before: nothing may be said yet
                self._tick([part])
            self.wall.at = self.down.up(coming)
            while self._plans and self._plans[0][0] <= self.wall.at:
                heapq.heappop(self._plans)[2]()
            self._tick(ALL if morning <= self.wall.at else CLOCKWORK)
            if backs and backs[-1] <= self.wall.at:
                backs.pop()
                self.wall.at -= timedelta(minutes=1)
                self._tick(CLOCKWORK)

    def _jumps(self, times: int) -> list[datetime]:
        pick = self.random.randrange
        return [BEGIN + timedelta(days=pick(self.days - 1), hours=pick(5, 23)) for _ in range(times)]

    def _morning(self) -> datetime:
        """The next time of a briefing."""
        return next_day_end(self.wall.now(), self.workplace.settings.digest_at, ZONE)

    def _next(self) -> tuple[datetime, Part | None] | None:
        """The next moment at which anything is to happen, and the part that is to bring it about."""
        now = self.wall.now()
        open_still = (Transfer.settled_at.is_(None), Transfer.return_by > now)
        with Session(self.engine) as session:
            uow = self.workplace.unit(session)
            due = [
                (self._morning(), brief_when_due),
                (session.scalar(select(func.min(TipClock.speak_at)).where(TipClock.speak_at > now)), speak_of_clocks),
                (session.scalar(select(func.min(Transfer.return_by)).where(*open_still)), bounce_overdue),
                (uow.reminders.next_due(), remind),
                (self._plans[0][0] if self._plans else None, None),
            ]
        coming = [(at.astimezone(ZONE), part) for at, part in due if at is not None and at > now]
        return min(coming, key=lambda each: each[0]) if coming else None

    def _tick(self, parts: Sequence[Part]) -> None:
        self.ticks += 1
        with Session(self.engine) as session, session.begin():
            uow, done = self.workplace.unit(session), 0
            for part in parts:
                while some := part(uow):
                    done += some
        if done:
            self._take_up_again()
        if done or self._plans:
            self._delivers()

    def _take_up_again(self) -> None:
        """What came back because nobody went on with it is taken on once more, sooner or later."""
        with Session(self.engine) as session:
            waiting = set(session.scalars(select(Tip.id).where(Tip.status == Status.NEW)))
        for case in (self.cases[tip_id] for tip_id in waiting - self._expected):
            later = self.wall.at + timedelta(minutes=self.random.randrange(3, 90))
            self.plans(later, partial(self._takes, case))
        self._expected |= waiting

    def _takes(self, case: Case) -> None:
        self._expected.discard(case.id)
        self.does(case, "ack", partial(self.takes, self, case))

    def _delivers(self) -> None:
        while True:
            with Session(self.engine) as session, session.begin():
                uow = self.workplace.unit(session)
                letters = claim_letters(uow, 50, ())
                for letter in letters:
                    row = letter.row
                    self.letters.append((self.wall.at, row.kind, row.route.is_group, row.payload.clocks))
                    settle_letter(uow, letter, Outcome(Result.SENT, message_id=next(self._message)))
            if not letters:
                return

    def _reports(self, number: int) -> None:
        urgency = list(Urgency)[(0, 1, 2, 2, 2)[number % 5]]
        named = self.random.random() < 0.8
        with Session(self.engine) as session, session.begin():
            uow = self.workplace.unit(session)
            content = TipContent(
                urgency=urgency,
                category=Category.THEFT,
                story=(StoryPart(1, "Mất trộm xe", uow.now),),
                identity=IdentityMode.SECRET if named else IdentityMode.WITHHELD,
            )
            account_key = uow.people.meet(6_200_000_000 + number)
            tip = uow.tips.create(
                f"draft{number}", account_key, content, prefix="BD",
                reporter=ReporterKind.RESIDENT, confirmed=True, received_at=uow.now,
            )  # fmt: skip
            assert tip is not None
            put_before_desk(uow, tip, content, uow.now)
            case = Case(tip.id, account_key, self.wall.at, urgency, named)
        self.cases[case.id] = case
        self._expected.add(case.id)
        minutes = self.random.choices([2, 12, 40, 300, 1500], [5, 3, 2, 1, 1])[0] + self.random.randrange(9)
        self.plans(self.wall.at + timedelta(minutes=minutes), partial(self._takes, case))
        self.people(self, case)

    def does(self, case: Case, name: str, deed: Callable[[UnitOfWork], None]) -> bool:
        """Somebody does something, if it can still be done; what was done is written down."""
        try:
            with Session(self.engine) as session, session.begin():
                deed(self.workplace.unit(session))
        except Refused:
            return False
        case.done.append((self.wall.at, name))
        return True


def _outages(days: int) -> Iterator[tuple[datetime, datetime]]:
    """Three hours every night, and a whole day every tenth day; some of those end when nobody is to be spoken to."""
    for n in range(days):
        night = BEGIN + timedelta(days=n, hours=1)
        yield night, night + timedelta(hours=3)
        if n % 10 == 9:
            day = BEGIN + timedelta(days=n, hours=(10, 18, 23)[n // 10 % 3])
            yield day, day + timedelta(hours=24)

"""A whole ward as a state machine: whatever people, time and misfortune do, in whatever order, is one of these rules.

Each rule leaves the bot where it is: some let it finish, some only let it begin. The checker has its say at the end,
when everybody's story is told, every tip is in somebody's hands and nothing waits any more.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule
from sqlalchemy import select

from bot.channels.telegram import TelegramError
from bot.domain.delivery import Kind
from bot.domain.screen import Area
from bot.sandbox.faults import Fault
from bot.sandbox.keyboards import Button, Rows
from bot.sandbox.messages import Message
from bot.sandbox.people import Person
from storage.models import INBOX, OUTBOX, EvidenceFile, InboxState, OutboxState
from tests.faults.checker import RECEIPT, Figures, check
from tests.faults.people import HURRIED, Story, first_look, said
from tests.faults.ward import RESIDENTS, Ward
from tests.first_days import FirstDays
from tests.world import CODE, Actor, World

MISFORTUNES = {
    "reply lost": Fault.cut_after(),
    "request lost": Fault.cut_before(),
    "429": Fault.too_many_requests(0),  # real seconds: nobody waits for them here
    "502": Fault.server_error(502),
    "502 applied": Fault.server_error(502, applied=True),
    "not JSON": Fault.malformed(),
}
METHODS = ("*", "sendmessage", "editmessagetext", "answercallbackquery", "getupdates", "getfile")
# What officers do on the way; what takes a tip away from them, or tells them who reported, is another story's matter.
DEEDS = (
    "Tiếp nhận",
    "Đã gọi",
    "Xem đủ",
    "Tài liệu",
    "Phân công",
    "Xác minh",
    "Phân loại",
    "Ghi chú",
    "Vẫn đang",
    "Kết thúc",
)
SEND = "✅ Gửi"
LONG, PATIENCE = 61, 40  # seconds after which what is unknown is tried again; how often somebody goes on pressing
LEASE_SECONDS = 0.3  # by the machine's clock on a server, by ours on SQLite


PARTS = ("poller", "lanes", "collector", "delivery", "scheduler")
EVENTS = [
    what
    for what, weight in {
        "tells": 2, "presses": 3, "goes on": 5, "presses an old button": 3, "card": 5, "form": 5, "old card": 1,
        "works": 3, "begins": 2, "time": 2, "night": 1, "misfortune": 4, "dies": 1, "dies while sending": 1,
        "roster": 1,
    }.items()
    for _ in range(weight)
]  # fmt: skip


class Ship(RuleBasedStateMachine):
    """One life of a ward. ``hits`` counts the rules over all lives."""

    hits: ClassVar[Counter[str]] = Counter()

    def __init__(self, first_days: FirstDays, kind: str, folder: Path, done: Callable[[Figures], None]) -> None:
        super().__init__()
        self.runner, self.closing, self.done = asyncio.Runner(), AsyncExitStack(), done
        folder.mkdir(parents=True)
        self.world: World = self._runs(self.closing.enter_async_context(first_days.world(kind, folder)))
        people = [self._moves_in(*name, number) for number, name in enumerate(RESIDENTS[:3])]
        app = self.world.app
        clock: Any = self.world.clock  # the checker only asks it for the time
        self.ward = Ward(self.world.stage, clock, app.settings, app.workplace.ward_id, people)
        self.stories: list[Story] = []
        self.told: dict[int, Story] = {}  # by who is at it
        self.sent: set[int] = set()  # who of them has pressed "Gửi", and waits for the receipt
        self.away: list[Actor] = []
        self._begins_with_a_tip()

    @rule(what=st.sampled_from(EVENTS), who=st.integers(0, 2), which=st.integers(0, 59))
    def happens(self, what: str, who: int, which: int) -> None:
        """One rule, so that each event keeps its weight in every life."""
        match what:
            case "tells":
                self.tells(who, photo=which % 2 == 0)
            case "presses" if self.told:
                self.presses(who, which % 3 + 1)
            case "goes on" if self.told:
                self.goes_on_and_is_answered(who)
            case "presses an old button":
                self.presses_an_old_button(who, which)
            case "card" | "form" | "old card":
                self.an_officer_works(who, which, what)
            case "works":
                self._settles()
            case "begins":
                self.the_bot_begins(PARTS[which % len(PARTS)])
            case "time":
                self.time_goes_by((1, 11, LONG, 300)[which % 4])
            case "night" if not self.told:
                self.a_night_goes_by((3, 20)[which % 2])
            case "misfortune":
                self.something_goes_wrong(sorted(MISFORTUNES)[which % len(MISFORTUNES)], METHODS[which // 10], who + 1)
            case "dies" | "dies while sending":
                self.the_bot_dies(sending=what != "dies")
            case "roster":
                self.an_officer_leaves_or_comes_back(which % 2)

    def tells(self, who: int, photo: bool) -> None:
        person = self.ward.residents[who]
        if person.id in self.sent:
            return  # what is told after that would belong to the next tip
        if person.id in self.told:
            person.sends(f"thêm: {self.told[person.id].mark} xe màu đen")
        else:
            story = Story(person, f"xyzm{len(self.stories):04}q", ("photo",) if photo else ())
            self.told[person.id] = story
            self.stories.append(story)
            person.sends(story.text)
            for _ in story.files:
                person.sends_photo()
        self._hit("message")

    def presses(self, who: int, times: int) -> None:
        story = list(self.told.values())[who % len(self.told)]
        if (press := self._presses_on(story)) is not None:
            for _ in range(times - 1):
                self.world.telegram.redeliver(press)
            self._hit("press" if times == 1 else "double press")

    def goes_on_and_is_answered(self, who: int) -> None:
        for _ in range(3):
            if self.told:
                self.presses(who, 1)
                self._settles()

    def presses_an_old_button(self, who: int, which: int) -> None:
        person = self.ward.residents[who]
        old = [m for m in said(person.chat_with(self.world.stage.bot)) if m.history]
        if old:
            message = old[which % len(old)]
            before = message.history[which % len(message.history)].buttons
            buttons = [button for button in _buttons(before) if _area(button) == Area.REPORT]
            if buttons:
                self._chooses(person, message, buttons[which % len(buttons)])
                self._hit("stale press")

    def an_officer_works(self, who: int, which: int, what: str) -> None:
        found = {"card": self._of_cards, "form": self._of_forms, "old card": self._of_old_cards}[what]()
        if found:
            message, button = found[which % len(found)]
            officer = self._officer(who) if what != "form" else self._owner(message)
            officer.person.presses(message, data=button.data)
            self._hit(f"officer, {what}")
            if what == "form" and which % 3 == 0:
                officer.person.sends("Không phải việc của công an")

    def _of_cards(self) -> list[tuple[Message, Button]]:
        return [(m, b) for m in said(self.world.group)[-8:] for b in _buttons(m.buttons) if _is_a_deed(b)]

    def _of_forms(self) -> list[tuple[Message, Button]]:
        private = [m for officer in (self.world.an, self.world.binh) for m in said(officer.chat)[-4:]]
        return [(m, b) for m in private for b in _buttons(m.buttons) if _area(b) == Area.DESK]

    def _owner(self, form: Message) -> Actor:
        return next(officer for officer in (self.world.an, self.world.binh) if officer.chat is form.chat)

    def _of_old_cards(self) -> list[tuple[Message, Button]]:
        old = [(m, version) for m in said(self.world.group) for version in m.history]
        return [(m, b) for m, version in old for b in _buttons(version.buttons) if "Tiếp nhận" in b.text]

    def the_bot_begins(self, part: str) -> None:
        app = self.world.app
        self._tries(app.poller.poll(0) if part == "poller" else getattr(app, part).drain())

    def time_goes_by(self, seconds: int) -> None:
        self._runs(self._later(seconds))
        self._hit("time")

    def a_night_goes_by(self, hours: int) -> None:
        self._runs(self._later(hours * 3600))
        self._settles()
        self._hit("a night")

    def something_goes_wrong(self, name: str, method: str, times: int) -> None:
        self.world.telegram.faults.add(MISFORTUNES[name], method=method, times=times)
        self._hit(name)

    def the_bot_dies(self, sending: bool) -> None:
        if sending:
            self._runs(self._is_cut_off())
        self._runs(self._dies())
        self._hit("crash while sending" if sending else "crash")

    def an_officer_leaves_or_comes_back(self, who: int) -> None:
        if not self.away:
            self.away.append((self.world.an, self.world.binh)[who])
            self.away[0].person.leaves(self.world.group)
            self._settles()
            self._hit("an officer leaves")
            return
        back = self.away.pop()
        back.person.joins(self.world.group)
        self._settles()
        key = self.world.app.workplace.keyring.blind(back.person.id)
        self._runs(self.world.in_database(lambda uow: uow.members.restore(uow.people.whoever(key).id)))  # type: ignore[union-attr]
        self._hit("an officer comes back")

    def teardown(self) -> None:
        """Everybody comes to an end; then the checker compares."""
        try:
            self.world.telegram.faults.clear()
            for _ in range(PATIENCE):
                if not self._goes_on():
                    break
            self.done(check(self.ward, self.stories))
        finally:
            self.ward.engine.dispose()
            self._runs(self.closing.aclose())
            self.runner.close()

    def _begins_with_a_tip(self) -> None:
        """In the group stands a card already, and somebody else is in the middle of telling."""
        self.tells(0, photo=True)
        for _ in range(PATIENCE):
            self._settles()
            if not self.told:
                break
            self.presses(0, 1)
        self.tells(1, photo=False)
        self._settles()

    def _goes_on(self) -> bool:
        """Whether somebody still had something to do, or to wait for."""
        self._settles()
        waiting = list(self.told.values())
        for story in waiting:
            self._presses_on(story)
        cards = [m for m in said(self.world.group) if any(_takes(button) for button in _buttons(m.buttons))]
        for card in cards:
            taking = next(button for button in _buttons(card.buttons) if _takes(button))
            self._officer(0).person.presses(card, data=taking.data)
        self._settles()
        self._runs(self._later(LONG))
        self._settles()
        return bool(waiting or cards or self._runs(self._unsent()))

    async def _unsent(self) -> bool:
        queries = (
            select(INBOX.c.id).where(INBOX.c.state == InboxState.NEW),
            select(OUTBOX.c.id).where(OUTBOX.c.state == OutboxState.WAITING, OUTBOX.c.kind != Kind.EVIDENCE),
            select(EvidenceFile.id).where(EvidenceFile.state == "wanted"),
        )
        return await self.world.in_database(lambda uow: any(uow.session.execute(q.limit(1)).first() for q in queries))

    def _presses_on(self, story: Story) -> Any:
        chat = story.teller.chat_with(self.world.stage.bot)
        receipts = [m for m in said(chat) if RECEIPT in first_look(m)]
        known = {other.code for other in self.stories}
        for found in (CODE.search(first_look(m)) for m in receipts):
            if found is not None and found.group() not in known:
                story.code = found.group()
                del self.told[story.teller.id]
                self.sent.discard(story.teller.id)
                return None
        question = next((m for m in reversed(said(chat)) if _of_the_report(m)), None)
        if question is None:
            return None
        buttons = [button for button in _buttons(question.buttons) if _area(button) == Area.REPORT]
        wish = next((b for wanted in ("Việc khác", *HURRIED) for b in buttons if wanted in b.text), buttons[0])
        return self._chooses(story.teller, question, wish)

    def _chooses(self, person: Person, message: Message, button: Button) -> Any:
        if SEND in button.text:
            self.sent.add(person.id)
        return person.presses(message, data=button.data)

    def _officer(self, who: int) -> Actor:
        here = [officer for officer in (self.world.an, self.world.binh) if officer not in self.away]
        return here[who % len(here)]

    def _settles(self) -> None:
        for _ in range(12):  # as many misfortunes as may strike its polls
            if self._tries(self.world.settle()):
                return

    def _tries(self, work: Coroutine[Any, Any, Any]) -> bool:
        try:
            self._runs(work)
        except TelegramError:
            return False
        return True

    async def _later(self, seconds: int) -> None:
        self.world.clock.advance(timedelta(seconds=seconds))

    async def _is_cut_off(self) -> None:
        """In the middle of its sending, when something may have arrived of which it has not heard."""
        telegram = self.world.telegram
        sending = asyncio.ensure_future(self.world.app.delivery.drain())
        changed = asyncio.ensure_future(telegram.changed(telegram.version, within=0.05))
        await asyncio.wait([sending, changed], return_when=asyncio.FIRST_COMPLETED)
        for task in (sending, changed):
            task.cancel()
        await asyncio.wait([sending, changed])

    async def _dies(self) -> None:
        """Without a word to anybody; whoever comes next waits until its leases have run out."""
        self.world.app.leave = lambda: None  # type: ignore[method-assign]
        armed = self.world.telegram.faults.armed[:]
        self.world.telegram.faults.clear()
        await self._later(1)
        await asyncio.sleep(LEASE_SECONDS if self.world.app.database.engine.dialect.name != "sqlite" else 0)
        await self.world.restart()
        self.world.telegram.faults.armed[:] = armed

    def _moves_in(self, name: str, family: str, number: int) -> Person:
        return self.world.telegram.create_person(name, family, f"canary_{number}_model", f"+849100777{number:02}")

    def _runs(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self.runner.run(work)

    def _hit(self, name: str) -> None:
        self.hits[name] += 1


def _buttons(rows: Rows) -> list[Button]:
    return [button for row in rows for button in row]


def _area(button: Button) -> str:
    return (button.data or "").partition(":")[0]


def _is_a_deed(button: Button) -> bool:
    return any(deed in button.text for deed in DEEDS) or _takes(button)


def _takes(button: Button) -> bool:
    """On a card, or the code of a tip in a list."""
    return "Tiếp nhận" in button.text or (button.data or "").startswith(f"{Area.DUTY}:line:")


def _of_the_report(message: Message) -> bool:
    return any(_area(button) == Area.REPORT for button in _buttons(message.buttons))

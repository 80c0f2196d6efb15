"""The world of a scenario: the real bot, the emulated Telegram, a clock that stands still until it is moved."""

import re
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import select

from bot.app import App, running_app
from bot.clock import MovableClock
from bot.crypto import create_key_file
from bot.demo import cast
from bot.demo.seed import choose, open_question
from bot.demo.stage import GROUP_CODE, START_LINK, Stage, keyring_of, open_ward, set_stage, stage_settings
from bot.sandbox.chats import Chat
from bot.sandbox.messages import Message
from bot.sandbox.people import Person
from bot.sandbox.presses import Press
from bot.sandbox.server import serve
from bot.services.enrol import make_setup_code
from storage.models import INBOX, OUTBOX, OutboxState
from storage.unit_of_work import UnitOfWork

T = TypeVar("T")

# A Monday in the morning, 09:00 in Hải Phòng.
MONDAY_NINE = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
NO_WAITING = {
    "bot_per_second": 10_000,
    "chat_per_second": 10_000,
    "group_per_minute": 600_000,
    "poll_seconds": 0,
    "person_burst": 1_000_000,
}
KEY = "tinbao.key"
CODE = re.compile(r"(?:BD|HB)[0-9]{0,2}-\w{4}-\w")


@dataclass
class World:
    """Everything a story needs."""

    app: App
    stage: Stage
    clock: MovableClock
    running: AsyncExitStack
    lan: "Actor" = field(init=False)
    leader: "Actor" = field(init=False)
    an: "Actor" = field(init=False)
    binh: "Actor" = field(init=False)
    commander: "Actor" = field(init=False)
    chief: "Actor" = field(init=False)

    def __post_init__(self) -> None:
        names = ("lan", "leader", "an", "binh", "commander", "chief")
        for name, part in zip(names, cast.CAST, strict=True):
            setattr(self, name, Actor(self, self.stage.people[part]))

    @property
    def telegram(self):  # type: ignore[no-untyped-def]
        """The emulated Telegram."""
        return self.stage.telegram

    @property
    def group(self) -> Chat:
        """The duty group as it is now."""
        chat = self.stage.group
        while chat.upgraded_to is not None:
            chat = chat.upgraded_to
        return chat

    async def settle(self) -> None:
        """Let the bot do everything there is to do at this moment."""
        await self.app.settle()

    async def passes(self, **span: float) -> None:
        """Time goes by, minute by minute; the bot does what is due on the way."""
        goal = self.clock.now() + timedelta(**span)
        while (left := goal - self.clock.now()) > timedelta():
            self.clock.advance(min(left, timedelta(minutes=1)))
            await self.app.scheduler.drain()
        await self.settle()

    async def jumps(self, **span: float) -> None:
        """Time goes by while the bot is down."""
        self.clock.advance(timedelta(**span))
        await self.settle()

    async def restart(self, **settings_changed: object) -> None:
        """The bot stops and starts again on the same database, as after a power cut at night."""
        settings = self.app.settings.model_copy(update=settings_changed)
        await self.running.aclose()
        self.app = await self.running.enter_async_context(running_app(settings, keyring_of(settings), self.clock))
        await self.settle()

    async def in_database(self, ask: Callable[[UnitOfWork], T]) -> T:
        """Look into the stores, for what no phone shows."""
        return await self.app.database.run(lambda session: ask(self.app.workplace.unit(session)))

    def stranger(self, name: str = "Khách") -> "Actor":
        """Somebody new."""
        return Actor(self, self.telegram.create_person(name))

    def nobody_missed_anything(self) -> None:
        """Every message the bot left on a phone was looked at by the story."""
        in_groups = [m for chat in self.telegram.chats.values() for m in _sights(chat) if m.media]
        assert all((m.caption or "").startswith("📈") for m in in_groups), "files in a group that are no charts"
        missed = [m for chat in self._chats() for m in _sights(chat) if not self.looked_at(m) and m not in in_groups]
        assert not missed, "nobody looked at:\n" + "\n---\n".join(_told(m) for m in missed)

    def looked_at(self, message: Message) -> bool:
        """Whether the story saw this message as it is now."""
        return self._looked.get(id(message)) == _look(message)

    def look(self, message: Message) -> None:
        """The story saw this message."""
        self._looked[id(message)] = _look(message)

    def look_at_everything(self) -> None:
        """What came so far is not part of the story."""
        for chat in self._chats():
            for message in _sights(chat):
                self.look(message)

    async def setup_code(self) -> str:
        """What ``tinbao setup-code`` prints on the server."""
        return await self.in_database(lambda uow: make_setup_code(uow.codes))

    async def link_code(self) -> str:
        """The commander, who is the admin, asks for a code for the group."""
        await self.commander.writes("/ketnoi")
        found = GROUP_CODE.search(self.commander.sees("mã dùng một lần").text or "")
        assert found is not None
        return found.group(1)

    async def invitation(self, role: str, *choices: str) -> str:
        """The commander, who is the admin, asks for an invitation for a role and, where asked, for its place."""
        await self.commander.writes("/moinguoi")
        question = self.commander.sees("Mời người làm gì")
        for choice in (role, *choices):
            await self.commander.taps(choice, question)
            question = self.commander.sees(role)
        found = START_LINK.search(question.caption or "")
        assert found is not None
        return found.group(1)

    async def enrols(self, guest: "Actor", role: str, *choices: str) -> None:
        """Somebody is invited, comes, and is approved by the commander."""
        await guest.starts(await self.invitation(role, *choices))
        guest.sees("Đã nhận lời mời", role)
        await self.commander.taps("Duyệt", self.commander.sees("đã nhận lời mời", role))
        self.commander.sees("duyệt lúc")

    async def nothing_broke(self) -> None:
        """No update failed, no message was given up."""
        failed = await self.in_database(
            lambda uow: [
                *uow.session.scalars(select(INBOX.c.error).where(INBOX.c.error.is_not(None))),
                *uow.session.scalars(select(OUTBOX.c.error).where(OUTBOX.c.state == OutboxState.QUARANTINED)),
            ]
        )
        assert not failed, failed

    other_groups: list[Chat] = field(default_factory=list)
    _looked: dict[int, Any] = field(default_factory=dict)

    def _chats(self) -> list[Chat]:
        private = [p.chat_with(self.stage.bot) for p in self.telegram.people.values()]
        return [*private, *self.telegram.chats.values()]


@dataclass
class Actor:
    """Somebody with a phone."""

    world: World
    person: Person

    @property
    def chat(self) -> Chat:
        """The private chat with the bot."""
        return self.person.chat_with(self.world.stage.bot)

    async def starts(self, payload: str | None = None) -> None:
        """Press START."""
        self.person.starts(self.world.stage.bot, payload=payload)
        await self.world.settle()

    async def writes(self, *texts: str, to: Chat | None = None) -> Message:
        """Type one or more messages and let the bot answer."""
        for text in texts:
            message = self.person.sends(text, to=to)
        await self.world.settle()
        return message

    async def taps(self, label: str, on: Message | None = None) -> Press:
        """Press a button by (a part of) its label, on the newest message that carries it, and let the bot answer."""
        press = self.taps_at_once(label, on)
        await self.world.settle()
        return press

    def taps_at_once(self, label: str, on: Message | None = None) -> Press:
        """The same without letting the bot answer yet."""
        message, data = self._button(label, [on] if on else self._messages())
        return self.person.presses(message, data=data)

    async def acts(self, done: T) -> T:
        """Let the bot answer something done with the phone: ``await lan.acts(lan.person.sends_photo())``."""
        await self.world.settle()
        return done

    async def taps_each(self, *labels: str) -> None:
        """Press one button after another, each on the newest message that carries it."""
        for label in labels:
            await self.taps(label)

    async def forges(self, data: str, on: Message) -> Press:
        """Press a button that was never there: a client of one's own can send any data."""
        telegram = self.world.telegram
        press = Press(telegram.new_query_id(), self.person, on, self.world.stage.bot, data, telegram.now())
        telegram.ask(press)
        await self.world.settle()
        return press

    def is_alerted(self, press: Press, *fragments: str) -> None:
        """The press was answered by a box that must be closed, with all fragments in it."""
        assert press.answer is not None, "the button still waits"
        assert press.answer.show_alert, press.answer
        told = (press.answer.text or "").lower()
        assert all(fragment.lower() in told for fragment in fragments), told

    def sees(self, *fragments: str, chat: Chat | None = None) -> Message:
        """Look at the newest message, not looked at yet, that contains all fragments; fail when there is none."""
        fresh = [m for m in self._messages(chat) if not self.world.looked_at(m)]
        for message in fresh:
            if all(fragment.lower() in _told(message).lower() for fragment in fragments):
                self.world.look(message)
                return message
        told = "\n---\n".join(_told(m) for m in fresh)
        raise AssertionError(f"{self.person.first_name} does not see {fragments} among:\n{told}")

    def sees_nothing_new(self, chat: Chat | None = None) -> None:
        """There is nothing on the phone that was not looked at yet."""
        told = [m for m in self._messages(chat) if not (m.caption or "").startswith("📈")]  # charts go with digests
        fresh = [m for m in told if not self.world.looked_at(m)]
        assert not fresh, "\n---\n".join(_told(m) for m in fresh)

    def skims(self, chat: Chat | None = None) -> None:
        """Look at everything on the phone; its wording is another story's matter."""
        for message in self._messages(chat):
            self.world.look(message)

    async def reports(self, story: str = "Mất trộm xe Sirius ở tổ 5 tối qua, bị bẻ khóa", *answers: str) -> str:
        """Tell a story in one breath, give ``answers`` where asked, press on until it is sent. Returns the code."""
        await self.writes(story)
        await self.presses_on(*answers)
        receipt = next((m for m in self._messages(self.chat) if "Xác nhận đã nhận" in _told(m)), None)
        assert receipt is not None, "no receipt has come"
        found = CODE.search(receipt.text or "")
        assert found is not None
        self.skims(self.chat)
        return found.group()

    async def presses_on(self, *answers: str) -> None:
        """Press through the questions until none is open."""
        wanted = list(answers)
        for _ in range(40):
            question = self.open_question()
            if question is None:
                return
            if wanted and any(wanted[0] in label for label in question.labels):
                await self.taps(wanted.pop(0), question)
            else:
                self.person.presses(question, data=choose([b for row in question.buttons for b in row]))
                await self.world.settle()
        raise AssertionError("the report does not come to an end: " + _told(self._messages(self.chat)[0]))

    def open_question(self) -> Message | None:
        """The newest message with buttons, if they belong to the report."""
        return open_question(self.person, self.world.stage.bot)

    def _messages(self, chat: Chat | None = None) -> list[Message]:
        """The bot's messages on this phone, newest first."""
        chats = [chat] if chat else [self.chat, *(c for c in self._groups())]
        return [m for c in chats for m in reversed(_sights(c))]

    def _groups(self) -> list[Chat]:
        return [g for g in (self.world.group, *self.world.other_groups) if self.person.id in g.members]

    def _button(self, label: str, messages: list[Message]) -> tuple[Message, str]:
        for message in messages:
            for row in message.buttons:
                for button in row:
                    if label in button.text and button.data:
                        return message, button.data
        raise AssertionError(f"no button {label!r}; there are {[m.labels for m in messages if m.labels][:3]}")


def _sights(chat: Chat) -> list[Message]:
    """The bot's messages that are still there."""
    return [m for m in chat.messages if not m.deleted and not m.service and not isinstance(m.sender, Person)]


def _look(message: Message) -> tuple[str, list[str]]:
    return message.html, message.labels


def _told(message: Message) -> str:
    return message.text or message.caption or f"<{message.media.kind if message.media else '?'}>"


@asynccontextmanager
async def open_world(
    database_url: str, folder: Path, *, start: datetime = MONDAY_NINE, **settings: object
) -> AsyncIterator[World]:
    """A ward on its first day, on an existing schema."""
    clock = MovableClock(start)
    stage = set_stage(clock)
    create_key_file(folder / KEY)
    async with _at_work(database_url, folder, stage, clock, **settings) as world:
        await open_ward(world.app, stage, world.settle)
        world.look_at_everything()
        yield world


@asynccontextmanager
async def open_world_again(
    database_url: str, folder: Path, stage: Stage, clock: MovableClock, key: bytes
) -> AsyncIterator[World]:
    """A ward that has had its first day, with all that is left of it."""
    (folder / KEY).touch(mode=0o600)
    (folder / KEY).write_bytes(key)
    async with _at_work(database_url, folder, stage, clock) as world:
        world.look_at_everything()
        yield world


@asynccontextmanager
async def _at_work(
    database_url: str, folder: Path, stage: Stage, clock: MovableClock, **settings: object
) -> AsyncIterator[World]:
    values = {"database_url": database_url, "master_key_file": folder / KEY} | NO_WAITING | settings
    async with serve(stage.telegram) as api_base, AsyncExitStack() as running:
        chosen = stage_settings(folder, stage.bot.token, api_base, **values)
        app = await running.enter_async_context(running_app(chosen, keyring_of(chosen), clock))
        yield World(app, stage, clock, running)

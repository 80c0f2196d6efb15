"""People who use the bot while it dies and comes back: they wait, press again when nothing happens, never know why."""

import asyncio
from collections.abc import Callable, Container
from dataclasses import dataclass, field
from random import Random
from typing import ClassVar

from bot.demo import cast
from bot.sandbox.chats import Chat
from bot.sandbox.messages import Message
from bot.sandbox.people import Person
from bot.texts import load_texts
from tests.faults.ward import Ward
from tests.world import CODE

LABEL = load_texts().say("resent").removeprefix("<b>").removesuffix("</b>")
PATIENCE_SECONDS = 2.5
# What stands on a card, in a reminder, and in a message with several tips.
TAKES = ("d1:ack:", "d1:take:", "d1:line:")
# What a person in a hurry presses: the first of these that is there, else the first button.
HURRIED = (
    "✅ Gửi",
    "Gửi tin",
    "Việc khác",
    "các câu còn lại",
    "Xong",
    "Đúng",
    "Vừa xảy ra",
    "Đã lâu",
    "Bỏ qua",
    "Giữ bí mật",
)
SENDS: dict[str, Callable[[Person], Message]] = {
    "photo": lambda person: person.sends_photo(),
    "video": lambda person: person.sends_video(),
    "voice": lambda person: person.sends_voice(),
    "audio": lambda person: person.sends_audio(),
    "document": lambda person: person.sends_photo(as_file=True),
}


@dataclass
class Story:
    """One story of one resident. ``mark`` is a word that no other story has."""

    teller: Person
    mark: str
    files: tuple[str, ...] = ()
    code: str = ""  # the receipt that came for it
    in_danger: ClassVar[bool] = False

    @property
    def text(self) -> str:
        """What the teller writes."""
        return f"Mất trộm xe Sirius {self.mark} ở tổ 5 tối qua, bị bẻ khóa"


@dataclass
class Resident:
    """Somebody who tells a story and goes on until its receipt is there."""

    ward: Ward
    person: Person
    random: Random
    _pressed: dict[tuple[int, str], float] = field(default_factory=dict)

    async def tells(self, story: Story) -> None:
        """Tell a story and press on until the receipt has come. Waits as long as it takes."""
        known = {message.id for message in said(self._chat)}
        self.person.sends(story.text)
        for kind in story.files:
            SENDS[kind](self.person)
        while not (fresh := [message for message in self._receipts() if message.id not in known]):
            self._press_on(known)
            await _something_happens(self.ward, self.random)
        found = CODE.search(fresh[0].text or "")
        assert found is not None
        story.code = found.group()

    def _receipts(self) -> list[Message]:
        return [m for m in said(self._chat) if "Xác nhận đã nhận" in first_look(m)]

    @property
    def _chat(self) -> Chat:
        return self.person.chat_with(self.ward.stage.bot)

    def _press_on(self, known: Container[int]) -> None:
        """At an older receipt is "Gửi thêm", and what is told then goes to that tip."""
        question = next((m for m in reversed(said(self._chat)) if m.buttons and m.id not in known), None)
        if question is None or not (question.buttons[0][0].data or "").startswith("r1:"):
            return
        label = _hurried(question.labels)
        if _may_press(self._pressed, question, label):
            self.person.presses(question, label)


@dataclass
class Officer:
    """Takes on every tip that appears in the group, and asks for its files."""

    ward: Ward
    person: Person
    random: Random
    wants_files: bool = False
    patience: float = PATIENCE_SECONDS
    _pressed: dict[tuple[int, str], float] = field(default_factory=dict)

    async def works(self) -> None:
        """For ever."""
        while True:
            if not _sleeps(self.ward):
                for message in said(self.ward.stage.group):
                    self._look_at(message)
            await _something_happens(self.ward, self.random)

    def _look_at(self, card: Message) -> None:
        for button in (button for row in card.buttons for button in row):
            takes = (button.data or "").startswith(TAKES)
            wanted = takes or ("📎" in button.text and self.wants_files and not self._has_files(card))
            if wanted and _may_press(self._pressed, card, button.text, self.patience):
                self.person.presses(card, button.text)

    def _has_files(self, card: Message) -> bool:
        code = CODE.search(card.text or "")
        own = self.person.chat_with(self.ward.stage.bot)
        return code is not None and any(code.group() in (m.caption or "") for m in own.messages)


def _sleeps(ward: Ward) -> bool:
    """Whether those at the desk look at nothing yet; they wake up once the commander was told of every tip."""
    if ward.asleep:
        told = said(ward.stage.people[cast.COMMANDER].chat_with(ward.stage.bot))
        ward.asleep = len({code for message in told for code in CODE.findall(first_look(message))}) < len(
            ward.residents
        )
    return ward.asleep


def officers(ward: Ward, random: Random, *, wants_files: bool, patience: float = PATIENCE_SECONDS) -> list[Officer]:
    """Both officers: the first one also asks for files."""
    first, second = (ward.stage.people[part] for part in (cast.OFFICER_1, cast.OFFICER_2))
    return [Officer(ward, first, random, wants_files, patience), Officer(ward, second, random, patience=patience)]


@dataclass
class Closer:
    """Ends every tip that somebody has taken on, one after the other, with the same form."""

    ward: Ward
    person: Person
    random: Random
    _pressed: dict[tuple[int, str], float] = field(default_factory=dict)

    async def works(self) -> None:
        """For ever."""
        while True:
            form = said(self._chat)[-1:]
            if not (form and any((b.data or "").startswith("f1:") for row in form[0].buttons for b in row)):
                self._begins()
            else:
                self._fills_in(form[0])
            await _something_happens(self.ward, self.random)

    @property
    def _chat(self) -> Chat:
        return self.person.chat_with(self.ward.stage.bot)

    def _begins(self) -> None:
        for card in said(self.ward.stage.group):
            label = next((label for label in card.labels if "Kết thúc" in label), None)
            if label is not None and _may_press(self._pressed, card, label):
                self.person.presses(card, label)
                return

    def _fills_in(self, form: Message) -> None:
        wanted = next((x for w in ("✅ Xác nhận", "Hướng dẫn") for x in form.labels if w in x), None)
        if wanted is not None and _may_press(self._pressed, form, wanted):
            self.person.presses(form, wanted)
        elif wanted is None and _may_press(self._pressed, form, "words"):
            self.person.sends("Không phải việc của công an", self.ward.stage.bot)


def closers(ward: Ward, random: Random) -> list[Closer]:
    """The commander ends what the officers take on."""
    return [Closer(ward, ward.stage.people[cast.COMMANDER], random)]


def first_look(message: Message) -> str:
    """What a message said when it came, before any edit."""
    text = message.history[0].text if message.history else message.text
    return text or message.caption or ""


def said(chat: Chat) -> list[Message]:
    return [m for m in chat.messages if not m.deleted and not m.service and not isinstance(m.sender, Person)]


def _hurried(labels: list[str]) -> str:
    return next((label for wanted in HURRIED for label in labels if wanted in label), labels[0])


def _may_press(
    pressed: dict[tuple[int, str], float], message: Message, label: str, patience: float = PATIENCE_SECONDS
) -> bool:
    """Nobody presses at every glance: again only when nothing has come of it for a while."""
    now = asyncio.get_running_loop().time()
    last = pressed.get((message.id, label))
    if last is not None and now - last < patience:
        return False
    pressed[message.id, label] = now
    return True


async def _something_happens(ward: Ward, random: Random) -> None:
    telegram = ward.stage.telegram
    await telegram.changed(telegram.version, within=0.2)
    await asyncio.sleep(random.uniform(0, 0.01))

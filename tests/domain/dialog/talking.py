"""A resident at a chat, for stories: says things, taps buttons by their label, and sees rendered screens."""

import html
import itertools
import re
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.content import EvidenceKind, TipContent
from bot.domain.desks import Desk
from bot.domain.dialog import Drop, Effect, Step, Submit, Update, expire, hand_over, nudge, step, submitted
from bot.domain.draft import Draft, Question, SentTip, Talk
from bot.domain.events import Command, Event, Pressed, SentMedia, SharedContact, SharedLocation, Wrote
from bot.domain.places import Neighbourhood
from bot.domain.screen import Arg, Button, LinkButton, Phrase, Screen
from bot.domain.ward_facts import DeskFacts, WardFacts
from bot.texts import load_texts

TEXTS = load_texts()
EVENING = datetime(2026, 11, 14, 13, 30, tzinfo=UTC)  # 20:30 in Hải Phòng, a Saturday
WARD = WardFacts(
    name="Công an phường Bạch Đằng",
    phone="0225 3842 113",
    zone=ZoneInfo("Asia/Ho_Chi_Minh"),
    fresh_id="0123456789ab",
    neighbourhoods=tuple(Neighbourhood(n, f"Tổ dân phố {n}", (f"TDP {n}", f"tổ {n}")) for n in range(1, 20)),
    desks=(DeskFacts(Desk.PAPERS, "7:30–11:30, thứ Hai – thứ Sáu", "0225 3842 000"),),
    centre=(20.8651, 106.6838),
    radius_m=2000,
)
TIP = SentTip(7, "BD-7K3M-Q", EVENING)


def say(arg: Arg) -> str:
    """A phrase as it is shown, with its markup."""
    if isinstance(arg, Phrase):
        return TEXTS.say(arg.key, **{name: say(value) for name, value in arg.args.items()})
    if isinstance(arg, tuple):
        return "\n".join(map(say, arg))
    return html.escape(str(arg), quote=False)


def plain(arg: Arg) -> str:
    """A phrase as it is read, without markup."""
    return html.unescape(re.sub("<[^>]+>", "", say(arg)))


def buttons(screen: Screen) -> list[Button]:
    """Every button of a screen that comes back as a press."""
    return [b for row in screen.buttons for b in row if not isinstance(b, LinkButton)]


def data(button: Button) -> str:
    """What the button carries (Bot API: callback_data, at most 64 bytes)."""
    return f"{button.area}:{button.verb}:{button.subject}:{button.choice}"


def shown(outcome: Step) -> list[Screen]:
    """Every screen of a step."""
    return [*([outcome.redraw] if outcome.redraw else []), *outcome.screens]


@dataclass
class Resident:
    """Talks to the dialog; keeps what was shown, and what became of it."""

    ward: WardFacts = WARD
    talk: Talk = field(default_factory=Talk)
    at: datetime = EVENING
    chat: list[Screen] = field(default_factory=list)
    effects: list[Effect] = field(default_factory=list)
    last: Step = field(default_factory=lambda: Step(Talk()))
    _ids: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def does(self, event: Event) -> Step:
        return self._take(step(self.talk, event, self.ward))

    def says(self, text: str) -> Step:
        return self.does(Wrote(text, next(self._ids), self._tick()))

    def commands(self, name: str) -> Step:
        return self.does(Command(name, "", self._tick()))

    def sends(self, kind: EvidenceKind = EvidenceKind.PHOTO, caption: str = "", album: str | None = None) -> Step:
        number = next(self._ids)
        return self.does(SentMedia(number, kind, caption, number, album, self._tick()))

    def locates(self, latitude: float, longitude: float) -> Step:
        return self.does(SharedLocation(latitude, longitude, self._tick()))

    def shares_own_number(self, phone: str) -> Step:
        return self.does(SharedContact(phone, True, next(self._ids), self._tick()))

    def taps(self, label: str) -> Step:
        """Taps the latest button whose label contains these words."""
        return self.presses(self.button(label))

    def presses(self, button: Button) -> Step:
        return self.does(Pressed(button.area, button.verb, button.subject, button.choice, self._tick()))

    def waits_nudge(self) -> Step:
        return self._take(nudge(self.talk, self.ward))

    def waits_hand_over(self) -> Step:
        return self._take(hand_over(self.talk, self.ward, self.at + timedelta(minutes=3)))

    def waits_expire(self) -> Step:
        return self._take(expire(self.talk, self.ward))

    def button(self, label: str) -> Button:
        for screen in reversed(self.chat):
            for button in buttons(screen):
                if label in plain(button.label):
                    return button
        raise AssertionError(f"no button {label!r} in {self.text!r}")

    @property
    def text(self) -> str:
        """What the last step showed."""
        return "\n".join(plain(screen.body) for screen in shown(self.last))

    @property
    def asked(self) -> Question | None:
        return self.talk.draft.asking if self.talk.draft else None

    @property
    def draft(self) -> Draft:
        assert self.talk.draft is not None, "no draft is open"
        return self.talk.draft

    @property
    def content(self) -> TipContent:
        return self.draft.content

    @property
    def sent(self) -> TipContent:
        """What the tip says in its latest version."""
        told = [effect.content for effect in self.effects if isinstance(effect, Submit | Update)]
        assert told, "nothing was sent"
        return told[-1]

    @property
    def submissions(self) -> list[Submit]:
        return [effect for effect in self.effects if isinstance(effect, Submit)]

    @property
    def dropped(self) -> bool:
        return any(isinstance(effect, Drop) for effect in self.effects)

    def _tick(self) -> datetime:
        self.at += timedelta(seconds=20)
        return self.at

    def _take(self, outcome: Step) -> Step:
        self.last, self.talk = outcome, outcome.talk
        self.chat += shown(outcome)
        if outcome.effect is not None:
            self.effects.append(outcome.effect)
        if isinstance(outcome.effect, Submit):
            self.talk = submitted(self.talk, replace(TIP, at=self.at))
        self.ward = replace(self.ward, fresh_id=f"{len(self.chat):012x}")
        return outcome


def reporting(*answers: str) -> Resident:
    """A resident who pressed "Báo tin" and then tapped these buttons."""
    resident = Resident()
    resident.commands("start")
    resident.taps("Báo tin")
    for label in answers:
        resident.taps(label)
    return resident

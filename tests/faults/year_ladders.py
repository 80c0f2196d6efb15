"""Which reminders of a tip must have come, reckoned anew from what people did: nothing of the product is used."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from tests.faults.year_reckoning import HOUR, MINUTE, Down, morning, quiet

# Minutes from one word to the next; one sent on is asked after at three quarters of its 24 hours.
WAITS = {
    "owner": (120, 120),
    "movement": (480, 120),
    "confirmation": (18 * 60,),
    "answer": (24 * 60, 24 * 60),
    "word": (14 * 24 * 60,),
}
FIRST = {"danger": 5, "urgent": 5, "normal": 15}
RETURN = 24 * HOUR
# What is asked in which state; ``answer`` and ``confirmation`` begin with a question and a sending.
ASKED_IN = {
    "acknowledgement": {"new"},
    "owner": {"taken", "classed"},
    "movement": {"taken"},
    "confirmation": {"sent"},
    "answer": {"new", "taken", "classed", "sent"},
    "word": {"closed"},
}
ORDER = tuple(ASKED_IN)


def _wait(name: str, stage: int, urgency: str) -> int | None:
    """Minutes before a stage; None: there is none."""
    if name == "acknowledgement":
        return (FIRST[urgency], 10, 10)[stage] if stage < 3 else 60
    return WAITS[name][stage] if stage < len(WAITS[name]) else None


def _is_said_at_night(name: str, stage: int, urgency: str) -> bool:
    if name == "word" or (name == "answer" and stage == 0):
        return False  # said to the reporter
    return urgency == "danger" or (name == "acknowledgement" and urgency == "urgent")


@dataclass
class Asking:
    """One tip as it goes through its states, and what is asked about it."""

    urgency: str
    down: Down
    state: str = "new"
    owned: bool = False
    is_classed: bool = False
    back_at: datetime | None = None
    running: dict[str, tuple[int, datetime]] = field(default_factory=dict)
    said: list[tuple[datetime, str]] = field(default_factory=list)

    def begins(self, name: str, at: datetime, stage: int = 0) -> None:
        """The stage comes so much after ``at``, in the morning if that is at night."""
        wait = _wait(name, stage, self.urgency)
        self.running.pop(name, None)
        if wait is not None:
            self.running[name] = stage, self._spoken(name, stage, at + MINUTE * wait)

    def _spoken(self, name: str, stage: int, at: datetime) -> datetime:
        if not quiet(at) or _is_said_at_night(name, stage, self.urgency):
            return at
        too_late = name == "confirmation" and self.back_at is not None and at < self.back_at <= morning(at)
        return at if too_late else morning(at)

    def comes(self, name: str) -> datetime:
        """When the next stage is really said: when somebody is there, and not at night."""
        stage, at = self.running[name]
        while True:
            there = self.down.up(at)
            at = self._spoken(name, stage, there)
            if at == there:
                return at

    def goes_to(self, state: str, at: datetime) -> None:
        """What is not asked there is not asked any more; what is asked there is, and movement is movement."""
        before, self.state = self.state, state
        for name, states in ASKED_IN.items():
            if state not in states or (name == "owner" and self.owned):
                self.running.pop(name, None)
            elif name == "movement" or (before not in states and name not in {"answer", "confirmation"}):
                self.begins(name, at)

    def passes(self, until: datetime) -> None:
        """Let time bring about what it does before ``until``."""
        while True:
            coming = [(self.comes(name), ORDER.index(name), name) for name in self.running]
            if self.back_at is not None:
                coming.append((self.down.up(self.back_at), len(ORDER), "back"))
            if not coming or min(coming)[0] >= until:
                return
            at, _, name = min(coming)
            if name == "back":
                self.back_at = None
                self.goes_to("classed" if self.is_classed else "taken", at)
                continue
            stage, _ = self.running[name]
            self.said.append((at, f"{name} stage {stage}"))
            self.begins(name, at, stage + 1)
            if (name, stage) == ("movement", 1):  # nobody goes on with it: it waits to be acknowledged again
                self.owned = False
                self.goes_to("new", at)

    def does(self, what: str, at: datetime) -> None:
        """Somebody did something."""
        match what:
            case "ack":
                self.goes_to("taken", at)
            case "assigned":
                self.owned = True
                self.goes_to(self.state, at)
            case "serious" | "mild":
                self.is_classed = True
                self.goes_to("classed", at)
            case "sent":
                self.back_at = at + RETURN
                self.goes_to("sent", at)
                self.begins("confirmation", at)
            case "confirmed" | "guided" | "ward":
                self.back_at = None
                self.goes_to("closed", at)
            case "asked":
                self.goes_to(self.state, at)
                self.begins("answer", at)
            case "answered":
                self.running.pop("answer", None)
            case _:
                self.goes_to(self.state, at)


def reminders_of(
    received: datetime, urgency: str, done: Sequence[tuple[datetime, str]], down: Down, until: datetime
) -> list[tuple[datetime, str]]:
    """Every reminder of a tip: when, and "ladder stage n"."""
    tip = Asking(urgency, down)
    tip.begins("acknowledgement", received)
    for at, what in sorted(done, key=lambda each: each[0]):
        tip.passes(at)
        tip.does(what, at)
    tip.passes(until)
    return tip.said

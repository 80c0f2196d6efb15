"""What may be under way where the bot is killed: each kind of message as it is written, claimed, sent and recorded."""

from collections.abc import Iterator
from dataclasses import dataclass

from tests.faults.ward import Ward

SENT = (
    "delivery.claim.before_commit",
    "delivery.claim.after_commit",
    "delivery.before_send",
    "telegram.{method}.before",
    "telegram.{method}.after",
    "delivery.after_send",
    "delivery.record.before_commit",
    "delivery.record.after_commit",
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A kind of message: ``method`` sends it, ``units`` write it."""

    method: str
    units: tuple[str, ...] = ()

    def points(self, kind: str) -> Iterator[str]:
        """Every failpoint passed with it, as ``bot.failpoints`` names them."""
        for unit in self.units:
            yield from (f"{unit}.before_commit/+{kind}", f"{unit}.after_commit/+{kind}")
        yield from (f"{point.format(method=self.method)}/{kind}" for point in SENT)


MOMENTS = {
    "card": Moment("sendMessage", ("lanes",)),  # written by the unit that submits the tip
    "receipt": Moment("sendMessage"),  # by the same one
    "notice": Moment("sendMessage", ("lanes",)),  # by the unit that acknowledges it
    "redraw": Moment("editMessageText"),  # by the same one
    "press_answer": Moment("answerCallbackQuery"),
    "answered": Moment("editMessageText", ("lanes", "delivery.record")),  # a receipt says that its card stands
    "evidence": Moment("sendPhoto", ("lanes",)),
    "digest": Moment("sendMessage", ("scheduler.tick",)),
    "reminder": Moment("sendMessage", ("scheduler.tick",)),  # the first rung
    "escalation": Moment("sendMessage", ("scheduler.tick",)),  # the next one
}
FILE = ("collector.claim.before_commit/file", "collector.claim.after_commit/file")
# Dialogs and menus are what the points strike at their very first passings; alarms come of a slow machine.
ELSEWHERE = frozenset({"answer", "menu", "alarm"})
# Written together with what is in the table, in the same unit.
TOGETHER = frozenset({"+receipt", "+redraw", "+press_answer"})
# Once a story: there is no second passing.
BROUGHT_BY_TIME = frozenset({"digest", "reminder", "escalation"})


def points_of(kind: str) -> list[str]:
    """Where the bot is killed with this under way."""
    return [*FILE] if kind == "file" else [*MOMENTS[kind].points(kind)]


def share_of(kind: str) -> list[str]:
    """A third of these, another one for each kind, so that all of them together have every point."""
    return points_of(kind)[[*MOMENTS, "file"].index(kind) % 3 :: 3]


def passed(ward: Ward) -> tuple[set[str], set[str]]:
    """The points that a life that was ``watched`` passed, and the moments, but for what is struck elsewhere."""
    lines = [line.split() for line in ward.log.read_text().splitlines() if line.startswith("passed ")]
    about = {(name, what) for _, name, *all_of_it in lines for what in all_of_it}
    moments = {f"{name}/{what}" for name, what in about if what.strip("+") not in ELSEWHERE and what not in TOGETHER}
    return {name for _, name, *_ in lines}, moments

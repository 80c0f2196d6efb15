"""When it happened: a part of a day by button, a typed phrase said back for confirmation, or "không nhớ"."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.card import say_when
from bot.domain.content import When
from bot.domain.draft import Draft, Question
from bot.domain.events import Wrote
from bot.domain.questions.ask import Ask, Reply, Then, button, in_columns
from bot.domain.questions.changes import just_now, tell, unsettle
from bot.domain.questions.words import tells_more
from bot.domain.screen import Button, Phrase, Screen, phrase
from bot.domain.vietnamese import Answer, understand_time, yes_no_unknown
from bot.domain.ward_facts import WardFacts


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a day in hours from that day's midnight."""

    name: str
    first: int
    last: int

    def span(self, day: date, ward: WardFacts) -> tuple[datetime, datetime]:
        midnight = datetime.combine(day, time(), ward.zone).astimezone(UTC)
        return midnight + timedelta(hours=self.first), midnight + timedelta(hours=self.last)


_PARTS = (
    _Part("morning", 5, 11),
    _Part("noon", 11, 13),
    _Part("afternoon", 13, 18),
    _Part("evening", 18, 24),
    _Part("night", -2, 5),
    _Part("yesterday", -24, 0),
)
_BY_NAME = {part.name: part for part in _PARTS}


def _said(draft: Draft, ward: WardFacts) -> Phrase:
    return say_when(draft.content.when, ward.zone)


def _show(draft: Draft, ward: WardFacts) -> Screen:
    if _proposed(draft):
        names = ("right", "fix", "unknown")
        body = phrase("report-when-echo", when=_said(draft, ward))
        return Screen((body,), in_columns([button(draft, Question.WHEN, name) for name in names]))
    buttons = [
        button(draft, Question.WHEN, "now"),
        *_parts_begun(draft, ward),
        button(draft, Question.WHEN, "unknown"),
    ]
    return Screen((phrase("report-when-ask"),), in_columns(buttons))


def _proposed(draft: Draft) -> bool:
    return draft.content.when is not None and Question.WHEN not in draft.answered


def _parts_begun(draft: Draft, ward: WardFacts) -> Iterator[Button]:
    # The day travels with the button: "tối nay" pressed tomorrow still means the evening it was shown on.
    today = draft.touched_at.astimezone(ward.zone).date()
    for part in _PARTS:
        if part.span(today, ward)[0] < draft.touched_at:
            label = phrase(f"report-when-{part.name}")
            yield button(draft, Question.WHEN, f"{part.name}.{today:%Y%m%d}", label)


def _take(draft: Draft, choice: str, ward: WardFacts) -> Reply | None:
    match choice:
        case "now":
            return Reply(tell(draft, when=just_now(draft.touched_at)))
        case "unknown":
            return Reply(tell(draft, when=When(unknown=True)))
        case "right":
            return Reply(draft) if draft.content.when else None
        case "fix":
            return Reply(unsettle(tell(draft, when=None), Question.WHEN), Then.AGAIN)
    return _take_part(draft, choice, ward)


def _take_part(draft: Draft, choice: str, ward: WardFacts) -> Reply | None:
    name, _, day = choice.partition(".")
    try:
        start, end = _BY_NAME[name].span(datetime.strptime(day, "%Y%m%d").date(), ward)  # noqa: DTZ007
    except (KeyError, ValueError):
        return None
    if start > draft.touched_at:
        return None
    return Reply(tell(draft, when=When(start, min(end, draft.touched_at), told_at=draft.touched_at)))


def _hear(draft: Draft, wrote: Wrote, ward: WardFacts) -> Reply | None:
    when = read_when(wrote.text, wrote.at, ward)
    if when is not None:
        told = when if tells_more(wrote.text) else replace(when, words=wrote.text)
        return Reply(unsettle(tell(draft, when=told), Question.WHEN), Then.AGAIN)
    answer = yes_no_unknown(wrote.text)
    if answer in (Answer.UNKNOWN, Answer.SKIP):
        return _take(draft, "unknown", ward)
    if answer in (Answer.YES, Answer.NO) and _proposed(draft):
        return _take(draft, "right" if answer is Answer.YES else "fix", ward)
    return None


def read_when(text: str, at: datetime, ward: WardFacts) -> When | None:
    """The time a text speaks of, if any, as understood at ``at``."""
    return when_said(text, at, ward.zone)


def when_said(text: str, at: datetime, zone: ZoneInfo) -> When | None:
    """The same for a zone alone."""
    guess = understand_time(text, at.astimezone(zone))
    if guess is None:
        return None
    return When(guess.start.astimezone(UTC), guess.end.astimezone(UTC), guess.exact, guess.raw, told_at=at)


WHEN = Ask(Question.WHEN, show=_show, take=_take, hear=_hear, said=_said)

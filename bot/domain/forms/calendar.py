"""The form in which a ward's days are set: a day off, a worked Saturday, or what was set taken back."""

from datetime import date

from bot.domain.authority import Deed
from bot.domain.forms import fields
from bot.domain.forms.form import Answers, Field, Form, FormFacts, Option
from bot.domain.screen import Phrase, phrase
from bot.domain.screens.times import day_of_week
from bot.domain.vietnamese.coming_days import understand_coming_day

OFF, WORKED, BACK = "off", "worked", "back"


def _ways(_answers: Answers, facts: FormFacts) -> tuple[Option, ...]:
    ways = (OFF, WORKED, BACK) if facts.choices.get("edit") else (OFF, WORKED)
    return tuple(Option(way, phrase(f"calendar-do-{way}")) for way in ways)


def _read_day(text: str, facts: FormFacts) -> str | None:
    day = understand_coming_day(text, facts.now.astimezone(facts.zone))
    return day.isoformat() if day else None


def _said_day(answer: str, _facts: FormFacts) -> Phrase:
    return day_of_week(date.fromisoformat(answer))


def _sets(answers: Answers) -> bool:
    return answers.get("do") != BACK


CALENDAR = Form(
    Deed.CALENDAR,
    (
        Field("do", _ways, said=lambda answer, _: phrase(f"calendar-do-{answer}")),
        Field("day", read=_read_day, said=_said_day, needed=_sets),
        fields.from_list("edit", needed=lambda answers: answers.get("do") == BACK),
        fields.reason(lambda answers: answers.get("do") == OFF),
        fields.reason(lambda answers: answers.get("do") == WORKED, optional=True),
    ),
    lambda _answers, facts: facts.outlook,
)

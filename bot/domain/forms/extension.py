"""The form in which a limit is prolonged: which one, to when, by whose decision (BLTTHS Điều 147.2, 147.3)."""

import re

from bot.domain.authority import Deed
from bot.domain.clocks import Limit, Unit
from bot.domain.forms import fields
from bot.domain.forms.form import Answers, Field, Form, FormFacts, Option
from bot.domain.screen import Phrase, phrase
from bot.domain.vietnamese import fold

_SPAN = re.compile(r"(?P<amount>\d{1,3}) ?(?P<unit>ngay|thang)")
_UNITS = {"ngay": Unit.DAYS, "thang": Unit.MONTHS}


def _spans(_answers: Answers, _facts: FormFacts) -> tuple[Option, ...]:
    return tuple(Option(f"{Unit.MONTHS}-{n}", phrase("span-months", count=n)) for n in (1, 2))


def _read_span(text: str, _facts: FormFacts) -> str | None:
    said = _SPAN.search(fold(text))
    return f"{_UNITS[said['unit']]}-{int(said['amount'])}" if said and int(said["amount"]) else None


def _said_span(answer: str, _facts: FormFacts) -> Phrase:
    limit = limit_of(answer)
    return phrase("span-months" if limit.unit is Unit.MONTHS else "span-whole-days", count=limit.amount)


def limit_of(answer: str) -> Limit:
    """The span that was answered."""
    unit, _, amount = answer.partition("-")
    return Limit(int(amount), Unit(unit))


EXTEND = Form(
    Deed.EXTEND,
    (
        fields.from_list("clock"),
        Field("span", _spans, _read_span, _said_span, columns=2),
        Field("number", read=fields.read_number),
        fields.day(lambda _: True),
        Field("approver", read=fields.read_words),
    ),
    lambda _answers, facts: facts.outlook,
)

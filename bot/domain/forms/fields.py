"""Fields that several forms share: reasons, documents, dates, other tips."""

from collections.abc import Callable
from datetime import date

from bot.domain.codes import read_code
from bot.domain.forms.form import Answers, Field, FormFacts, Option, as_typed, named
from bot.domain.screen import Phrase, phrase
from bot.domain.vietnamese import nfc, understand_time

LONGEST_NUMBER = 60
Needed = Callable[[Answers], bool]


def read_words(text: str, _facts: FormFacts) -> str | None:
    """Any words."""
    return nfc(text).strip() or None


def read_number(text: str, _facts: FormFacts) -> str | None:
    """The number of a document, such as "12/PC-CAP": short, and with a digit in it."""
    number = " ".join(nfc(text).split())
    return number if len(number) <= LONGEST_NUMBER and any(c.isdigit() for c in number) else None


def read_date(text: str, facts: FormFacts) -> str | None:
    """A day that is not in the future, in any way of saying it; kept as YYYY-MM-DD in the ward's zone."""
    guess = understand_time(text, facts.now.astimezone(facts.zone))
    return guess.start.date().isoformat() if guess else None


def read_tip_code(text: str, _facts: FormFacts) -> str | None:
    """The code of a tip."""
    return read_code(text)


def said_date(answer: str, _facts: FormFacts) -> Phrase:
    """A day as it is written on paper."""
    return phrase("as-is", words=f"{date.fromisoformat(answer):%d/%m/%Y}")


def today(_answers: Answers, facts: FormFacts) -> tuple[Option, ...]:
    """Documents are mostly of the day."""
    day = facts.now.astimezone(facts.zone).date()
    return (Option(day.isoformat(), phrase("form-today", date=f"{day:%d/%m/%Y}")),)


def reason(needed: Needed = lambda _: True, *, optional: bool = False) -> Field:
    """Why, in words."""
    return Field("reason", read=read_words, needed=needed, optional=optional)


def number(needed: Needed) -> Field:
    """The number of the document."""
    return Field("number", read=read_number, needed=needed)


def day(needed: Needed) -> Field:
    """The date of the document."""
    return Field("date", today, read_date, said_date, needed)


def from_list(name: str, *, needed: Needed = lambda _: True, typed: bool = False, columns: int = 1) -> Field:
    """One of a list that the database has; ``typed`` allows other words too."""
    return Field(
        name,
        options=lambda _answers, facts: facts.choices.get(name, ()),
        read=read_words if typed else None,
        said=lambda answer, facts: named(facts.choices.get(name, ()), answer),
        needed=needed,
        columns=columns,
    )


def other_tip(needed: Needed) -> Field:
    """The code of another tip; the service looks whether it exists."""
    return Field("other", lambda _answers, facts: facts.choices.get("other", ()), read_tip_code, as_typed, needed)

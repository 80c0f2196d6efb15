"""The forms in which a report or figures are asked for, and in which the command says why a limit was broken."""

from datetime import date, datetime, time

from bot.domain.authority import Deed
from bot.domain.forms.form import Answers, Field, Form, FormFacts, Option, named
from bot.domain.periods import CutOffs, Period, PeriodKind, days, period_at, read_range, until
from bot.domain.screen import Phrase, phrase
from bot.domain.vietnamese import find_phones, nfc

KINDS = (
    PeriodKind.MONTH,
    PeriodKind.QUARTER,
    PeriodKind.HALF_YEAR,
    PeriodKind.NINE_MONTHS,
    PeriodKind.YEAR,
    PeriodKind.WEEK,
    PeriodKind.RANGE,
)
ISSUED = "v"  # ends the name of a period whose report was issued
TO = "_"  # stands between two days
ANEW, AS_ISSUED = "anew", "as_issued"
LONGEST_REASON = 300


def period_of(answers: Answers, now: datetime, cut_offs: CutOffs) -> Period:
    """The period that a filled-in form asks for; of one that is not over, the part that is."""
    named_by = answers.get("period") or answers["stretch"]
    first, to, last = named_by.rstrip(ISSUED).partition(TO)
    if to:
        asked = days(date.fromisoformat(first), date.fromisoformat(last), cut_offs)
    else:
        noon = datetime.combine(date.fromisoformat(first), time(12), cut_offs.zone)
        asked = period_at(PeriodKind(answers["stretch"]), noon, cut_offs)
    return until(asked, now, cut_offs)


def read_days(text: str, facts: FormFacts) -> str | None:
    """From one day to another, as people type it."""
    found = read_range(text, facts.now.astimezone(facts.zone).date())
    return f"{found[0].isoformat()}{TO}{found[1].isoformat()}" if found else None


def _kinds(_answers: Answers, _facts: FormFacts) -> tuple[Option, ...]:
    return tuple(Option(kind, phrase(f"issued-kind-{kind}")) for kind in KINDS)


def _said_kind(answer: str, _facts: FormFacts) -> Phrase:
    return _said_days(answer) if TO in answer else phrase(f"issued-kind-{answer}")


def _periods(answers: Answers, facts: FormFacts) -> tuple[Option, ...]:
    return facts.choices.get(f"period-{answers['stretch']}", ())


def _said_period(answer: str, facts: FormFacts) -> Phrase:
    if TO in answer:
        return _said_days(answer)
    return named(tuple(o for options in facts.choices.values() for o in options), answer)


def _said_days(answer: str) -> Phrase:
    first, _, last = answer.partition(TO)
    shown = (f"{date.fromisoformat(day):%d/%m/%Y}" for day in (first, last))
    return phrase("issued-days", first=next(shown), last=next(shown))


def _again(_answers: Answers, facts: FormFacts) -> tuple[Option, ...]:
    return facts.choices.get("again", ())


STRETCH = Field("stretch", _kinds, read_days, _said_kind, columns=2)
PERIOD = Field("period", _periods, read_days, _said_period, needed=lambda answers: TO not in answers.get("stretch", ""))
AGAIN = Field(
    "again",
    _again,
    said=lambda answer, _: phrase(f"issued-again-{answer}"),
    needed=lambda answers: answers.get("period", "").endswith(ISSUED),
)


def _read_reason(text: str, _facts: FormFacts) -> str | None:
    """Short words without anybody's number: they leave the police."""
    words = nfc(text).strip()
    return words if 0 < len(words) <= LONGEST_REASON and not find_phones(words) else None


def _leaves_the_police(answers: Answers, _facts: FormFacts) -> tuple[Phrase, ...]:
    return (phrase("form-warn-explain"),)


REPORT = Form(Deed.REPORT, (STRETCH, PERIOD, AGAIN))
FIGURES = Form(Deed.FIGURES, (STRETCH, PERIOD))
EXPLAIN = Form(Deed.EXPLAIN, (Field("why", read=_read_reason),), _leaves_the_police)

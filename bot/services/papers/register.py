"""The ward's own register of a month: a helper beside the book that the law wants (fields: TT 28/2020 Điều 5.3).

It holds what reporters told and never who they are: whom the officer in charge may know stands in that tip alone.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from bot.domain.authority import Deed
from bot.domain.card import CardFacts, in_a_row, say_place, say_reporter, say_when
from bot.domain.casework.bodies import named_body
from bot.domain.periods import Period
from bot.domain.reports import day
from bot.domain.screen import Phrase, phrase
from bot.services.cards import name_of
from bot.services.papers.draft import known, said_of_reporter
from storage.cases import StepView
from storage.codec import UNREADABLE
from storage.tips import TipView
from storage.unit_of_work import UnitOfWork

# In this order; the text "register-<column>" heads it. What the bot does not know stays open for the officer.
COLUMNS = (
    "row", "code", "received", "means", "officer", "reporter", "kind", "category", "when", "place", "story",
    "people", "known", "answers", "files", "owner", "outcome", "decided", "remark",
)  # fmt: skip
Cell: TypeAlias = Phrase | str | int | datetime
Row: TypeAlias = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Register:
    """A month's tips in the order in which they came; times in the ward's zone, as the month's edges are."""

    ward: str
    code: str
    period: Period
    rows: tuple[Row, ...]


def register_of(uow: UnitOfWork, period: Period) -> Register:
    """Every tip that came in the period, as it stands now."""
    ward = uow.ward.profile
    found = uow.tips.received_between(period.start, period.end)
    rows = tuple(
        _row(uow, number, tip_id, code, received.astimezone(uow.settings.timezone))
        for number, (tip_id, code, received) in enumerate(found, start=1)
    )
    return Register(ward.name, ward.code, period, rows)


def _row(uow: UnitOfWork, number: int, tip_id: int, code: str, received: datetime) -> Row:
    begin: Row = (number, code, received)
    try:
        tip = uow.tips.view(tip_id)
    except LookupError:  # its key was destroyed: that it came is all that is known
        return _bare(begin, phrase("register-erased"))
    except UNREADABLE:
        return _bare(begin, phrase("register-unreadable"))
    return (*begin, *_told(uow, tip), *_done(uow, tip), "")


def _bare(begin: Row, remark: Phrase) -> Row:
    return (*begin, *("" for _ in COLUMNS[len(begin) : -1]), remark)


def _told(uow: UnitOfWork, tip: TipView) -> Row:
    content, zone = tip.content, uow.settings.timezone
    kind = say_reporter(content, CardFacts(zone, (), tip.reporter, tip.unit))
    ways = [way for way in (known(content), content.others_know) if way]
    return (
        phrase(f"paper-means-{tip.channel}"),
        name_of(uow, tip.acknowledged_by),
        in_a_row([kind, said_of_reporter(content)]),
        phrase(f"paper-kind-{tip.case.kind or 'unclassified'}"),
        phrase(f"category-{tip.category}"),
        say_when(content.when, zone),
        say_place(content.place, uow.ward.neighbourhoods()),
        phrase("as-is", words=content.told),
        "",
        in_a_row([way if isinstance(way, Phrase) else phrase("as-is", words=way) for way in ways]) if ways else "",
        phrase("as-is", words="\n".join(part.text for part in content.answers if not part.contact)),
        len(uow.evidence.listed(tip.id)),
    )


def _done(uow: UnitOfWork, tip: TipView) -> Row:
    steps = [step for step in uow.cases.steps(tip.id) if step.undone_at is None]
    outcome = [phrase(f"outcome-{tip.case.outcome}")] if tip.case.outcome else []
    ended = _last(steps, Deed.CLOSE, Deed.TRANSFER, Deed.MARK_FALSE) if outcome else {}
    decided = [phrase(f"paper-verdict-{tip.case.verdict}")] if tip.case.verdict else []
    decision = _last(steps, Deed.FEEDBACK) if decided else {}
    return (
        name_of(uow, tip.in_charge),
        in_a_row([*outcome, *_document(ended)]) if outcome else "",
        in_a_row([*decided, *_document(decision)]) if decided else "",
    )


def _last(steps: list[StepView], *deeds: Deed) -> dict[str, str]:
    return next((step.detail for step in reversed(steps) if step.deed in deeds), {})


def _document(detail: dict[str, str]) -> list[Phrase]:
    """Its body, number and date, as far as they were written down."""
    written = [named_body(detail["body"])] if detail.get("body") else []
    if detail.get("number"):
        written.append(phrase("register-number", number=detail["number"]))
    if detail.get("date"):
        written.append(phrase("register-dated", date=day(date.fromisoformat(detail["date"]))))
    return written

"""The answer to /tim: how to search, what was found, what the words were taken for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.card import cut
from bot.domain.screen import Area, Button, Phrase, Row, Screen, phrase
from bot.domain.screens.times import clock_time
from bot.domain.search.request import OnDays, Wanted
from bot.domain.tip import Category, Status

PAGE = 8
LONGEST_WORDS = 80


@dataclass(frozen=True, slots=True)
class Hit:
    """A tip that was found. ``received_at`` is aware."""

    tip_id: int
    code: str
    category: Category
    status: Status
    received_at: datetime
    erased: bool = False


def how_to_search() -> Screen:
    """Nothing was asked for."""
    return Screen((phrase("search-help"),))


def too_common(said: str) -> Screen:
    """Only words that are in every tip."""
    return Screen((phrase("search-too-common", words=cut(said, LONGEST_WORDS)), phrase("search-help")))


def found(
    hits: Sequence[Hit], wanted: Sequence[Wanted], search_id: str, page: int, *, more: bool, zone: ZoneInfo
) -> Screen:
    """One page of tips, each with a button that opens it in private; without any, what may help."""
    understood = tuple(map(_understood, wanted))
    if not hits:
        return Screen((phrase("search-none"), *understood, phrase("search-none-hint")), _turns(search_id, page, more))
    lines = tuple(_line(hit, zone) for hit in hits)
    there = [hit for hit in hits if not hit.erased]
    opens = tuple(Button(phrase("search-open", code=hit.code), Area.DUTY, "look", str(hit.tip_id)) for hit in there)
    rows = tuple(opens[at : at + 2] for at in range(0, len(opens), 2))
    return Screen((phrase("search-found"), *understood, *lines), (*rows, *_turns(search_id, page, more)))


def _line(hit: Hit, zone: ZoneInfo) -> Phrase:
    return phrase(
        "search-line",
        code=hit.code,
        at=clock_time(hit.received_at, zone),
        category=phrase(f"category-{hit.category}"),
        status=phrase("search-erased" if hit.erased else f"status-{hit.status}"),
    )


def _understood(one: Wanted) -> Phrase:
    days = next((condition for condition in one.any_of if isinstance(condition, OnDays)), None)
    if days is None:
        return phrase(f"search-by-{one.kind}", words=cut(one.words, LONGEST_WORDS))
    first, last = f"{days.first:%d/%m/%Y}", f"{days.last:%d/%m/%Y}"
    return phrase("search-by-day", day=first) if first == last else phrase("search-by-days", first=first, last=last)


def _turns(search_id: str, page: int, more: bool) -> tuple[Row, ...]:
    turns = []
    if page:
        turns.append(Button(phrase("page-before"), Area.SEARCH, "page", search_id, str(page - 1)))
    if more:
        turns.append(Button(phrase("page-after"), Area.SEARCH, "page", search_id, str(page + 1)))
    return (tuple(turns),) if turns else ()

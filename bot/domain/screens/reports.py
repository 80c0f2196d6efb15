"""Reports in chat: what goes with the files, how far they are, the week's digest."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import TypeVar

from bot.domain.periods import Period
from bot.domain.reports import Cell, Figures, Table, change, minutes, percent, period_name, signed, whole
from bot.domain.screen import Phrase, Screen, phrase
from bot.domain.tip import Category

K = TypeVar("K")
MOST_CORRECTIONS, MOST_ROWS, MOST_LETTERS = 4, 8, 60


def under_way(period: Period) -> Screen:
    """The report is being made."""
    return Screen((phrase("issued-under-way", period=period_name(period)),))


def made(period: Period, version: int, files: int, *, unchanged: bool) -> Screen:
    """What that message becomes."""
    told = phrase("issued-made", period=period_name(period), version=version, files=files)
    return Screen((told, phrase("issued-unchanged")) if unchanged else (told,))


def not_counted(period: Period) -> Screen:
    """What it becomes when the report cannot be made."""
    return Screen((phrase("issued-not-counted", period=period_name(period)),))


def caption(ward: str, period: Period, figures: Figures, version: int, corrected: Table | None) -> Screen:
    """What stands under the document: the main figures, and of a later version what changed."""
    head = phrase("issued-caption", period=period_name(period), ward=ward)
    if figures.is_empty:
        return Screen((head, phrase("paper-empty"), *_corrected(version, corrected)))
    return Screen((head, *_main(figures), *_corrected(version, corrected)))


def not_made(ward: str, period: Period, figures: Figures) -> Screen:
    """Instead of files that cannot be made here: the figures, and the cure."""
    head = phrase("issued-caption", period=period_name(period), ward=ward)
    body = (phrase("paper-empty"),) if figures.is_empty else _main(figures)
    return Screen((head, *body, phrase("issued-no-files")))


def small_caption(ward: str, period: Period) -> Screen:
    """What stands under the other files."""
    return Screen((phrase("issued-caption", period=period_name(period), ward=ward),))


def weekly(ward: str, period: Period, now: Figures, before: Figures) -> Screen:
    """The week as it is read in the duty group, beside the week before."""
    title = phrase("week-title", ward=ward, period=period_name(period))
    if now.is_empty:
        return Screen((title, phrase("paper-empty")))
    compared = change(now, before)
    lines = (
        phrase(f"week-{name}", count=whole(compared[name].now), change=signed(compared[name].difference))
        for name in ("received", "handled", "open", "overdue")
    )
    return Screen((title, *lines, *_rates(now), *_rankings(now)))


def _rankings(now: Figures) -> tuple[Phrase, ...]:
    return (
        *_most(phrase("paper-title-categories"), now.by_category, _category),
        *_most(phrase("paper-title-places"), now.by_neighbourhood, _place),
    )


def _main(figures: Figures) -> tuple[Phrase, ...]:
    return (
        phrase("issued-received", received=whole(figures.received_total), carried=whole(figures.carried_over)),
        phrase("issued-handled", handled=whole(figures.handled_total), rate=percent(figures.handling_rate)),
        phrase("issued-open", open=whole(figures.open_total), overdue=whole(figures.open_overdue)),
    )


def _corrected(version: int, table: Table | None) -> tuple[Phrase, ...]:
    if table is None:
        return ()
    shown = tuple(_correction(row) for row in table.rows[:MOST_CORRECTIONS])
    left = len(table.rows) - MOST_CORRECTIONS
    more = (phrase("issued-more-corrections", count=left),) if left > 0 else ()
    return (phrase("issued-corrected", version=version, before=version - 1, count=len(table.rows)), *shown, *more)


def _correction(row: Sequence[Cell]) -> Phrase:
    table, label, column, before, after = map(_plain, row)
    return phrase("issued-correction", table=table, row=label, column=column, before=before, after=after)


def _plain(cell: Cell) -> Phrase | str:
    """A cell in a line of text."""
    match cell:
        case Phrase():
            return cell
        case str():
            return cell if len(cell) <= MOST_LETTERS else f"{cell[:MOST_LETTERS]}…"
        case int():
            return whole(cell)
        case timedelta():
            return minutes(cell)
    return percent(cell)


def _rates(now: Figures) -> tuple[Phrase, ...]:
    return (
        phrase(
            "week-rates",
            acknowledged=percent(now.acknowledgement_rate),
            handled=percent(now.handling_rate),
            on_time=percent(now.on_time_rate),
        ),
        phrase("week-waits", median=minutes(now.median_wait), p90=minutes(now.p90_wait)),
    )


def _most(title: Phrase, counts: Mapping[K, int], label: Callable[[K], Phrase | str]) -> tuple[Phrase, ...]:
    """The most frequent first, and how many more there are."""
    ranked = sorted(counts.items(), key=lambda item: (-item[1], str(item[0])))
    if not ranked:
        return ()
    shown = [(label(key), n) for key, n in ranked[:MOST_ROWS]]
    left = sum(n for _, n in ranked[MOST_ROWS:])
    if left:
        shown.append((phrase("chart-others"), left))
    lines = (phrase("week-line", label=name, count=whole(n)) for name, n in shown)
    return (phrase("week-heading", title=title), *lines)


def _category(key: Category) -> Phrase:
    return phrase(f"category-{key}")


def _place(name: str | None) -> Phrase | str:
    return name or phrase("paper-no-place")

"""What oversight sees: counts, limits, breaches. No content, no place within a neighbourhood, nobody's name."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot.domain.clocks import ClockKey
from bot.domain.periods import Period
from bot.domain.reports import (
    Breach,
    ClockFigures,
    Figures,
    Picture,
    hours,
    percent,
    period_name,
    shift_name,
    suppressed,
    whole,
)
from bot.domain.reports.pictures import panel
from bot.domain.screen import Area, Button, Phrase, Row, Screen, phrase
from bot.domain.screens.times import clock_time
from bot.domain.tip import Category

K = TypeVar("K")
MOST_BREACHES, MOST_ROWS = 10, 15


@dataclass(frozen=True, slots=True)
class OversightView:
    """The figures of a period of a ward."""

    ward: str
    period: Period
    now: Figures
    clocks: ClockFigures


def figures_screen(view: OversightView) -> Screen:
    """All of it in one message; what limits were broken can be asked about."""
    now = view.now
    head = (phrase("oversight-title", ward=view.ward, period=period_name(view.period)),)
    if now.is_empty:
        return Screen((*head, phrase("paper-empty")))
    main = (
        phrase("issued-received", received=whole(now.received_total), carried=whole(now.carried_over)),
        phrase("issued-handled", handled=whole(now.handled_total), rate=percent(now.handling_rate)),
        phrase("issued-open", open=whole(now.open_total), overdue=whole(now.open_overdue)),
        phrase("oversight-rates", acknowledged=percent(now.acknowledgement_rate), on_time=percent(now.on_time_rate)),
    )
    return Screen((*head, *main, *_clocks(view.clocks), *_tables(view), *_breaches(view)), _ways(view))


def broken_limits(code: str, breaches: Sequence[Breach], now: datetime) -> Screen:
    """The limits of one tip that were broken."""
    if not breaches:
        return Screen((phrase("oversight-no-breach", code=code),))
    lines = (phrase("oversight-breaches-of", code=code), *(_breach(each, now) for each in breaches))
    return Screen(lines, tuple((_why(each),) for each in breaches if not each.reason))


def figures_picture(view: OversightView) -> Picture:
    """What came in by category and neighbourhood, as far as it may be shown."""
    return Picture(
        phrase("chart-title-oversight", ward=view.ward),
        phrase("chart-subtitle", period=period_name(view.period)),
        (
            panel(phrase("paper-title-categories"), _shown(view.now.by_category, category_name)),
            panel(phrase("paper-title-places"), _shown(view.now.by_neighbourhood, place_name)),
        ),
    )


def picture_caption(view: OversightView) -> Screen:
    """What stands under that picture."""
    return Screen((phrase("oversight-picture", ward=view.ward, period=period_name(view.period)),))


def asked_why(question_id: int, breach: Breach, now: datetime, zone: ZoneInfo, *, again: bool) -> Screen:
    """Tells the command that oversight asks."""
    key = "oversight-asked-again" if again else "oversight-asked"
    told = phrase(
        key,
        code=breach.code,
        clock=clock_name(breach.clock),
        at=clock_time(breach.late_at, zone),
        late=hours(breach.late_by(now)),
    )
    return Screen((told,), ((Button(phrase("oversight-answer"), Area.FIGURES, "answer", str(question_id)),),))


def answered_why(code: str, clock: ClockKey, reason: str) -> Screen:
    """Tells whoever asked what the command says."""
    return Screen((phrase("oversight-answered", code=code, clock=clock_name(clock), reason=reason),))


def clock_name(key: ClockKey) -> Phrase:
    """What a limit asks for."""
    return phrase(f"paper-clock-{key}")


def category_name(key: Category) -> Phrase:
    """A category in words."""
    return phrase(f"category-{key}")


def place_name(name: str | None) -> Phrase | str:
    """A neighbourhood, or that none was named."""
    return name or phrase("paper-no-place")


def _clocks(found: ClockFigures) -> tuple[Phrase, ...]:
    if not found.clocks:
        return ()
    lines = (
        phrase("oversight-clock", clock=clock_name(key), kept=whole(tally.kept), broken=whole(tally.broken))
        for key, tally in sorted(found.clocks.items())
    )
    return (phrase("oversight-clocks"), *lines)


def _tables(view: OversightView) -> tuple[Phrase, ...]:
    shifts = {shift: tally.received for shift, tally in view.clocks.shifts.items()}
    return (
        *_table(phrase("paper-title-categories"), _shown(view.now.by_category, category_name)),
        *_table(phrase("paper-title-places"), _shown(view.now.by_neighbourhood, place_name)),
        *_table(phrase("paper-title-shifts"), _shown(shifts, shift_name)),
    )


def _shown(counts: Mapping[K, int], label: Callable[[K], Phrase | str]) -> list[tuple[Phrase | str, int]]:
    """What may be shown, the most frequent first, and the sum of the rest."""
    found = suppressed(counts)
    ranked = sorted(found.shown.items(), key=lambda item: (-item[1], str(item[0])))
    lines = [(label(key), count) for key, count in ranked[:MOST_ROWS]]
    rest = found.rest + sum(count for _, count in ranked[MOST_ROWS:])
    return [*lines, (phrase("oversight-rest"), rest)] if rest else lines


def _table(title: Phrase, lines: Sequence[tuple[Phrase | str, int]]) -> tuple[Phrase, ...]:
    if not lines:
        return ()
    shown = (phrase("week-line", label=label, count=whole(count)) for label, count in lines)
    return (phrase("week-heading", title=title), *shown)


def _breaches(view: OversightView) -> tuple[Phrase, ...]:
    breaches = view.clocks.breaches
    if not breaches:
        return (phrase("oversight-none-broken"),)
    shown = tuple(_breach(each, view.period.end) for each in breaches[:MOST_BREACHES])
    left = len(breaches) - MOST_BREACHES
    more = (phrase("oversight-more-breaches", count=left),) if left > 0 else ()
    return (phrase("oversight-breaches", count=len(breaches)), *shown, *more)


def _breach(breach: Breach, end: datetime) -> Phrase:
    reason = breach.reason or phrase("oversight-no-reason")
    late = hours(breach.late_by(end))
    return phrase("oversight-breach", code=breach.code, clock=clock_name(breach.clock), late=late, reason=reason)


def _ways(view: OversightView) -> tuple[Row, ...]:
    return tuple((_why(each),) for each in view.clocks.breaches[:MOST_BREACHES] if not each.reason)


def _why(breach: Breach) -> Button:
    return Button(phrase("oversight-why", code=breach.code), Area.FIGURES, "why", breach.code, breach.clock)

"""The tables of a report, free of any paper: labels by key, values as they are counted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from typing import TypeAlias, TypeVar

from bot.domain.casework.feedback import Verdict
from bot.domain.casework.outcomes import Outcome, TipKind
from bot.domain.reports.clocks import ClockFigures, Shift, ShiftTally, shift_name
from bot.domain.reports.figures import Change, Figures, Handled, change, share
from bot.domain.reports.numbers import hours
from bot.domain.screen import Phrase, phrase

K = TypeVar("K")
# A count; a part of one; a duration; a label; a name that is data.
Cell: TypeAlias = int | Fraction | timedelta | Phrase | str | None


@dataclass(frozen=True, slots=True)
class Table:
    """One table. ``name`` stands for it in templates; a charted one has its counts in the second column."""

    name: str
    title: Phrase
    head: tuple[Phrase, ...]
    rows: tuple[tuple[Cell, ...], ...]
    charted: bool = False


def tables(now: Figures, previous: Figures, year_before: Figures, clocks: ClockFigures) -> tuple[Table, ...]:
    """Every table of a report beside the period before and the same one a year before."""
    return (
        _summary(now),
        _outcomes(now),
        _decisions(now),
        _compared(now, previous, year_before),
        _counts("categories", phrase("paper-title-categories"), now.by_category, lambda c: phrase(f"category-{c}")),
        _counts("places", phrase("paper-title-places"), now.by_neighbourhood, lambda p: p or phrase("paper-no-place")),
        _counts("channels", phrase("paper-title-channels"), now.by_channel, lambda c: phrase(f"paper-channel-{c}")),
        _clocks(clocks),
        _shifts(clocks),
        _breaches(clocks, now.end),
    )


def _summary(now: Figures) -> Table:
    rows: tuple[tuple[Cell, ...], ...] = (
        (phrase("paper-row-carried"), now.carried_over),
        (phrase("paper-row-received"), now.received_total),
        (phrase("paper-row-denunciations"), now.received.get(TipKind.DENUNCIATION, 0)),
        (phrase("paper-row-crime-reports"), now.received.get(TipKind.CRIME_REPORT, 0)),
        (phrase("paper-row-unclassified"), now.received.get(None, 0)),
        (phrase("paper-row-total"), now.total),
        (phrase("paper-row-handled"), now.handled_total),
        (phrase("paper-row-open"), now.open_total),
        (phrase("paper-row-open-in-time"), now.open_in_time),
        (phrase("paper-row-overdue"), now.open_overdue),
        (phrase("paper-row-open-unknown"), now.open_unknown),
        (phrase("paper-row-unidentified"), now.unidentified),
        (phrase("paper-row-acknowledgement-rate"), now.acknowledgement_rate),
        (phrase("paper-row-handling-rate"), now.handling_rate),
        (phrase("paper-row-on-time-rate"), now.on_time_rate),
        (phrase("paper-row-median"), now.median_wait),
        (phrase("paper-row-p90"), now.p90_wait),
    )
    return Table(
        "summary", phrase("paper-title-summary"), (phrase("paper-head-figure"), phrase("paper-head-count")), rows
    )


def _outcomes(now: Figures) -> Table:
    head = (
        phrase("paper-head-outcome"),
        phrase("paper-head-count"),
        phrase("paper-head-24h"),
        phrase("paper-head-7d"),
        phrase("paper-head-late"),
        phrase("paper-head-no-limit"),
    )
    found = [(outcome, now.handled.get(outcome, Handled())) for outcome in Outcome]
    rows = tuple(_outcome(phrase(f"outcome-{outcome}"), line) for outcome, line in found)
    return Table("outcomes", phrase("paper-title-outcomes"), head, rows, charted=True)


def _outcome(label: Phrase, line: Handled) -> tuple[Cell, ...]:
    return label, line.total, line.day_kept, line.week_kept, line.late, line.unknown


def _decisions(now: Figures) -> Table:
    """What the investigating body decided, as far as the ward heard of it in the period."""
    found = tuple((phrase(f"paper-verdict-{verdict}"), now.decided.get(verdict, 0)) for verdict in Verdict)
    rows: tuple[tuple[Cell, ...], ...] = (*found, (phrase("paper-row-undecided"), now.undecided))
    head = (phrase("paper-head-verdict"), phrase("paper-head-count"))
    return Table("decisions", phrase("paper-title-decisions"), head, rows)


def _compared(now: Figures, previous: Figures, year_before: Figures) -> Table:
    head = (
        phrase("paper-head-figure"),
        phrase("paper-head-now"),
        phrase("paper-head-previous"),
        phrase("paper-head-difference"),
        phrase("paper-head-rate"),
        phrase("paper-head-year-before"),
        phrase("paper-head-difference"),
        phrase("paper-head-rate"),
    )
    last, year = change(now, previous), change(now, year_before)
    rows = tuple(
        (phrase(f"paper-row-{name}"), last[name].now, *_beside(last[name]), *_beside(year[name])) for name in last
    )
    return Table("compared", phrase("paper-title-compared"), head, rows)


def _clocks(found: ClockFigures) -> Table:
    head = tuple(phrase(f"paper-head-{name}") for name in ("clock", "kept", "broken", "kept-rate"))
    rows = tuple(
        (phrase(f"paper-clock-{key}"), tally.kept, tally.broken, tally.rate)
        for key, tally in sorted(found.clocks.items())
    )
    return Table("clocks", phrase("paper-title-clocks"), head, rows)


def _shifts(found: ClockFigures) -> Table:
    head = tuple(phrase(f"paper-head-{name}") for name in ("shift", "count", "acknowledged-kept", "acknowledged-late"))
    names = tuple(found.shifts) if found.shifts.keys() - set(Shift) else tuple(Shift)
    tallies = ((shift, found.shifts.get(shift, ShiftTally())) for shift in names)
    rows = tuple(
        (shift_name(shift), t.received, t.acknowledgement.kept, t.acknowledgement.broken) for shift, t in tallies
    )
    return Table("shifts", phrase("paper-title-shifts"), head, rows)


def _breaches(found: ClockFigures, end: datetime) -> Table:
    head = tuple(phrase(f"paper-head-{name}") for name in ("code", "clock", "late-by", "reason"))
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (b.code, phrase(f"paper-clock-{b.clock}"), hours(b.late_by(end)), b.reason or None) for b in found.breaches
    )
    return Table("breaches", phrase("paper-title-breaches"), head, rows)


def _beside(found: Change) -> tuple[Cell, ...]:
    return found.then, found.difference, found.rate


def _counts(name: str, title: Phrase, counts: Mapping[K, int], label: Callable[[K], Cell]) -> Table:
    """The most frequent first; what is equally frequent keeps an order of its own, so that a re-run gives the same."""
    head, whole = (
        (phrase("paper-head-name"), phrase("paper-head-count"), phrase("paper-head-share")),
        sum(counts.values()),
    )
    in_order = sorted(counts.items(), key=lambda item: (-item[1], str(item[0] or "~")))
    rows = tuple((label(key), count, share(count, whole)) for key, count in in_order)
    return Table(name, title, head, rows, charted=True)

"""What a period is called on paper. Months, quarters and years are named after the day on which they end."""

from datetime import time

from bot.domain.periods import Period, PeriodKind
from bot.domain.reports.numbers import day
from bot.domain.screen import Phrase, phrase


def period_name(period: Period) -> Phrase:
    """Its name; weeks, days and shifts are named by their days."""
    last = period.last_day
    match period.kind:
        case PeriodKind.MONTH:
            return phrase("paper-period-month", month=last.month, year=f"{last:%Y}")
        case PeriodKind.QUARTER:
            return phrase("paper-period-quarter", quarter=(last.month + 2) // 3, year=f"{last:%Y}")
        case PeriodKind.HALF_YEAR:
            first = last.month <= 6
            return phrase("paper-period-first-half" if first else "paper-period-second-half", year=f"{last:%Y}")
        case PeriodKind.NINE_MONTHS:
            return phrase("paper-period-nine-months", year=f"{last:%Y}")
        case PeriodKind.YEAR:
            return phrase("paper-period-year", year=f"{last:%Y}")
        case PeriodKind.WEEK:
            return phrase("paper-period-week", first=day(period.start), last=day(last))
        case PeriodKind.DAY:
            return phrase("paper-period-day", day=day(period.start))
        case PeriodKind.RANGE if period.end.time() == time():
            return phrase("paper-period-range", first=day(period.start), last=day(last))
        case PeriodKind.RANGE:
            return phrase("paper-period-until", first=day(period.start), until=f"{period.end:%H:%M} {day(period.end)}")
    begin, end = (f"{moment:%H:%M} {day(moment)}" for moment in (period.start, period.end))
    return phrase("paper-period-shift", begin=begin, end=end)

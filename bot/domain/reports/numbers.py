"""Numbers as Vietnamese papers print them: 1.188; 92,84%; 15/07/2026."""

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

NOTHING = "–"


def whole(count: int) -> str:
    """A count, its thousands set apart by points."""
    return f"{count:,}".replace(",", ".")


def signed(difference: int) -> str:
    """How many more or fewer: +3, -2, 0."""
    return f"+{whole(difference)}" if difference > 0 else whole(difference)


def percent(part: Fraction | None) -> str:
    """A part of one as a percentage with two decimals, halves rounded up; a dash for a part of nothing."""
    return NOTHING if part is None else f"{_rounded(part * 100, 2)}%"


def minutes(span: timedelta | None) -> str:
    """A duration in minutes with one decimal."""
    return NOTHING if span is None else _rounded(Fraction(span // timedelta(microseconds=1), 60_000_000), 1)


def hours(span: timedelta) -> str:
    """A duration as hours and minutes, 26:05; for tables that are read, not summed."""
    whole_minutes = span // timedelta(minutes=1)
    return f"{whole_minutes // 60}:{whole_minutes % 60:02}"


def day(value: date) -> str:
    """A day."""
    return f"{value:%d/%m/%Y}"


def _rounded(value: Fraction, places: int) -> str:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    text = f"{exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):,}"
    return text.translate(str.maketrans(",.", ".,"))

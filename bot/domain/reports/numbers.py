"""Numbers as Vietnamese papers print them: 1.188; 92,84%; 15/07/2026."""

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

NOTHING = "–"


def whole(count: int) -> str:
    """A count, its thousands set apart by points."""
    return f"{count:,}".replace(",", ".")


def percent(part: Fraction | None) -> str:
    """A part of one as a percentage with two decimals, halves rounded up; a dash for a part of nothing."""
    return NOTHING if part is None else f"{_rounded(part * 100, 2)}%"


def minutes(span: timedelta | None) -> str:
    """A duration in minutes with one decimal."""
    return NOTHING if span is None else _rounded(Fraction(span // timedelta(microseconds=1), 60_000_000), 1)


def day(value: date) -> str:
    """A day."""
    return f"{value:%d/%m/%Y}"


def _rounded(value: Fraction, places: int) -> str:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    text = f"{exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):,}"
    return text.translate(str.maketrans(",.", ".,"))

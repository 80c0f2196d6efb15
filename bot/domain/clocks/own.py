"""What a ward sets otherwise than the proposals, as operators write it: ``10min``, ``24h``, ``20d``, ``3wd`` (working),
``2m``.

Only the clocks of ``SETTABLE`` run by these rules: how long an acknowledgement may take is a policy of its own.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.domain.clocks.counting import Limit, Unit
from bot.domain.clocks.rules import ClockKey, ClockRule, Mark, Prolonging, Stage

SETTABLE = (
    ClockKey.DANGER,
    ClockKey.TRANSFER_24H,
    ClockKey.TRANSFER_7D,
    ClockKey.NOTIFY_PROCURACY,
    ClockKey.NOTIFY_REPORTER,
    ClockKey.RESOLVE,
    ClockKey.RESULT_TO_REPORTER,
    ClockKey.SUSPEND_NOTICE,
    ClockKey.REQUEST_ANSWER,
    ClockKey.REQUEST_COPY,
    ClockKey.REQUEST_DELETE,
)
MOST, MOST_STAGES = 366, 5
_UNITS = {"min": Unit.MINUTES, "h": Unit.HOURS, "d": Unit.DAYS, "wd": Unit.WORKING_DAYS, "m": Unit.MONTHS}
_SHORTEST = {
    Unit.MINUTES: timedelta(minutes=1),
    Unit.HOURS: timedelta(hours=1),
    Unit.DAYS: timedelta(days=1),
    Unit.WORKING_DAYS: timedelta(days=1),
    Unit.MONTHS: timedelta(days=28),
}
_LIMIT = re.compile(r"(\d{1,3})(min|h|d|wd|m)")
_SPAN = re.compile(r"(?=\d)(?:(\d{1,3})d)?(?:(\d{1,3})h)?")


class Unfit(ValueError):
    """A rule cannot be set so; ``option`` is what has to be given otherwise."""

    def __init__(self, option: str) -> None:
        super().__init__(option)
        self.option = option


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be set; None leaves it as it is. ``limit`` alone is the only end: a later one is given with it.

    ``source`` is the legal basis in words, in the place of the proposal's.
    """

    limit: Limit | None = None
    later: Limit | None = None
    warnings: tuple[timedelta, ...] | None = None
    prolonging: tuple[Limit, ...] | None = None
    resumed: Limit | None = None
    source: str | None = None


def read_limit(word: str) -> Limit | None:
    """A limit as operators write it; None when it is none, or longer than any law has it."""
    found = _LIMIT.fullmatch(word.strip().lower())
    amount = int(found[1]) if found else 0
    return Limit(amount, _UNITS[found[2]]) if found and 1 <= amount <= MOST else None


def read_limits(words: str) -> tuple[Limit, ...] | None:
    """Several limits with commas between them; None when one of them is none."""
    found = [read_limit(word) for word in words.split(",")]
    return tuple(limit for limit in found if limit) if all(found) else None


def read_spans(words: str) -> tuple[timedelta, ...] | None:
    """How long before the end: ``2d,1d12h,6h``; the longest first, None when one cannot be read."""
    found = [_SPAN.fullmatch(word.strip().lower()) for word in words.split(",")]
    spans = {timedelta(days=int(m[1] or 0), hours=int(m[2] or 0)) for m in found if m}
    return tuple(sorted(spans, reverse=True)) if all(found) and min(spans) > timedelta() else None


def warnings_of(rule: ClockRule) -> tuple[timedelta, ...]:
    """How long before its end the clock speaks, the longest first."""
    return tuple(-stage.after for stage in rule.stages if stage.after < timedelta())


def changed(rule: ClockRule, wanted: Wanted) -> ClockRule:
    """The rule as it is wanted. Raises Unfit with the option that does not fit."""
    new = replace(rule, source=rule.source if wanted.source is None else wanted.source)
    if wanted.limit is not None:
        # A limit in minutes or hours is spoken of at night too: the morning may be too late.
        heeds = wanted.limit.unit not in (Unit.MINUTES, Unit.HOURS)
        new = replace(new, limit=wanted.limit, later=None, heeds_quiet=heeds)
    if wanted.later is not None:
        new = replace(new, later=wanted.later)
    if wanted.warnings is not None:
        new = replace(new, stages=_stages(wanted.warnings))
    if wanted.resumed is not None:
        new = replace(new, resumed=_only_where(rule.resumed, wanted.resumed, "resumed"))
    if wanted.prolonging is not None:
        new = replace(new, prolonging=_prolonging(rule.prolonging, wanted.prolonging))
    return _checked(new)


def _stages(warnings: Sequence[timedelta]) -> tuple[Stage, ...]:
    """The last word before the end says that it must be done now."""
    if len(warnings) > MOST_STAGES:
        raise Unfit("warn")
    marks = [Mark.WARN] * (len(warnings) - 1) + [Mark.DUE]
    return (*(Stage(mark, -span) for mark, span in zip(marks, warnings, strict=True)), Stage(Mark.OVER))


def _only_where(known: Limit | None, wanted: Limit, option: str) -> Limit:
    if known is None:
        raise Unfit(option)
    return wanted


def _prolonging(known: Sequence[Prolonging], wanted: Sequence[Limit]) -> tuple[Prolonging, ...]:
    """As many extensions as the law knows: each keeps from where it is counted."""
    if not known or len(known) != len(wanted):
        raise Unfit("prolong")
    return tuple(replace(old, most=most) for old, most in zip(known, wanted, strict=True))


def _checked(rule: ClockRule) -> ClockRule:
    """Nothing is to be said before the clock begins."""
    if any(span >= rule.limit.amount * _SHORTEST[rule.limit.unit] for span in warnings_of(rule)):
        raise Unfit("warn")
    return rule

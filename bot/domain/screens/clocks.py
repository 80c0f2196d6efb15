"""One clock as it is shown: when it runs out, how late it is, by which law and by which decisions."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.clocks import ClockRule, RunningClock
from bot.domain.screen import Phrase, phrase
from bot.domain.screens.times import clock_time, how_long


def clock_lines(clock: RunningClock, now: datetime, zone: ZoneInfo) -> tuple[Phrase, ...]:
    """A line for the clock as it stands at ``now`` (aware), and one for each decision that prolonged it."""
    decisions = (
        phrase("clock-extended", document=extension.document, approver=extension.approved_by)
        for extension in clock.extended_by
    )
    return (_line(clock, now, zone), *decisions)


def end_time(end: datetime, zone: ZoneInfo) -> Phrase:
    """The end of a limit (aware). Midnight is 24:00 of the day that ends, as the law says it (BLTTHS Điều 134.1)."""
    local = end.astimezone(zone)
    if local.time() != time():
        return clock_time(end, zone)
    return phrase("clock-end-of-day", date=f"{local.date() - timedelta(days=1):%d/%m/%Y}")


def basis_of(rule: ClockRule) -> Phrase:
    """By which law a clock runs."""
    return phrase("basis-own", words=rule.source) if rule.source else phrase(rule.basis)


def _line(clock: RunningClock, now: datetime, zone: ZoneInfo) -> Phrase:
    name, basis = phrase(f"clock-name-{clock.key}"), basis_of(clock.rule)
    due, late = end_time(clock.due_at, zone), end_time(clock.late_at, zone)
    if clock.paused:
        pause = clock.pauses[-1]
        since = clock_time(pause.since, zone)
        return phrase("clock-paused", name=name, since=since, document=pause.document, basis=basis)
    if not clock.kept(now):
        return phrase("clock-over", name=name, span=how_long(now - clock.late_at), due=late, basis=basis)
    if clock.due_at != clock.late_at:
        return phrase("clock-two-ends", name=name, due=due, late=late, basis=basis)
    return phrase("clock-line", name=name, due=due, basis=basis)

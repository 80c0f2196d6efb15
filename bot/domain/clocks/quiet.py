"""When we may speak. When a limit runs out is another matter: nothing here moves a deadline."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.clocks.rules import Mark
from bot.domain.clocks.running import Planned, RunningClock
from bot.domain.tip import Urgency


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From ``start`` up to ``end``, local time of ``zone``, over midnight if ``start`` is the later; equal: never.

    The defaults are the night of BLTTHS Điều 134.1.
    """

    zone: ZoneInfo
    start: time = time(22)
    end: time = time(6)

    def cover(self, moment: datetime) -> bool:
        """Whether this moment (aware) is one of silence."""
        now = moment.astimezone(self.zone).time()
        if self.start <= self.end:
            return self.start <= now < self.end
        return now >= self.start or now < self.end

    def end_after(self, moment: datetime) -> datetime:
        """The first end of the quiet hours later than ``moment`` (aware), in UTC."""
        day = moment.astimezone(self.zone).date()
        ends = (datetime.combine(day + timedelta(days=n), self.end, self.zone).astimezone(UTC) for n in range(3))
        return next(end for end in ends if end > moment)


def next_moment_to_speak(
    moment: datetime, urgency: Urgency, quiet: QuietHours, before: datetime | None = None
) -> datetime:
    """The first moment, not earlier than ``moment`` (aware), at which it may be said; in UTC.

    Danger is said at once, always. So is what would come too late in the morning: a word before ``before``.
    """
    if urgency is Urgency.DANGER or not quiet.cover(moment):
        return moment.astimezone(UTC)
    morning = quiet.end_after(moment)
    too_late = before is not None and moment < before <= morning
    return moment.astimezone(UTC) if too_late else morning


def speak_at(clock: RunningClock, stage: Planned, urgency: Urgency, quiet: QuietHours) -> datetime:
    """When a stage of this clock may be said, in UTC. A warning never waits past the end it warns of."""
    if not clock.rule.heeds_quiet:
        return stage.at
    return next_moment_to_speak(stage.at, urgency, quiet, clock.due_at if stage.mark is not Mark.OVER else None)

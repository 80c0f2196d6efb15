"""Moving time forward in the demo, in small steps, so that everything due on the way happens when it is due."""

from datetime import datetime, timedelta

from bot.app import App
from bot.clock import MovableClock, pause
from bot.domain.periods import next_day_end
from bot.sandbox.page_phones import Jump

STEP = timedelta(minutes=1)
MOST_STEPS = 200
BREATH_SECONDS = 0.4


class TimeMachine:
    """Moves the clock of a running app."""

    def __init__(self, app: App, clock: MovableClock) -> None:
        self._app, self._clock = app, clock

    def jumps(self) -> tuple[Jump, ...]:
        """The buttons of the time bar."""
        return (
            Jump("+5 phút", lambda: self.forward(timedelta(minutes=5))),
            Jump("+1 giờ", lambda: self.forward(timedelta(hours=1))),
            Jump("Tới hạn kế tiếp", self._to_next_deadline),
            Jump("Tới bản tin kế tiếp", self._to_next_briefing),
        )

    async def forward(self, span: timedelta) -> None:
        """Move by ``span``; long ways in larger steps."""
        await self._to(self._clock.now() + span)

    async def _to(self, goal: datetime) -> None:
        step = max(STEP, (goal - self._clock.now()) / MOST_STEPS)
        while (left := goal - self._clock.now()) > timedelta():
            self._clock.advance(min(left, step))
            await self._app.scheduler.drain()
            await self._app.delivery.drain()
        await pause(BREATH_SECONDS)

    async def _to_next_deadline(self) -> None:
        due = await self._app.database.run(lambda s: self._app.workplace.unit(s).reminders.next_due())
        if due is not None:
            await self._to(due + timedelta(seconds=1))

    async def _to_next_briefing(self) -> None:
        settings = self._app.settings
        await self._to(next_day_end(self._clock.now(), settings.digest_at, settings.timezone) + timedelta(seconds=1))

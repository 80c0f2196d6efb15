"""What nobody foresaw, in whatever part of the bot: the log has number, kind and place, nobody's words."""

import io
import json
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot import collector, delivery, scheduler
from bot.channels.letters import TelegramChannel
from bot.heartbeat import Heartbeat
from bot.logs import ALLOWED
from bot.services import claim_letters
from bot.web import Web
from bot.webhook import SECRET_HEADER, Webhook, secret_of
from storage.models import INBOX
from tests.faults.in_sight import alarms
from tests.faults.people import said
from tests.first_days import FirstDays
from tests.logs_of_a_run import configured_logs
from tests.world import World

WORDS = "Tôi là Zylphương, 0900 000 123, thấy hai người phá khóa ở ngõ 12"
Broken = Callable[[World, pytest.MonkeyPatch], Any]


class Unforeseen(Exception):
    """An error of which nobody has thought."""


def fails(*_: Any, **__: Any) -> Any:
    """In a frame that holds what somebody said, and saying it."""
    told = WORDS
    raise Unforeseen(told)


async def fails_later(*_: Any, **__: Any) -> Any:
    """The same, awaited."""
    fails()


@pytest.fixture
async def here(first_days: FirstDays, tmp_path: Path) -> AsyncIterator[World]:
    """A ward on SQLite: where an error is caught does not depend on the database."""
    async with first_days.world("sqlite", tmp_path) as opened:
        yield opened


def _logged(stream: io.StringIO) -> list[dict[str, Any]]:
    assert "Zylphương" not in stream.getvalue()
    assert "ngõ 12" not in stream.getvalue()
    return [json.loads(line) for line in stream.getvalue().splitlines()]


async def _in_a_lane(world: World, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(world.app.lanes._dispatcher, "feed_update", fails_later)
    await world.lan.writes(WORDS)


async def _between_the_lanes(world: World, patch: pytest.MonkeyPatch) -> None:
    patch.setattr("bot.lanes._by_lane", fails)
    world.lan.person.sends(WORDS)
    await world.app.poller.poll(0)
    await _for_a_moment(world.app.lanes.run, patch, "bot.lanes")


async def _in_the_intake(world: World, patch: pytest.MonkeyPatch) -> None:
    patch.setattr("bot.intake.store_updates", fails_later)
    world.lan.person.sends(WORDS)
    await _for_a_moment(lambda: world.app.poller.run(0), patch, "bot.intake")


async def _when_a_letter_is_drawn(world: World, patch: pytest.MonkeyPatch) -> None:
    patch.setitem(claim_letters._DRAW, claim_letters.Kind.CARD, fails)  # type: ignore[arg-type]
    await world.lan.reports()


async def _when_a_letter_is_sent(world: World, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(TelegramChannel, "_message", fails)
    await world.lan.writes(WORDS)


async def _in_the_delivery(world: World, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(delivery, "claim_letters", fails)
    await _for_a_moment(world.app.delivery.run, patch, "bot.delivery")


async def _when_an_outcome_is_noted(world: World, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(delivery, "settle_letter", fails)
    patch.setattr(delivery, "RECORD_TRIES", 1)
    patch.setattr("bot.delivery.pause", _no_pause)
    await world.lan.writes(WORDS)


async def _in_what_time_brings(world: World, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(scheduler, "PARTS", (fails,))
    await world.app.scheduler.drain()


async def _in_the_tick_itself(world: World, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(scheduler, "talks_due", fails)
    await world.app.scheduler._tick()


async def _when_a_file_is_stored(world: World, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(world.app.collector._folder, "write", fails)
    await world.lan.writes("Mất trộm xe Sirius ở tổ 5 tối qua")
    await world.lan.acts(world.lan.person.sends_photo())


async def _in_the_collector(world: World, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(collector.Collector, "_claim", fails)
    await _for_a_moment(world.app.collector.run, patch, "bot.collector")


async def _when_health_is_asked(world: World, patch: pytest.MonkeyPatch) -> None:
    patch.setattr("bot.web.vitals", fails)
    web = Web("127.0.0.1:0", world.app.database, world.app.workplace.unit, Heartbeat(), None)
    assert (await web._health(None)).status == 503  # type: ignore[arg-type]
    assert (await web._metrics(None)).status == 503  # type: ignore[arg-type]


async def _in_the_webhook(world: World, patch: pytest.MonkeyPatch) -> None:
    patch.setattr("bot.webhook.store_updates", fails_later)
    app, token = world.app, world.stage.bot.token

    class Request:
        def __init__(self) -> None:
            self.headers = {SECRET_HEADER: secret_of(token)}

        async def read(self) -> bytes:
            return json.dumps({"update_id": 1, "message": {"text": WORDS}}).encode()

    hook = Webhook(app.database, app.workplace.keyring, world.clock, token, lambda: None)
    assert (await hook.take(Request())).status == 503  # type: ignore[arg-type]


async def _no_pause(_: float) -> None:
    return None


async def _for_a_moment(run: Callable[[], Any], patch: pytest.MonkeyPatch, module: str) -> None:
    """Let a part run until it waits after its first failure."""

    class Paused(BaseException):
        pass

    async def stop(_: float) -> None:
        raise Paused

    patch.setattr(f"{module}.pause", stop)
    with suppress(Paused, BaseExceptionGroup):
        await run()


PLACES: dict[str, tuple[Broken, str]] = {
    "lane": (_in_a_lane, "update-failed"),
    "lanes": (_between_the_lanes, "lanes-failed"),
    "intake": (_in_the_intake, "poll-failed"),
    "drawing": (_when_a_letter_is_drawn, "not-drawn"),
    "sending": (_when_a_letter_is_sent, "not-drawn"),
    "delivery": (_in_the_delivery, "delivery-failed"),
    "recording": (_when_an_outcome_is_noted, "not-recorded"),
    "part of the tick": (_in_what_time_brings, "tick-failed"),
    "tick": (_in_the_tick_itself, "tick-failed"),
    "file": (_when_a_file_is_stored, "not-fetched"),
    "collector": (_in_the_collector, "collector-failed"),
    "health": (_when_health_is_asked, "vitals-failed"),
    "webhook": (_in_the_webhook, "webhook-not-stored"),
}


async def test_the_log_has_number_kind_and_place_and_nobodys_words(
    here: World, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    for name, (breaks, event) in PLACES.items():
        stream = io.StringIO()
        with configured_logs(json=True, stream=stream), monkeypatch.context() as patch:
            await breaks(here, patch)
        lines = [line for line in _logged(stream) if line["event"] == event]
        assert lines, f"{name}: {stream.getvalue()}"
        for line in lines:
            assert line["error"] == "Unforeseen", name
            assert ALLOWED["fault"](line["fault"]), name
            assert all(place.startswith(("bot/", "handlers/", "storage/")) for place in line["where"]), name
            assert line["where"], name
        here.clock.advance(here.app.settings.escalate_after)
        await here.settle()
    assert "Zylphương" not in "".join(capfd.readouterr())


async def test_who_wrote_gets_the_number_under_which_the_log_knows_it(
    here: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = io.StringIO()
    with configured_logs(json=True, stream=stream), monkeypatch.context() as patch:
        await _in_a_lane(here, patch)
        for _ in range(10):
            await here.jumps(minutes=6)
    number = await here.in_database(lambda uow: uow.session.scalar(select(INBOX.c.id).where(INBOX.c.tries == 10)))
    failures = [line for line in _logged(stream) if line["event"] == "update-failed"]
    assert {line["inbox"] for line in failures} == {number}
    assert len({line["fault"] for line in failures}) == 1
    assert f"(số {number})" in (said(here.lan.chat)[-1].text or "")
    assert alarms(here, f"mục số {number}")

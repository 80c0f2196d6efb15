"""Telegram brings updates by itself: stored before it is told so, once, from nobody else; and health in numbers."""

import asyncio
import io
import json
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import aiohttp
import pytest
from sqlalchemy import func, select

from bot.channels.telegram import TelegramError
from bot.health import LATEST_BEAT, troubles_of
from bot.heartbeat import Heartbeat
from bot.intake import TokenRefused
from bot.sandbox.faults import Fault
from bot.services.vitals import Vitals
from bot.webhook import PATH, SECRET_HEADER, address_of, secret_of
from storage.models import INBOX
from tests.faults.replicas import Replica, Replicas, several
from tests.first_days import FirstDays
from tests.world import World

QUIET = Vitals(0, 0.0, 0, 0, 0.0, 0, 0)


@pytest.fixture
async def served(first_days: FirstDays, tmp_path: Path) -> AsyncIterator[tuple[World, Replica, Replicas]]:
    """One process behind the balancer. On SQLite the world's own app must not write meanwhile; PostgreSQL then."""
    async with first_days.world("postgresql", tmp_path) as world, several(world, 1, seed=1) as replicas:
        yield world, replicas.all[0], replicas


async def _stored(world: World) -> int:
    return await world.in_database(lambda uow: uow.session.scalar(select(func.count()).select_from(INBOX)) or 0)


def _update(world: World, number: int = 987_654) -> bytes:
    person = world.lan.person
    chat = {"id": person.id, "type": "private", "first_name": "?"}
    return json.dumps({"update_id": number, "message": {"message_id": 1, "date": 1, "chat": chat}}).encode()


async def test_a_tip_comes_by_webhook(served: tuple[World, Replica, Replicas]) -> None:
    world, _, _ = served
    world.lan.person.sends("Mất trộm xe Sirius ở tổ 5 tối qua, bị bẻ khóa")
    await _until(lambda: world.lan.open_question() is not None)
    assert not world.stage.bot.updates.pending


async def test_whoever_has_not_the_secret_is_refused(served: tuple[World, Replica, Replicas]) -> None:
    world, replica, _ = served
    before = await _stored(world)
    async with aiohttp.ClientSession() as session:
        for secret in ("", "x", secret_of("123:another")):
            answer = await session.post(replica.address + PATH, data=_update(world), headers={SECRET_HEADER: secret})
            assert answer.status == 403
        own = {SECRET_HEADER: secret_of(world.stage.bot.token)}
        for body in (b"", b"[]", b"{", b'{"update_id": "7"}', b'{"update_id": true}', b"[" * 100_000):
            assert (await session.post(replica.address + PATH, data=body, headers=own)).status == 400
        assert (
            await session.post(replica.address + PATH, data=io.BytesIO(b"x" * 2_000_000), headers=own)
        ).status == 413
        assert (await session.get(replica.address + PATH, headers=own)).status == 405
    assert await _stored(world) == before


async def test_an_update_brought_again_is_stored_once(served: tuple[World, Replica, Replicas]) -> None:
    world, replica, _ = served
    before = await _stored(world)
    own = {SECRET_HEADER: secret_of(world.stage.bot.token)}
    async with aiohttp.ClientSession() as session:
        for _ in range(3):
            assert (await session.post(replica.address + PATH, data=_update(world), headers=own)).status == 200
    assert await _stored(world) == before + 1


async def test_what_is_not_stored_is_not_confirmed(
    served: tuple[World, Replica, Replicas], monkeypatch: pytest.MonkeyPatch
) -> None:
    world, replica, _ = served
    own = {SECRET_HEADER: secret_of(world.stage.bot.token)}

    async def away(*_: object, **__: object) -> int:
        raise OSError

    with monkeypatch.context() as patched:
        patched.setattr("bot.webhook.store_updates", away)
        async with aiohttp.ClientSession() as session:
            assert (await session.post(replica.address + PATH, data=_update(world), headers=own)).status == 503
    world.lan.person.sends("/start")
    await _until(lambda: "Báo tin" in str([m.labels for m in world.lan.chat.messages[-3:]]))
    assert not world.stage.bot.updates.pending


async def test_a_webhook_that_somebody_took_away_is_taken_back_and_the_command_is_told(
    served: tuple[World, Replica, Replicas], monkeypatch: pytest.MonkeyPatch
) -> None:
    world, replica, replicas = served
    ours = address_of(replicas.url)
    await replica.app.webhook_watch.look()
    world.commander.sees_nothing_new()
    await world.app.telegram.call("setWebhook", {"url": "https://elsewhere.example/x"})
    world.telegram.faults.add(Fault.server_error(502), method="setWebhook")
    with pytest.raises(TelegramError):
        await replica.app.webhook_watch.look()
    await _until(lambda: "mã của bot đã lộ" in str([m.text for m in world.commander.chat.messages[-3:]]))
    for _ in range(2):
        await replica.app.webhook_watch.look()
        assert (await world.app.telegram.call("getWebhookInfo", {}))["url"] == ours
        await world.app.telegram.call("deleteWebhook", {})
    await replica.app.webhook_watch.look()
    world.look_at_everything()


async def test_a_token_that_was_revoked_ends_the_bot_though_nobody_polls(
    served: tuple[World, Replica, Replicas], monkeypatch: pytest.MonkeyPatch
) -> None:
    world, replica, _ = served
    monkeypatch.setattr("bot.webhook_watch.EVERY_SECONDS", 0.05)
    world.telegram.revoke_token()
    watching = asyncio.create_task(replica.app.webhook_watch.run())
    with pytest.raises(TokenRefused):
        await asyncio.wait_for(watching, 20)
    monkeypatch.undo()
    world.stage.bot.revoked = False


async def _until(so: Callable[[], bool]) -> None:
    for _ in range(200):
        if so():
            return
        await asyncio.sleep(0.05)
    raise AssertionError("not within ten seconds")


async def test_health_and_metrics_say_numbers_and_nobody(served: tuple[World, Replica, Replicas]) -> None:
    world, replica, _ = served
    async with aiohttp.ClientSession() as session:
        health = await session.get(replica.address + "/healthz")
        assert (health.status, await health.json()) == (200, {"troubles": []})
        text = await (await session.get(replica.address + "/metrics")).text()
    assert "tinbao_open_tips 0.0" in text
    assert "tinbao_oldest_unsent_seconds " in text
    assert "Lan" not in text
    assert str(world.lan.person.id) not in text


def test_a_part_that_never_begins_is_a_trouble_when_it_had_time_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """A poller that gets no answer from the first moment on is no more alive than one that fell silent."""
    moment = [1_000.0]
    monkeypatch.setattr("bot.heartbeat.time.monotonic", lambda: moment[0])
    heart, only_intake = Heartbeat("intake", "tick"), Heartbeat()
    for later, troubles in ((10.0, []), (60.0, ["tick"]), (100.0, ["intake", "tick"])):
        moment[0] = 1_000.0 + later
        assert troubles_of(QUIET, heart.ages()) == troubles
    assert troubles_of(QUIET, only_intake.ages()) == [], "it has no tick"
    heart.beat("tick")
    assert not heart.begun(LATEST_BEAT)
    heart.beat("intake")
    assert troubles_of(QUIET, heart.ages()) == []
    assert heart.begun(LATEST_BEAT)


def test_troubles_have_names() -> None:
    assert troubles_of(QUIET, {"intake": 1.0, "tick": 1.0}) == []
    late = Vitals(3, 500.0, 0, 2, 500.0, 0, 0)
    assert troubles_of(late, {"intake": 1_000.0, "tick": 1_000.0}) == [
        "intake", "tick", "inbox", "outbox",
    ]  # fmt: skip

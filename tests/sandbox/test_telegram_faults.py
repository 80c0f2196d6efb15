"""Misfortunes on demand, and a log that tells what really happened."""

import asyncio

import aiohttp
import pytest

from bot.sandbox.faults import Fault


@pytest.fixture
def chat(lan):
    lan.starts()
    return lan.chat_with()


def seen(chat):
    return [message.text for message in chat.messages[1:]]


async def test_too_many_requests(api, telegram, lan, chat, refused):
    telegram.faults.add(Fault.too_many_requests(3), method="sendMessage", times=2)
    for _ in range(2):
        async with refused(429, "retry after 3") as refusal:
            await api("sendMessage", chat_id=lan.id, text="x")
        assert refusal.parameters == {"retry_after": 3}
    await api("getMe")
    await api("sendMessage", chat_id=lan.id, text="x")
    assert seen(chat) == ["x"]
    outcomes = [(call.ok, call.applied, call.fault) for call in telegram.calls if call.method == "sendMessage"]
    assert outcomes == [(False, False, "too_many_requests")] * 2 + [(True, True, None)]


@pytest.mark.parametrize("applied", [False, True])
async def test_gateways_that_give_up(raw, telegram, lan, chat, refused, applied):
    telegram.faults.add(Fault.server_error(502, applied=applied))
    async with refused(502, "bad gateway"):
        await raw("sendMessage", chat_id=lan.id, text="x")
    assert seen(chat) == ["x"] * applied
    assert telegram.calls[-1].applied is applied


@pytest.mark.parametrize(("fault", "applied"), [(Fault.cut_before(), False), (Fault.cut_after(), True)])
async def test_connections_that_break(raw, telegram, lan, chat, fault, applied):
    telegram.faults.add(fault, chat=chat)
    with pytest.raises(aiohttp.ClientError):
        await raw("sendMessage", chat_id=lan.id, text="x")
    assert seen(chat) == ["x"] * applied
    assert (telegram.calls[-1].applied, telegram.calls[-1].outcome) == (applied, "connection cut")
    await raw("sendMessage", chat_id=lan.id, text="y")
    assert seen(chat)[-1] == "y"


@pytest.mark.parametrize(("fault", "applied"), [(Fault.malformed_before(), False), (Fault.malformed(), True)])
async def test_answers_that_are_not_json(raw, telegram, lan, chat, fault, applied):
    telegram.faults.add(fault)
    with pytest.raises(ValueError, match="Expecting value"):
        await raw("sendMessage", chat_id=lan.id, text="x")
    assert seen(chat) == ["x"] * applied
    assert telegram.calls[-1].applied is applied


@pytest.mark.parametrize(("fault", "applied"), [(Fault.delay(9), True), (Fault.delay(9, before=True), False)])
async def test_slow_answers(raw, telegram, lan, chat, fault, applied):
    telegram.faults.add(fault)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.2):
            await raw("sendMessage", chat_id=lan.id, text="x")
    assert seen(chat) == ["x"] * applied


async def test_faults_strike_only_whom_they_are_meant_for(api, telegram, lan, an, chat, refused):
    an.starts()
    telegram.faults.add(Fault.too_many_requests(9), method="sendMessage", chat=an.chat_with(), times=9)
    await api("sendMessage", chat_id=lan.id, text="x")
    async with refused(429, "retry after 9"):
        await api("sendMessage", chat_id=an.id, text="x")
    telegram.faults.clear()
    await api("sendMessage", chat_id=an.id, text="x")


async def test_a_lost_poll_confirms_nevertheless(raw, telegram, lan, chat):
    (update,) = await raw("getUpdates")
    telegram.faults.add(Fault.cut_after(), method="getUpdates")
    lan.sends("tiếp")
    with pytest.raises(aiohttp.ClientError):
        await raw("getUpdates", offset=update["update_id"] + 1)
    assert [u["message"]["text"] for u in await raw("getUpdates")] == ["tiếp"]


async def test_a_poller_that_died_leaves_no_trace(raw, telegram, lan, bot):
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.1):
            await raw("getUpdates", timeout=30)
    lan.starts()
    assert len(await raw("getUpdates")) == 1


async def test_telegrams_own_pace(raw, telegram, clock, an, bot, group, refused):
    telegram.enforce_limits(per_group_per_minute=20, per_second=1000)
    for number in range(20):
        await raw("sendMessage", chat_id=group.id, text=str(number))
        clock.advance(seconds=1)
    async with refused(429, "retry after 40") as refusal:
        await raw("sendMessage", chat_id=group.id, text="20")
    clock.advance(seconds=refusal.parameters["retry_after"])
    await raw("sendMessage", chat_id=group.id, text="20")


async def test_an_album_counts_as_many(raw, telegram, lan, chat, refused):
    lan.sends_photo()
    file_id = telegram.files.id_for(telegram.only_bot.id, chat.last.media.file)
    telegram.enforce_limits(per_second=5)
    album = [{"type": "photo", "media": file_id}] * 3
    await raw("sendMediaGroup", chat_id=lan.id, media=album)
    async with refused(429, "retry after 1"):
        await raw("sendMediaGroup", chat_id=lan.id, media=album)

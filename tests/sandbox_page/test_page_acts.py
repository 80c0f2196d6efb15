"""What people do on the phones of the page reaches the bot, and its answers come back."""

import asyncio
from typing import Any

import pytest

from tests.sandbox_page.page_kit import Browser, Ward

KEYBOARD = {"inline_keyboard": [[{"text": "Tiếp nhận", "callback_data": "a"}]]}


async def updates(page: Browser, kind: str = "message") -> list[Any]:
    """What the bot hears, of this kind."""
    return [update[kind] for update in await page.bot("getUpdates") if kind in update]


async def test_a_text_reaches_the_bot(page: Browser, ward: Ward) -> None:
    assert (await page.act(ward.lan, "text", chat=ward.lan.id, text="có trộm"))["ok"]
    assert (await updates(page))[-1]["text"] == "có trộm"


async def test_a_reply_names_the_message_it_answers(page: Browser, ward: Ward) -> None:
    ward.lan.starts()
    asked = await page.bot("sendMessage", chat_id=ward.lan.id, text="Ở đâu?")
    await page.act(ward.lan, "text", chat=ward.lan.id, text="ngõ 12", reply_to=asked["message_id"])
    assert (await updates(page))[-1]["reply_to_message"]["text"] == "Ở đâu?"


async def test_a_press_waits_for_the_answer_of_the_bot(page: Browser, ward: Ward) -> None:
    sent = await page.bot("sendMessage", chat_id=ward.group.id, text="Mới", reply_markup=KEYBOARD)
    where = {"chat": ward.group.id, "message": sent["message_id"]}

    async def answers() -> None:
        (query,) = (await page.bot("getUpdates", timeout=5, offset=-1))[-1:]
        query_id = query["callback_query"]["id"]
        await page.bot("answerCallbackQuery", callback_query_id=query_id, text="Đã nhận", show_alert=True)

    answer, _ = await asyncio.gather(page.act(ward.an, "press", **where, data="a"), answers())
    assert answer == {"ok": True, "alert": {"text": "Đã nhận", "show_alert": True}, "url": None}


async def test_a_press_without_answer_ends_the_waiting_some_time(
    page: Browser, ward: Ward, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.sandbox.page_acts.PRESS_WAITS", 0.05)
    sent = await page.bot("sendMessage", chat_id=ward.group.id, text="Mới", reply_markup=KEYBOARD)
    where = {"chat": ward.group.id, "message": sent["message_id"]}
    assert await page.act(ward.an, "press", **where, data="a") == {"ok": True}


async def test_a_button_that_an_edit_took_away_can_still_be_pressed(
    page: Browser, ward: Ward, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.sandbox.page_acts.PRESS_WAITS", 0.05)
    sent = await page.bot("sendMessage", chat_id=ward.group.id, text="Mới", reply_markup=KEYBOARD)
    await page.bot("editMessageText", chat_id=ward.group.id, message_id=sent["message_id"], text="Đã nhận")
    where = {"chat": ward.group.id, "message": sent["message_id"]}
    assert (await page.act(ward.binh, "press", **where, data="a"))["ok"]
    (query,) = await updates(page, "callback_query")
    assert (query["data"], query["from"]["first_name"], query["message"]["text"]) == ("a", "Bình", "Đã nhận")


async def test_a_button_that_never_was_cannot_be_pressed(page: Browser, ward: Ward) -> None:
    sent = await page.bot("sendMessage", chat_id=ward.group.id, text="Mới", reply_markup=KEYBOARD)
    where = {"chat": ward.group.id, "message": sent["message_id"]}
    assert not (await page.act(ward.an, "press", **where, data="made up"))["ok"]


async def test_a_deep_link_starts_the_bot_and_opens_another_tab(page: Browser, ward: Ward) -> None:
    answer = await page.act(ward.binh, "start", bot="Tinbao_Bachdang_Bot", payload="moi-1")
    assert answer == {"ok": True, "chat": ward.binh.id}
    assert (await updates(page))[-1]["text"] == "/start moi-1"
    binh = (await page.view())["phones"][2]
    assert [one["id"] for one in binh["chats"]] == [ward.group.id, ward.binh.id]


async def test_own_messages_are_edited_and_deleted(page: Browser, ward: Ward) -> None:
    mine = ward.lan.sends("mất xe sirus")
    await page.act(ward.lan, "edit", chat=ward.lan.id, message=mine.id, text="mất xe sirius")
    assert (await updates(page, "edited_message"))[-1]["text"] == "mất xe sirius"
    await page.act(ward.lan, "delete", chat=ward.lan.id, message=mine.id)
    assert await page.messages(ward.lan.id) == []


async def test_nobody_edits_what_another_wrote(page: Browser, ward: Ward) -> None:
    other = ward.an.sends("để tôi", ward.group)
    answer = await page.act(ward.binh, "edit", chat=ward.group.id, message=other.id, text="x")
    assert not answer["ok"]
    assert other.text == "để tôi"


async def test_a_place_may_be_typed_with_a_decimal_comma(page: Browser, ward: Ward) -> None:
    await page.act(ward.lan, "location", chat=ward.lan.id, latitude="20,97", longitude="106.74")
    assert (await updates(page))[-1]["location"] == {"latitude": 20.97, "longitude": 106.74}


@pytest.mark.parametrize("latitude", ["97", "ngõ 12", "nan"])
async def test_what_is_no_place_is_not_sent(page: Browser, ward: Ward, latitude: str) -> None:
    answer = await page.act(ward.lan, "location", chat=ward.lan.id, latitude=latitude, longitude="106.74")
    assert not answer["ok"]
    assert await page.messages(ward.lan.id) == []


async def test_contact_and_sticker_are_sent(page: Browser, ward: Ward) -> None:
    await page.act(ward.lan, "contact", chat=ward.lan.id)
    await page.act(ward.lan, "sticker", chat=ward.lan.id)
    contact, sticker = (await updates(page))[-2:]
    assert contact["contact"]["user_id"] == ward.lan.id
    assert "sticker" in sticker


async def test_a_blocked_bot_is_not_written_to_until_it_is_unblocked(page: Browser, ward: Ward) -> None:
    await page.act(ward.lan, "block", chat=ward.lan.id)
    assert (await page.view())["chats"][0]["blocked"]
    assert not (await page.act(ward.lan, "text", chat=ward.lan.id, text="alo"))["ok"]
    await page.act(ward.lan, "unblock", chat=ward.lan.id)
    assert (await page.act(ward.lan, "text", chat=ward.lan.id, text="alo"))["ok"]
    statuses = [one["new_chat_member"]["status"] for one in await updates(page, "my_chat_member")]
    assert statuses[-2:] == ["kicked", "member"]


async def test_who_has_no_phone_here_cannot_act(page: Browser, ward: Ward) -> None:
    answer = await page.act(ward.stranger, "text", chat=ward.stranger.id, text="x")
    assert not answer["ok"]


async def test_a_phone_writes_only_where_it_has_a_tab(page: Browser, ward: Ward) -> None:
    answer = await page.act(ward.lan, "text", chat=ward.group.id, text="x")
    assert not answer["ok"]
    assert ward.group.last.text != "x"

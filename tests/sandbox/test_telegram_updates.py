"""Updates: what reaches a bot, how long it waits, in which order, and who may fetch it."""

import asyncio
from collections import Counter

import pytest
from aiogram.types import Update

from bot.sandbox.telegram import Telegram


@pytest.fixture
def chat(lan):
    lan.starts()
    return lan.chat_with()


def texts(updates):
    return [update["message"].get("text") for update in updates if "message" in update]


async def test_updates_stay_until_confirmed(api, lan, chat):
    lan.sends("một")
    lan.sends("hai")
    first = await api("getUpdates", limit=2)
    assert texts(first) == ["/start", "một"]
    assert texts(await api("getUpdates")) == ["/start", "một", "hai"]
    assert texts(await api("getUpdates", offset=first[-1]["update_id"] + 1)) == ["hai"]
    assert texts(await api("getUpdates", offset=-1)) == ["hai"]


async def test_a_long_poll_wakes_up_at_once(raw, lan):
    async with asyncio.TaskGroup() as tasks:
        poll = tasks.create_task(raw("getUpdates", timeout=30))
        await asyncio.sleep(0.05)
        lan.starts()
    assert texts(poll.result()) == ["/start"]


async def test_a_second_poller_ends_the_first(raw, lan, refused):
    async def first():
        async with refused(
            409, "terminated by other getUpdates request; make sure that only one bot instance is running"
        ):
            await raw("getUpdates", timeout=30)

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(first())
        await asyncio.sleep(0.05)
        await raw("getUpdates")


async def test_no_polling_beside_a_webhook(raw, refused):
    async def poll():
        async with refused(409, "terminated by setWebhook request"):
            await raw("getUpdates", timeout=30)

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(poll())
        await asyncio.sleep(0.05)
        await raw("setWebhook", url="http://127.0.0.1:9/nowhere")
    words = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
    async with refused(409, words):
        await raw("getUpdates")
    await raw("deleteWebhook")
    assert await raw("getUpdates") == []


async def test_callback_queries_live_150_seconds_and_the_rest_a_day(api, clock, lan, chat):
    await api("sendMessage", chat_id=lan.id, text="x",
              reply_markup={"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]})  # fmt: skip
    lan.presses(chat.last, "a")
    assert len(await api("getUpdates")) == 2
    clock.advance(seconds=150)
    assert texts(await api("getUpdates")) == ["/start"]
    clock.advance(hours=24)
    assert await api("getUpdates") == []


async def test_numbers_begin_anew_after_a_week_of_silence(api, clock, lan, chat):
    (first,) = await api("getUpdates")
    clock.advance(days=7)
    lan.sends("lại là tôi")
    (second,) = await api("getUpdates", offset=first["update_id"] + 1)
    assert second["update_id"] != first["update_id"] + 1


async def test_lower_numbers_are_not_taken_for_confirmed(api, telegram, lan, chat, bot):
    (first,) = await api("getUpdates")
    bot.updates._next = 5
    lan.sends("sau khi đánh số lại")
    (second,) = await api("getUpdates", offset=first["update_id"] + 1)
    assert second["update_id"] == 5
    assert await api("getUpdates", offset=6) == []


async def test_chat_member_comes_only_when_asked_for_and_only_to_administrators(api, an, binh, bot, group, lan):
    an.promotes(bot, group)
    binh.leaves(group)
    seen = await api("getUpdates")
    assert {kind for update in seen for kind in update} == {"update_id", "message", "my_chat_member"}
    await api("getUpdates", offset=seen[-1]["update_id"] + 1, allowed_updates=["chat_member", "message"])
    lan.joins(group)
    later = await api("getUpdates")
    assert [kind for update in later for kind in update if kind != "update_id"] == ["chat_member", "message"]
    assert later[0]["chat_member"]["new_chat_member"]["status"] == "member"
    an.demotes(bot, group)
    binh.joins(group)
    assert "chat_member" not in (await api("getUpdates"))[-1]


async def test_privacy_mode(api, telegram, an, binh, bot, group):
    card = await api("sendMessage", chat_id=group.id, text="Tin mới")
    await api("getUpdates", offset=(await api("getUpdates"))[-1]["update_id"] + 1)
    binh.sends("trưa nay ăn gì", group)
    binh.sends("/nhan", group)
    binh.sends("/nhan@khac_bot", group)
    binh.sends(f"/nhan@{bot.username}", group)
    binh.replies(group.find(card["message_id"]), "để tôi")
    assert texts(await api("getUpdates")) == ["/nhan", f"/nhan@{bot.username}", "để tôi"]
    an.promotes(bot, group)
    binh.sends("ai trực?", group)
    assert texts(await api("getUpdates"))[-1] == "ai trực?"


async def test_unheard_messages_cannot_be_touched(api, binh, group, refused):
    said = binh.sends("trưa nay ăn gì", group)
    async with refused(400, "message to copy not found"):
        await api("copyMessage", chat_id=group.id, from_chat_id=group.id, message_id=said.id)


async def test_the_life_of_a_group(api, telegram, an, binh, bot):
    group = telegram.create_group("Trực ban", owner=an)
    an.adds(bot, group)
    an.upgrades(group)
    kinds = Counter()
    for update in await api("getUpdates"):
        kinds.update(set(update) - {"update_id"})
        kinds.update(set(update.get("message", {})) - {"message_id", "from", "chat", "date"})
        Update.model_validate(update)
    assert kinds["my_chat_member"] == 1
    assert [kinds[name] for name in ("new_chat_members", "migrate_to_chat_id", "migrate_from_chat_id")] == [1, 1, 1]


async def test_blocking_is_told_once_and_start_lifts_it(api, lan, chat):
    await api("getUpdates", offset=(await api("getUpdates"))[-1]["update_id"] + 1)
    lan.blocks()
    lan.starts()
    updates = await api("getUpdates")
    statuses = [u["my_chat_member"]["new_chat_member"]["status"] for u in updates if "my_chat_member" in u]
    assert statuses == ["kicked", "member"]
    assert texts(updates) == ["/start"]


async def test_anonymous_administrators_have_no_person_behind_them(api, telegram, an, bot, group):
    an.promotes(bot, group)
    an.writes_anonymously(group, "/nhan")
    message = (await api("getUpdates"))[-1]["message"]
    assert (message["sender_chat"]["id"], message["from"]["username"]) == (group.id, "GroupAnonymousBot")


async def test_presses_on_deleted_messages_and_pressed_again_elsewhere(api, telegram, lan, chat):
    await api("sendMessage", chat_id=lan.id, text="x",
              reply_markup={"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]})  # fmt: skip
    card = chat.last
    press = lan.presses(card, "a")
    lan.deletes(card)
    telegram.redeliver(press)
    queries = [u["callback_query"] for u in await api("getUpdates") if "callback_query" in u]
    assert len({query["id"] for query in queries}) == 2
    assert {query["data"] for query in queries} == {"b"}
    assert queries[0]["message"]["date"] != 0
    assert queries[1]["message"]["date"] == 0
    for query in queries:
        await api("answerCallbackQuery", callback_query_id=query["id"])
    with pytest.raises(LookupError):
        _ = press.answer


async def test_an_update_is_given_twice(api, telegram, lan, chat):
    telegram.deliver_twice()
    (first,) = await api("getUpdates")
    lan.sends("tiếp")
    again = await api("getUpdates", offset=first["update_id"] + 1)
    assert texts(again) == ["/start", "tiếp"]
    assert again[0] == first
    assert texts(await api("getUpdates", offset=first["update_id"] + 1)) == ["tiếp"]


async def test_shuffled_lanes_keep_their_own_order(api, telegram, lan, an, binh):
    telegram.shuffle_updates()
    for person in (lan, an, binh):
        person.starts()
    for number in range(5):
        for person in (lan, an, binh):
            person.sends(str(number))
    updates = await api("getUpdates")
    assert [u["update_id"] for u in updates] == sorted(u["update_id"] for u in updates)
    senders = [u["message"]["from"]["id"] for u in updates]
    assert senders != [lan.id, an.id, binh.id] * 6
    for person in (lan, an, binh):
        own = [u["message"]["text"] for u in updates if u["message"]["from"]["id"] == person.id]
        assert own == ["/start", "0", "1", "2", "3", "4"]


async def test_any_json_can_be_injected(raw, telegram, bot):
    telegram.inject_update({"message": {"nonsense": [None]}})
    (update,) = await raw("getUpdates")
    assert update["message"] == {"nonsense": [None]}
    assert update["update_id"] > 0


async def test_everything_people_send_is_understood_by_others(independent, raw, lan, an, chat):
    lan.sends_photo(caption="ảnh")
    lan.sends_video()
    lan.sends_voice()
    lan.sends_audio()
    lan.sends_document("a.pdf", b"%PDF", "application/pdf")
    lan.sends_video_note()
    lan.sends_animation()
    lan.sends_sticker()
    lan.sends_location(21.0, 105.8)
    lan.shares_contact()
    lan.shares_contact(of=an)
    lan.sends_poll()
    lan.sends_dice()
    message = lan.sends("một")
    lan.edits(message, "một rưỡi")
    lan.replies(message, "hai")
    updates = await independent.bot.get_updates()
    kinds = "photo video voice audio document video_note animation sticker location contact contact poll dice"
    for update, kind in zip(updates[1:], kinds.split(), strict=False):
        assert getattr(update.message, kind), kind
    assert updates[-2].edited_message.text == "một rưỡi"
    assert updates[-1].message.reply_to_message.text == "một rưỡi"
    for update in await raw("getUpdates"):
        assert Update.model_validate(update).update_id == update["update_id"]


async def test_the_same_seed_gives_the_same_history(clock):
    def history() -> list[object]:
        telegram = Telegram(clock, seed=42)
        bot = telegram.create_bot("x", "x_bot")
        lan = telegram.create_person("Lan")
        lan.starts()
        lan.sends_photo()
        lan.sends_dice()
        telegram.randomise_update_ids()
        lan.sends_album([("photo", None, None), ("video", None, None)])
        telegram.shuffle_updates()
        return [bot.token, *bot.updates.take(100)]

    assert history() == history()

"""What the page is told about phones and chats."""

from datetime import timedelta

from tests.sandbox_page.page_kit import Browser, Ward

OK = {"inline_keyboard": [[{"text": "Tiếp nhận", "callback_data": "a"}]]}
TAKEN = {"inline_keyboard": [[{"text": "Kết thúc", "callback_data": "b"}]]}


async def test_two_officers_share_one_group_and_have_their_own_phones(page: Browser, ward: Ward) -> None:
    view = await page.view()
    assert [(phone["title"], [one["id"] for one in phone["chats"]]) for phone in view["phones"]] == [
        ("Lan", [ward.lan.id]),
        ("An", [ward.group.id, ward.an.id]),
        ("Bình", [ward.group.id]),
    ]
    assert sorted(chat["id"] for chat in view["chats"]) == sorted([ward.lan.id, ward.an.id, ward.group.id])
    assert view["now"] == "2026-11-02T13:00:00+00:00"
    assert view["jumps"] == ["+1 giờ"]


async def test_words_come_with_entities_and_never_as_html(page: Browser, ward: Ward) -> None:
    await page.bot("sendMessage", chat_id=ward.group.id, text="🔴 <b>a &lt;i&gt;</b>", parse_mode="HTML")
    message = (await page.messages(ward.group.id))[-1]
    assert message["text"] == "🔴 a <i>"
    assert message["entities"] == [{"type": "bold", "offset": 3, "length": 5}]
    assert message["from"] == {"id": ward.bot.id, "name": "Tin báo Bạch Đằng"}


async def test_an_edit_leaves_the_earlier_keyboard_to_be_found(page: Browser, ward: Ward) -> None:
    sent = await page.bot("sendMessage", chat_id=ward.group.id, text="Mới", reply_markup=OK)
    at = {"chat_id": ward.group.id, "message_id": sent["message_id"]}
    await page.bot("editMessageText", **at, text="Đã nhận", reply_markup=TAKEN)
    await page.bot("editMessageText", **at, text="Đã nhận lúc 20:00", reply_markup=TAKEN)
    message = (await page.messages(ward.group.id))[-1]
    assert message["text"] == "Đã nhận lúc 20:00"
    assert message["edited"]
    assert message["buttons"] == [[{"text": "Kết thúc", "data": "b"}]]
    assert message["earlier"] == [[[{"text": "Tiếp nhận", "data": "a"}]]]


async def test_a_deleted_message_is_gone_and_its_answer_says_so(page: Browser, ward: Ward) -> None:
    first = ward.an.sends("nhầm", ward.group)
    ward.binh.replies(first, "gì cơ?")
    ward.an.deletes(first)
    messages = await page.messages(ward.group.id)
    assert "nhầm" not in [message["text"] for message in messages]
    assert messages[-1]["reply"] == {"name": "", "text": None, "kind": None}


async def test_only_the_newest_two_hundred_messages_are_sent(page: Browser, ward: Ward) -> None:
    for number in range(210):
        ward.lan.sends(f"tin {number}")
    messages = await page.messages(ward.lan.id)
    assert [messages[0]["text"], messages[-1]["text"], len(messages)] == ["tin 10", "tin 209", 200]


async def test_service_messages_tell_what_and_about_whom(page: Browser, ward: Ward) -> None:
    created, added = await page.messages(ward.group.id)
    assert created["service"] == {"kind": "group_chat_created", "about": None}
    assert added["service"] == {"kind": "new_chat_members", "about": "Tin báo Bạch Đằng"}
    assert added["from"]["name"] == "An Phạm"


async def test_places_contacts_and_stickers_need_no_file(page: Browser, ward: Ward) -> None:
    ward.lan.sends_location(20.97, 106.74)
    ward.lan.shares_contact()
    ward.lan.sends_sticker(emoji="🙏")
    place, contact, sticker = [message["media"] for message in await page.messages(ward.lan.id)]
    assert place == {"kind": "location", "latitude": 20.97, "longitude": 106.74}
    assert contact == {"kind": "contact", "name": "Lan", "phone": "+84900000001"}
    assert (sticker["kind"], sticker["emoji"]) == ("sticker", "🙏")


async def test_the_phone_follows_a_group_that_was_upgraded(page: Browser, ward: Ward) -> None:
    new = ward.an.upgrades(ward.group)
    phones = (await page.view())["phones"]
    assert [phone["chats"][0]["id"] for phone in phones[1:]] == [new.id, new.id]


async def test_an_officer_who_was_removed_is_outside(page: Browser, ward: Ward) -> None:
    ward.an.removes(ward.binh, ward.group)
    assert [phone["chats"][0]["outside"] for phone in (await page.view())["phones"]] == [False, False, True]


async def test_a_reply_keyboard_tells_what_its_buttons_ask_for(page: Browser, ward: Ward) -> None:
    ward.lan.starts()
    rows = [["⚡ Báo nhanh"], [{"text": "Số máy", "request_contact": True}]]
    keyboard = {"keyboard": rows, "one_time_keyboard": True, "input_field_placeholder": "Gõ ở đây"}
    await page.bot("sendMessage", chat_id=ward.lan.id, text="Chọn", reply_markup=keyboard)
    chat = next(one for one in (await page.view())["chats"] if one["id"] == ward.lan.id)
    assert chat["keyboard"] == {
        "rows": [[{"text": "⚡ Báo nhanh", "request": None}], [{"text": "Số máy", "request": "contact"}]],
        "one_time": True,
        "placeholder": "Gõ ở đây",
    }


async def test_typing_lasts_five_seconds_or_until_the_bot_writes(page: Browser, ward: Ward) -> None:
    ward.lan.starts()
    await page.bot("sendChatAction", chat_id=ward.lan.id, action="typing")
    typing = [chat["typing_until"] for chat in (await page.view())["chats"]]
    assert typing == [(ward.now + timedelta(seconds=5)).isoformat(), None, None]
    await page.bot("sendMessage", chat_id=ward.lan.id, text="xong")
    assert (await page.view())["chats"][0]["typing_until"] is None


async def test_commands_are_those_of_the_narrowest_scope(page: Browser, ward: Ward) -> None:
    def listed(word: str) -> list[dict[str, str]]:
        return [{"command": word, "description": word}]

    await page.bot("setMyCommands", commands=listed("start"))
    await page.bot("setMyCommands", commands=listed("moi"), scope={"type": "all_group_chats"})
    admins = {"type": "chat_administrators", "chat_id": ward.group.id}
    await page.bot("setMyCommands", commands=listed("truc"), scope=admins)
    lan, an, binh = [phone["chats"][0]["commands"][0]["command"] for phone in (await page.view())["phones"]]
    assert (lan, an, binh) == ("start", "truc@tinbao_bachdang_bot", "moi@tinbao_bachdang_bot")

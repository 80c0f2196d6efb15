"""What arrives on the phones, and what comes back to the bot."""

import pytest

from bot.sandbox import pictures
from bot.sandbox.limits import DOWNLOAD

PHOTO = pictures.sample(1)
EXIF = PHOTO[:2] + b"\xff\xe1\x00\x10Exif\x00\x00GPS-here" + PHOTO[2:]


@pytest.fixture
def chat(lan):
    lan.starts()
    return lan.chat_with()


async def test_a_card_in_html(api, lan, chat):
    sent = await api(
        "sendMessage", chat_id=lan.id, parse_mode="HTML",
        text="<b>Tin &lt;1&gt;</b> 😀 <i>ở <u>Ngõ 12</u></i> <a href='https://a.vn/x'>bản đồ</a>\n<code>/huy</code>",
    )  # fmt: skip
    assert sent["text"] == "Tin <1> 😀 ở Ngõ 12 bản đồ\n/huy"
    kinds = [(entity["type"], entity["offset"], entity["length"]) for entity in sent["entities"]]
    assert kinds == [("bold", 0, 7), ("italic", 11, 8), ("underline", 13, 6), ("text_link", 20, 6), ("code", 27, 4)]
    assert chat.last.html == (
        '<b>Tin &lt;1&gt;</b> 😀 <i>ở <u>Ngõ 12</u></i> <a href="https://a.vn/x">bản đồ</a>\n<code>/huy</code>'
    )


async def test_what_can_be_clicked_by_accident_is_seen(api, lan, chat):
    words = "gõ /huy, hỏi @an_tran, xem congan.vn #tin a@b.vn +84900000001 $VND 4111 1111 1111 1111"
    sent = await api("sendMessage", chat_id=lan.id, text=words)
    assert [entity["type"] for entity in sent["entities"]] == [
        "bot_command", "mention", "url", "hashtag", "email", "phone_number", "cashtag",
        "bank_card_number",
    ]  # fmt: skip
    words = "12/11, 1.5 triệu, xe/máy, a.b, #1, xã hội.Có, 5$, 4111 1111 1111 1112"
    harmless = await api("sendMessage", chat_id=lan.id, text=words)
    assert "entities" not in harmless


async def test_bidi_controls_and_edges_do_not_arrive(api, lan, chat):
    sent = await api(
        "sendMessage",
        chat_id=lan.id,
        text="  \u202ea\u202eb\r\nc  ",
        entities=[{"type": "bold", "offset": 5, "length": 1}],
    )
    assert sent["text"] == "ab\nc"
    assert [(e["type"], e["offset"], e["length"]) for e in sent["entities"]] == [("bold", 1, 1)]


async def test_options_of_a_message(api, lan, chat):
    start = chat.last
    sent = await api(
        "sendMessage", chat_id=lan.id, text="Đã nhận https://a.vn", protect_content=True, disable_notification=True,
        link_preview_options={"is_disabled": True}, reply_parameters={"message_id": start.id},
    )  # fmt: skip
    assert sent["has_protected_content"] is True
    assert sent["link_preview_options"] == {"is_disabled": True}
    assert sent["reply_to_message"]["message_id"] == start.id
    assert (chat.last.silent, chat.last.protect_content, chat.last.reply_to) == (True, True, start)


async def test_reply_keyboards_stay_until_removed(api, lan, chat):
    keyboard = {"keyboard": [[{"text": "Gửi số điện thoại", "request_contact": True}], [{"text": "Bỏ qua"}]]}
    await api("sendMessage", chat_id=lan.id, text="Số điện thoại?", reply_markup=keyboard)
    assert [[button.text for button in row] for row in chat.reply_keyboard] == [["Gửi số điện thoại"], ["Bỏ qua"]]
    assert lan.taps("Bỏ qua").text == "Bỏ qua"
    shared = lan.taps("Gửi số điện thoại")
    assert shared.content["contact"] == {"phone_number": lan.phone, "first_name": "Lan", "user_id": lan.id}
    await api("sendMessage", chat_id=lan.id, text="Cảm ơn", reply_markup={"remove_keyboard": True})
    assert chat.reply_keyboard == []


async def test_edits_in_place_keep_their_history(api, lan, chat):
    button = {"inline_keyboard": [[{"text": "Tiếp nhận", "callback_data": "ack"}]]}
    sent = await api("sendMessage", chat_id=lan.id, text="Tin mới", reply_markup=button)
    await api(
        "editMessageText", chat_id=lan.id, message_id=sent["message_id"], text="<b>Đã nhận</b>", parse_mode="HTML"
    )
    card = chat.last
    assert (card.text, card.buttons) == ("Đã nhận", [])
    assert [(old.text, old.buttons[0][0].data) for old in card.history] == [("Tin mới", "ack")]
    assert lan.presses(card, data="ack").data == "ack"
    with pytest.raises(LookupError):
        lan.presses(card, data="other")


async def test_an_upload_comes_back_by_its_id(api, raw, lan, chat):
    sent = await api("sendDocument", chat_id=lan.id, document=b"%PDF-1", caption="Biên bản")
    again = await api("sendDocument", chat_id=lan.id, document=sent["document"]["file_id"])
    assert again["document"]["file_unique_id"] == sent["document"]["file_unique_id"]
    assert chat.last.bytes == b"%PDF-1"


async def test_photos_lose_their_metadata_and_files_do_not(api, raw, session, base, bot, lan, chat):
    as_photo, as_file = lan.sends_photo(EXIF), lan.sends_photo(EXIF, as_file=True)
    assert (as_photo.bytes, as_file.bytes) == (PHOTO, EXIF)
    updates = await raw("getUpdates", offset=-2)
    sizes = updates[0]["message"]["photo"]
    assert sizes[0]["width"] < sizes[-1]["width"]
    file = await api("getFile", file_id=sizes[-1]["file_id"])
    path = file["file_path"].removeprefix(
        f"{base}/file/bot{bot.token}/"
    )  # python-telegram-bot makes it a whole address
    async with session.get(f"{base}/file/bot{bot.token}/{path}") as response:
        assert await response.read() == PHOTO


async def test_big_files_pass_by_id_but_cannot_be_fetched(api, raw, lan, chat, refused):
    lan.sends_document("video.mp4", b"...", "video/mp4", size=DOWNLOAD + 1)
    (update,) = await raw("getUpdates", offset=-1)
    document = update["message"]["document"]
    assert (document["file_name"], document["mime_type"]) == ("video.mp4", "video/mp4")
    async with refused(400, "file is too big"):
        await api("getFile", file_id=document["file_id"])
    await api("sendDocument", chat_id=lan.id, document=document["file_id"])


async def test_file_ids_belong_to_one_bot_and_one_kind(api, raw, telegram, session, base, lan, bot, chat, refused):
    lan.sends_photo()
    (update,) = await raw("getUpdates", offset=-1)
    file_id = update["message"]["photo"][-1]["file_id"]
    other = telegram.create_bot("Khác", "khac_bot")
    photo = chat.last.media.file
    assert telegram.files.id_for(other.id, photo) != file_id
    async with refused(400, "wrong remote file identifier specified: can't unserialize it. Wrong last symbol"):
        await api("sendPhoto", chat_id=lan.id, photo=telegram.files.id_for(other.id, photo))
    async with refused(400, "can't use file of type Photo as Document"):
        await api("sendDocument", chat_id=lan.id, document=file_id)
    async with refused(400, "wrong remote file identifier specified: Wrong character in the string"):
        await api("sendPhoto", chat_id=lan.id, photo="không phải")
    async with refused(400, "wrong file_id or the file is temporarily unavailable"):
        await api("getFile", file_id="A" * 40)


async def test_albums_are_sent_as_one_and_arrive_as_many(api, raw, lan, chat, refused):
    lan.sends_photo()
    (update,) = await raw("getUpdates", offset=-1)
    file_id = update["message"]["photo"][-1]["file_id"]
    item = {"type": "photo", "media": file_id}
    sent = await api("sendMediaGroup", chat_id=lan.id, media=[{**item, "caption": "Ảnh 1"}, item])
    assert len({message["media_group_id"] for message in sent}) == 1
    assert [message.caption for message in chat.messages[-2:]] == ["Ảnh 1", None]
    for count, words in ((11, "too many messages to send as an album"), (1, "too few messages to send as an album")):
        async with refused(400, words):
            await raw("sendMediaGroup", chat_id=lan.id, media=[item] * count)
    lan.sends_album([("photo", None, "Biển số"), ("video", None, None)])
    late = lan.adds_to_album(chat.last.album, "photo")
    updates = await raw("getUpdates", offset=-3)
    assert {update["message"]["media_group_id"] for update in updates} == {late.album}


async def test_an_album_from_attached_files(base, session, bot, lan, chat):
    import aiohttp

    form = aiohttp.FormData()
    form.add_field("chat_id", str(lan.id))
    form.add_field("media", '[{"type":"photo","media":"attach://a"},{"type":"photo","media":"attach://b"}]')
    for name in ("a", "b"):
        form.add_field(name, pictures.sample(ord(name)), filename="x.jpg", content_type="image/jpeg")
    async with session.post(f"{base}/bot{bot.token}/sendMediaGroup", data=form) as response:
        assert len((await response.json())["result"]) == 2
    assert chat.last.bytes == pictures.sample(ord("b"))


async def test_a_picture_is_replaced(api, lan, chat):
    sent = await api("sendPhoto", chat_id=lan.id, photo=PHOTO)
    other = await api("sendPhoto", chat_id=lan.id, photo=pictures.sample(2))
    media = {"type": "photo", "media": other["photo"][-1]["file_id"], "caption": "Rõ hơn"}
    await api("editMessageMedia", chat_id=lan.id, message_id=sent["message_id"], media=media)
    edited = chat.find(sent["message_id"])
    assert (edited.bytes, edited.caption) == (pictures.sample(2), "Rõ hơn")


async def test_forwards_show_the_sender_and_copies_do_not(api, bot, lan, chat, group):
    said = lan.sends("Nhà số 5 có tiếng kêu cứu")
    forwarded = await api("forwardMessage", chat_id=group.id, from_chat_id=lan.id, message_id=said.id)
    assert forwarded["forward_origin"]["sender_user"]["id"] == lan.id
    copied = await api("copyMessage", chat_id=group.id, from_chat_id=lan.id, message_id=said.id)
    copy = group.find(copied["message_id"])
    assert (copy.text, copy.forwarded, copy.sender) == (said.text, None, bot)


async def test_many_are_copied_in_order(api, lan, chat, group, refused):
    numbers = [lan.sends(f"phần {part}").id for part in range(3)]
    copied = await api("copyMessages", chat_id=group.id, from_chat_id=lan.id, message_ids=[*numbers, numbers[-1] + 50])
    assert [group.find(copy["message_id"]).text for copy in copied] == ["phần 0", "phần 1", "phần 2"]
    for wrong, words in (
        (numbers[::-1], "message identifiers must be in a strictly increasing order"),
        (list(range(1, 102)), "too many message identifiers specified"),
        ([10**6], "there are no messages to forward"),
    ):
        async with refused(400, words):
            await api("copyMessages", chat_id=group.id, from_chat_id=lan.id, message_ids=wrong)


async def test_protected_messages_stay_where_they_are(api, lan, chat, group, refused):
    sent = await api("sendMessage", chat_id=lan.id, text="Mã TB-1", protect_content=True)
    async with refused(400, "message has protected content and can't be copied"):
        await api("copyMessage", chat_id=group.id, from_chat_id=lan.id, message_id=sent["message_id"])


async def test_places(api, lan, chat, refused):
    sent = await api("sendLocation", chat_id=lan.id, latitude=21.0, longitude=105.8)
    assert sent["location"]["latitude"] == 21.0
    async with refused(400, "wrong location specified"):
        await api("sendLocation", chat_id=lan.id, latitude=91, longitude=0)


async def test_what_a_bot_learns_of_a_group(api, telegram, an, binh, bot, group):
    an.promotes(bot, group, "can_pin_messages")
    member = await api("getChatMember", chat_id=group.id, user_id=bot.id)
    assert (member["status"], member["can_delete_messages"], member["can_pin_messages"]) == (
        "administrator",
        True,
        False,
    )
    admins = await api("getChatAdministrators", chat_id=group.id)
    assert {admin["user"]["id"]: admin["status"] for admin in admins} == {an.id: "creator", bot.id: "administrator"}
    binh.leaves(group)
    assert (await api("getChatMember", chat_id=group.id, user_id=binh.id))["status"] == "left"
    info = await api("getChat", chat_id=group.id)
    assert (info["title"], info["type"]) == ("Trực ban Bạch Đằng", "supergroup")


async def test_the_bot_presents_itself(api, bot):
    commands = [{"command": "huy", "description": "Bỏ tin đang viết"}]
    await api("setMyCommands", commands=commands, scope={"type": "all_private_chats"})
    assert await api("getMyCommands", scope={"type": "all_private_chats"}) == commands
    assert await api("getMyCommands") == []
    assert bot.commands_for("chat:1", "all_private_chats", "default") == commands
    await api("deleteMyCommands", scope={"type": "all_private_chats"})
    assert await api("getMyCommands", scope={"type": "all_private_chats"}) == []
    await api("setMyName", name="Tin báo")
    await api("setMyDescription", description="Báo tin cho công an phường")
    assert (await api("getMe"))["first_name"] == "Tin báo"
    assert await api("getMyDescription") == {"description": "Báo tin cho công an phường"}


async def test_a_deep_link_starts_the_bot(lan, telegram, bot):
    assert lan.opens(f"https://t.me/{bot.username}?start=moi_abc-1").text == "/start moi_abc-1"
    assert lan.opens("https://bocongan.gov.vn") is None
    for payload in ("a" * 65, "đ", "a b"):
        with pytest.raises(ValueError, match="payload"):
            lan.starts(payload=payload)


async def test_a_hundred_entities_are_kept_and_no_more(api, lan, chat):
    sent = await api("sendMessage", chat_id=lan.id, text="<b>a</b> " * 120, parse_mode="HTML")
    assert len(sent["entities"]) == 100


async def test_topics_from_birth_to_end(api, telegram, an, bot, refused):
    forum = telegram.create_supergroup("Diễn đàn", owner=an, members=[bot], forum=True)
    an.promotes(bot, forum)
    topic = (await api("createForumTopic", chat_id=forum.id, name="Tin 1"))["message_thread_id"]
    where = {"chat_id": forum.id, "message_thread_id": topic}
    await api("editForumTopic", **where, name="Tin 1 – đã nhận")
    await api("closeForumTopic", **where)
    async with refused(400, "TOPIC_NOT_MODIFIED"):
        await api("closeForumTopic", **where)
    assert (forum.topics[topic].name, forum.topics[topic].closed) == ("Tin 1 – đã nhận", True)
    await api("deleteForumTopic", **where)
    async with refused(400, "TOPIC_ID_INVALID"):
        await api("deleteForumTopic", **where)

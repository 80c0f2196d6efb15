"""Telegram says no, in its own words, to every client."""

import pytest

BUTTON = {"text": "Tiếp nhận", "callback_data": "v1:ack"}


def keyboard(*buttons):
    return {"inline_keyboard": [list(buttons)]}


@pytest.fixture
def chat(lan):
    lan.starts()
    return lan.chat_with()


async def test_nobody_can_be_written_to_before_they_press_start(api, lan, group, refused, telegram):
    async with refused(400, "chat not found"):
        await api("sendMessage", chat_id=lan.id, text="Chào bà")
    lan.joins(group)
    async with refused(403, "bot can't initiate conversation with a user"):
        await api("sendMessage", chat_id=lan.id, text="Chào bà")
    lan.starts()
    await api("sendMessage", chat_id=lan.id, text="Chào bà")


async def test_a_blocked_or_deleted_account_is_forbidden(api, lan, chat, refused):
    lan.blocks()
    async with refused(403, "bot was blocked by the user"):
        await api("sendMessage", chat_id=lan.id, text="x")
    lan.deactivates()
    async with refused(403, "user is deactivated"):
        await api("sendMessage", chat_id=lan.id, text="x")


async def test_a_bot_thrown_out_or_never_inside_cannot_post(api, telegram, an, bot, group, refused):
    elsewhere = telegram.create_group("Nơi khác", owner=an)
    async with refused(400, "chat not found"):
        await api("sendMessage", chat_id=elsewhere.id, text="x")
    an.removes(bot, group)
    async with refused(403, "bot was kicked from the supergroup chat"):
        await api("sendMessage", chat_id=group.id, text="x")


async def test_a_bot_that_left_is_not_a_member(api, group, refused):
    await api("leaveChat", chat_id=group.id)
    async with refused(403, "bot is not a member of the supergroup chat"):
        await api("sendMessage", chat_id=group.id, text="x")


async def test_an_upgraded_group_tells_its_new_id(api, telegram, an, bot, refused):
    small = telegram.create_group("Trực ban", owner=an, members=[bot])
    big = an.upgrades(small)
    async with refused(400, "group chat was upgraded to a supergroup chat") as refusal:
        await api("sendMessage", chat_id=small.id, text="x")
    assert refusal.parameters == {"migrate_to_chat_id": big.id}
    sent = await api("sendMessage", chat_id=big.id, text="x")
    assert sent["message_id"] == 2  # numbers start anew; 1 is the service message


@pytest.mark.parametrize("text", ["x" * 4097, "😀" * 2049, "đ" * 4097])
async def test_text_is_counted_in_utf16_units(api, lan, chat, refused, text):
    async with refused(400, "message is too long"):
        await api("sendMessage", chat_id=lan.id, text=text)


async def test_the_longest_text_and_markup_that_does_not_count(api, lan, chat):
    sent = await api("sendMessage", chat_id=lan.id, text="<b>" + "😀" * 2048 + "</b>", parse_mode="HTML")
    assert sent["entities"] == [{"type": "bold", "offset": 0, "length": 4096}]


async def test_a_caption_has_1024_units(api, lan, chat, refused):
    await api("sendPhoto", chat_id=lan.id, photo=b"\xff\xd8 picture", caption="c" * 1024)
    async with refused(400, "message caption is too long"):
        await api("sendPhoto", chat_id=lan.id, photo=b"\xff\xd8 picture", caption="c" * 1025)


@pytest.mark.parametrize("text", ["   ", "\n\n", "<b></b>", "<i> </i>"])
async def test_a_text_with_nothing_to_see(api, lan, chat, refused, text):
    async with refused(400, "message text is empty"):
        await api("sendMessage", chat_id=lan.id, text=text, parse_mode="HTML")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("<x>a</x>", 'Unsupported start tag "x" at byte offset 0'),
        ("đ <b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("đ <b>a</i>", 'Unmatched end tag at byte offset 7, expected "</b>", found "</i>"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("a <b", "Unclosed start tag at byte offset 2"),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<a href>z</a>", 'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0'),
        ("<span>z</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<a href='x>z</a>", "Unclosed start tag at byte offset 0"),
    ],
)
async def test_broken_html(api, lan, chat, refused, text, complaint):
    async with refused(400, f"can't parse entities: {complaint}"):
        await api("sendMessage", chat_id=lan.id, text=text, parse_mode="HTML")


async def test_unknown_parse_mode(api, lan, chat, refused):
    async with refused(400, "unsupported parse_mode"):
        await api("sendMessage", chat_id=lan.id, text="x", parse_mode="BBCode")


async def test_entities_outside_of_the_text(api, lan, chat, refused):
    async with refused(400, "Entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 4"):
        await api("sendMessage", chat_id=lan.id, text="abc", entities=[{"type": "bold", "offset": 0, "length": 4}])


async def test_callback_data_is_64_bytes_not_characters(api, lan, chat, refused):
    await api("sendMessage", chat_id=lan.id, text="x", reply_markup=keyboard({"text": "a", "callback_data": "đ" * 32}))
    for data in ("đ" * 32 + "a", "a" * 65, ""):
        async with refused(400, "BUTTON_DATA_INVALID"):
            markup = keyboard({"text": "a", "callback_data": data})
            await api("sendMessage", chat_id=lan.id, text="x", reply_markup=markup)


async def test_keyboards_have_bounds(api, lan, chat, refused):
    await api("sendMessage", chat_id=lan.id, text="x", reply_markup={"inline_keyboard": [[BUTTON] * 8] * 12})
    for rows in ([[BUTTON] * 9], [[BUTTON] * 8] * 13):
        async with refused(400, "reply markup is too long"):
            await api("sendMessage", chat_id=lan.id, text="x", reply_markup={"inline_keyboard": rows})


@pytest.mark.parametrize(
    ("button", "complaint"),
    [
        ({"text": "a"}, "can't parse inline keyboard button: text buttons are unallowed in the inline keyboard"),
        ({"text": "a", "url": "tin bao"}, "inline keyboard button url 'tin bao' is invalid: wrong http url"),
        ({"text": "a", "url": "https://a.vn", "callback_data": "b"}, "BUTTON_TYPE_INVALID"),
        ({"text": "a", "callback_data": "b", "style": "pink"},
         "can't parse inline keyboard button: invalid button style specified"),
    ],
)  # fmt: skip
async def test_buttons_that_are_none(api, lan, chat, refused, button, complaint):
    async with refused(400, complaint):
        await api("sendMessage", chat_id=lan.id, text="x", reply_markup=keyboard(button))


async def test_edits_that_change_nothing(api, lan, chat, refused):
    sent = await api("sendMessage", chat_id=lan.id, text="Tin 1", reply_markup=keyboard(BUTTON))
    where = {"chat_id": lan.id, "message_id": sent["message_id"]}
    words = (
        "message is not modified: specified new message content and reply markup are exactly the same as a current "
        "content and reply markup of the message"
    )
    async with refused(400, words):
        await api("editMessageText", **where, text="Tin 1", reply_markup=keyboard(BUTTON))
    await api("editMessageText", **where, text="Tin 1")  # taking the keyboard away is a change
    async with refused(400, words):
        await api("editMessageReplyMarkup", **where)


async def test_edits_of_what_is_not_there_or_not_ours(api, lan, chat, refused):
    theirs = lan.sends("Tôi muốn báo tin")
    async with refused(400, "message can't be edited"):
        await api("editMessageText", chat_id=lan.id, message_id=theirs.id, text="y")
    async with refused(400, "message to edit not found"):
        await api("editMessageText", chat_id=lan.id, message_id=theirs.id + 1000, text="y")
    sent = await api("sendMessage", chat_id=lan.id, text="x")
    async with refused(400, "there is no caption in the message to edit"):
        await api("editMessageCaption", chat_id=lan.id, message_id=sent["message_id"], caption="y")
    lan.deletes(chat.last)
    async with refused(400, "message to edit not found"):
        await api("editMessageText", chat_id=lan.id, message_id=sent["message_id"], text="y")


async def test_a_photo_has_no_text_to_edit(api, lan, chat, refused):
    sent = await api("sendPhoto", chat_id=lan.id, photo=b"\xff\xd8 picture", caption="Ảnh")
    where = {"chat_id": lan.id, "message_id": sent["message_id"]}
    async with refused(400, "there is no text in the message to edit"):
        await api("editMessageText", **where, text="y")
    assert (await api("editMessageCaption", **where, caption="Ảnh 2"))["caption"] == "Ảnh 2"


async def test_own_messages_are_edited_at_any_age_and_deleted_within_48_hours(api, clock, lan, chat, refused):
    sent = await api("sendMessage", chat_id=lan.id, text="x")
    clock.advance(hours=48)
    await api("editMessageText", chat_id=lan.id, message_id=sent["message_id"], text="y")
    async with refused(400, "message can't be deleted for everyone"):
        await api("deleteMessage", chat_id=lan.id, message_id=sent["message_id"])
    fresh = await api("sendMessage", chat_id=lan.id, text="x")
    clock.advance(hours=47)
    await api("deleteMessage", chat_id=lan.id, message_id=fresh["message_id"])
    async with refused(400, "message to delete not found"):
        await api("deleteMessage", chat_id=lan.id, message_id=fresh["message_id"])


async def test_in_groups_other_peoples_messages_need_a_right(api, group, an, binh, bot, refused):
    said = binh.sends("/help", group)
    async with refused(400, "message can't be deleted"):
        await api("deleteMessage", chat_id=group.id, message_id=said.id)
    an.promotes(bot, group)
    assert await api("deleteMessages", chat_id=group.id, message_ids=[said.id, said.id + 9])
    assert said.deleted


async def test_a_callback_is_answered_once_and_in_time(api, clock, lan, chat, refused):
    words = "query is too old and response timeout expired or query id is invalid"
    await api("sendMessage", chat_id=lan.id, text="x", reply_markup=keyboard(BUTTON))
    first, late = (lan.presses(chat.last, "Tiếp nhận") for _ in range(2))
    await api("answerCallbackQuery", callback_query_id=first.id, text="Đã nhận", show_alert=True)
    assert first.answer.text == "Đã nhận"
    assert first.answer.show_alert
    async with refused(400, words):
        await api("answerCallbackQuery", callback_query_id=first.id)
    clock.advance(seconds=150)
    async with refused(400, words):
        await api("answerCallbackQuery", callback_query_id=late.id)
    assert late.answer is None
    async with refused(400, words):
        await api("answerCallbackQuery", callback_query_id="123")


async def test_an_answer_has_200_characters(api, lan, chat, refused):
    await api("sendMessage", chat_id=lan.id, text="x", reply_markup=keyboard(BUTTON))
    press = lan.presses(chat.last, "Tiếp nhận")
    async with refused(400, "MESSAGE_TOO_LONG"):
        await api("answerCallbackQuery", callback_query_id=press.id, text="đ" * 201)
    await api("answerCallbackQuery", callback_query_id=press.id, text="đ" * 200)


async def test_a_reply_needs_its_message(api, lan, chat, refused):
    gone = {"message_id": 999_999}
    async with refused(400, "message to be replied not found"):
        await api("sendMessage", chat_id=lan.id, text="x", reply_parameters=gone)
    sent = await api(
        "sendMessage", chat_id=lan.id, text="x", reply_parameters={**gone, "allow_sending_without_reply": True}
    )
    assert "reply_to_message" not in sent


async def test_muted_bots_may_not_write(api, an, bot, group, refused):
    an.restricts(bot, group)
    async with refused(400, "not enough rights to send text messages to the chat"):
        await api("sendMessage", chat_id=group.id, text="x")
    async with refused(400, "not enough rights to send photos to the chat"):
        await api("sendPhoto", chat_id=group.id, photo=b"\xff\xd8 picture")


async def test_rights_of_administrators(api, an, bot, group, refused):
    sent = await api("sendMessage", chat_id=group.id, text="x")
    async with refused(400, "not enough rights to manage pinned messages in the chat"):
        await api("pinChatMessage", chat_id=group.id, message_id=sent["message_id"])
    async with refused(400, "not enough rights to manage chat invite link"):
        await api("createChatInviteLink", chat_id=group.id)
    an.promotes(bot, group)
    await api("pinChatMessage", chat_id=group.id, message_id=sent["message_id"])
    link = await api("createChatInviteLink", chat_id=group.id, member_limit=1, name="An")
    assert link["member_limit"] == 1
    assert group.pinned[-1].id == sent["message_id"]


async def test_topics_that_are_not_there(api, telegram, an, bot, group, refused):
    async with refused(400, "message thread not found"):
        await api("sendMessage", chat_id=group.id, text="x", message_thread_id=77)
    async with refused(400, "the chat is not a forum"):
        await api("createForumTopic", chat_id=group.id, name="Tin mới")
    forum = telegram.create_supergroup("Diễn đàn", owner=an, members=[bot], forum=True)
    async with refused(400, "not enough rights to create a topic"):
        await api("createForumTopic", chat_id=forum.id, name="Tin mới")
    an.promotes(bot, forum)
    topic = (await api("createForumTopic", chat_id=forum.id, name="Tin mới"))["message_thread_id"]
    sent = await api("sendMessage", chat_id=forum.id, text="x", message_thread_id=topic)
    assert (sent["message_thread_id"], sent["is_topic_message"]) == (topic, True)
    an.deletes_topic(forum, topic)
    async with refused(400, "message thread not found"):
        await api("sendMessage", chat_id=forum.id, text="x", message_thread_id=topic)
    async with refused(400, "message to edit not found"):
        await api("editMessageText", chat_id=forum.id, message_id=sent["message_id"], text="y")


async def test_a_closed_topic(api, telegram, an, bot, refused):
    forum = telegram.create_supergroup("Diễn đàn", owner=an, members=[bot], forum=True)
    topic = an.creates_topic(forum, "Tin cũ")
    an.closes_topic(forum, topic)
    async with refused(400, "TOPIC_CLOSED"):
        await api("sendMessage", chat_id=forum.id, text="x", message_thread_id=topic)
    an.promotes(bot, forum)
    await api("sendMessage", chat_id=forum.id, text="x", message_thread_id=topic)


@pytest.mark.parametrize(
    ("commands", "complaint"),
    [
        ([{"command": "Huỷ", "description": "x"}], "BOT_COMMAND_INVALID"),
        ([{"command": "a" * 33, "description": "x"}], "BOT_COMMAND_INVALID"),
        ([{"command": "huy", "description": "x" * 257}], "BOT_COMMAND_DESCRIPTION_INVALID"),
        ([{"command": "huy", "description": "x"}] * 101, "BOT_COMMANDS_TOO_MUCH"),
    ],
)
async def test_commands_telegram_does_not_take(api, refused, commands, complaint):
    async with refused(400, complaint):
        await api("setMyCommands", commands=commands)


async def test_a_chat_action_must_be_known(api, lan, chat, refused):
    await api("sendChatAction", chat_id=lan.id, action="typing")
    assert chat.actions == ["typing"]
    async with refused(400, "wrong parameter action in request"):
        await api("sendChatAction", chat_id=lan.id, action="sleeping")


async def test_reactions_are_few(api, lan, chat, refused):
    said = lan.sends("Xin chào")
    await api("setMessageReaction", chat_id=lan.id, message_id=said.id, reaction=[{"type": "emoji", "emoji": "👍"}])
    assert said.reactions == [{"type": "emoji", "emoji": "👍"}]
    async with refused(400, "REACTION_INVALID"):
        await api("setMessageReaction", chat_id=lan.id, message_id=said.id, reaction=[{"type": "emoji", "emoji": "🚓"}])

"""Our table of limits against that of python-telegram-bot."""

from datetime import timedelta

import pytest
from telegram import constants

from bot.sandbox import limits
from bot.sandbox.updates import ALL_TYPES


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (limits.TEXT, constants.MessageLimit.MAX_TEXT_LENGTH),
        (limits.CAPTION, constants.MessageLimit.CAPTION_LENGTH),
        (limits.ENTITIES, constants.MessageLimit.MESSAGE_ENTITIES),
        (limits.START_PAYLOAD, constants.MessageLimit.DEEP_LINK_LENGTH),
        (limits.CALLBACK_ANSWER, constants.CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH),
        (limits.CALLBACK_DATA, constants.InlineKeyboardButtonLimit.MAX_CALLBACK_DATA),
        (limits.COPIED_TEXT, constants.InlineKeyboardButtonLimit.MAX_COPY_TEXT),
        (limits.BUTTONS, constants.InlineKeyboardMarkupLimit.TOTAL_BUTTON_NUMBER),
        (limits.BUTTONS_IN_ROW, constants.InlineKeyboardMarkupLimit.BUTTONS_PER_ROW),
        (limits.COMMANDS, constants.BotCommandLimit.MAX_COMMAND_NUMBER),
        (limits.COMMAND, constants.BotCommandLimit.MAX_COMMAND),
        (limits.COMMAND_DESCRIPTION, constants.BotCommandLimit.MAX_DESCRIPTION),
        (limits.BOT_NAME, constants.BotNameLimit.MAX_NAME_LENGTH),
        (limits.BOT_DESCRIPTION, constants.BotDescriptionLimit.MAX_DESCRIPTION_LENGTH),
        (limits.BOT_SHORT_DESCRIPTION, constants.BotDescriptionLimit.MAX_SHORT_DESCRIPTION_LENGTH),
        (limits.TOPIC_NAME, constants.ForumTopicLimit.MAX_NAME_LENGTH),
        (limits.INVITE_LINK_NAME, constants.ChatInviteLinkLimit.NAME_LENGTH),
        (limits.DOWNLOAD, constants.FileSizeLimit.FILESIZE_DOWNLOAD),
        (limits.UPLOAD, constants.FileSizeLimit.FILESIZE_UPLOAD),
        (limits.PHOTO, constants.FileSizeLimit.PHOTOSIZE_UPLOAD),
        (limits.ALBUM_LEAST, constants.MediaGroupLimit.MIN_MEDIA_LENGTH),
        (limits.ALBUM_MOST, constants.MediaGroupLimit.MAX_MEDIA_LENGTH),
        (limits.MANY_MESSAGES, constants.BulkRequestLimit.MAX_LIMIT),
        (limits.UPDATES, constants.PollingLimit.MAX_LIMIT),
        (limits.WEBHOOK_CONNECTIONS_MOST, constants.WebhookLimit.MAX_CONNECTIONS_LIMIT),
        (limits.SECRET_TOKEN, constants.WebhookLimit.MAX_SECRET_TOKEN_LENGTH),
    ],
)
def test_limits_agree_with_an_independent_table(ours, theirs):
    # They count megabytes in thousands of thousands; the server counts 2**20.
    assert ours == int(theirs) or ours * 10**6 == int(theirs) * limits.MEGABYTE


def test_lifetimes_agree_with_the_specification(telegram):
    lives = telegram.lifetimes
    assert (lives.update, lives.callback_query) == (timedelta(hours=24), timedelta(seconds=150))
    assert lives.deletable == timedelta(hours=48)


def test_every_update_type_an_independent_client_knows_is_known():
    assert {kind.value for kind in constants.UpdateType} <= set(ALL_TYPES)

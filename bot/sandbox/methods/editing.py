"""Edits of the bot's own messages. A keyboard not given again is taken away."""

from typing import Any

from bot.sandbox import errors
from bot.sandbox.entities import Words
from bot.sandbox.errors import bad_request
from bot.sandbox.keyboards import NO_MARKUP, Markup
from bot.sandbox.messages import Media, Message
from bot.sandbox.methods import access, composing
from bot.sandbox.methods.media import IN_ALBUMS, item_media
from bot.sandbox.methods.query import Query

Json = dict[str, Any]


def _message(query: Query) -> Message:
    if not query.text("chat_id") and not query.integer("message_id"):
        raise bad_request("message identifier is not specified")
    chat = access.chat(query, access.EDIT)
    seen = access.message(query, chat, "message to edit")
    if seen.sender is not query.bot or seen.forwarded or seen.service or chat.upgraded_to is not None:
        raise bad_request("message can't be edited")
    return seen


def _keyboard(query: Query) -> Markup:
    keyboard = composing.markup(query)
    if keyboard.keyboard is not None or keyboard.remove or keyboard.force_reply:
        raise bad_request("inline keyboard expected")
    return keyboard


def _change(query: Query, seen: Message, keyboard: Markup, said: Words, media: Media | None = None) -> Json:
    media = media or seen.media
    same_file = media is seen.media or (media and seen.media and media.file is seen.media.file)
    if said == seen.words and keyboard.inline == seen.inline and same_file:
        raise bad_request(errors.NOT_MODIFIED)
    composing.admit(query, seen.chat)
    seen.remember()
    seen.words, seen.media, seen.inline = said, media, keyboard.inline
    seen.edit_date = query.telegram.now()
    query.telegram.changed_something()
    return composing.view(query, seen)


def edit_message_text(query: Query) -> Json:
    """`editMessageText`."""
    said, keyboard = composing.text(query), _keyboard(query)
    seen = _message(query)
    if seen.text is None:
        raise bad_request("there is no text in the message to edit")
    seen.link_preview = composing.link_preview(query)
    return _change(query, seen, keyboard, said)


def edit_message_caption(query: Query) -> Json:
    """`editMessageCaption`; no caption removes it."""
    said, keyboard = composing.caption(query), _keyboard(query)
    seen = _message(query)
    if seen.media is None:
        raise bad_request("there is no caption in the message to edit")
    return _change(query, seen, keyboard, said)


def edit_message_media(query: Query) -> Json:
    """`editMessageMedia`."""
    item = query.json("media", "input media")
    if item is None:
        raise bad_request('parameter "media" is required')
    media, keyboard = item_media(query, item, (*IN_ALBUMS, "animation")), _keyboard(query)
    said = composing.caption(query, item)
    return _change(query, _message(query), keyboard, said, media)


def edit_message_reply_markup(query: Query) -> Json:
    """`editMessageReplyMarkup`; no keyboard removes it."""
    keyboard = _keyboard(query) if query.params.get("reply_markup") else NO_MARKUP
    seen = _message(query)
    return _change(query, seen, keyboard, seen.words)


METHODS = {
    "editmessagetext": edit_message_text,
    "editmessagecaption": edit_message_caption,
    "editmessagemedia": edit_message_media,
    "editmessagereplymarkup": edit_message_reply_markup,
}

"""JSON objects of the Bot API, as one bot gets them."""

from typing import TYPE_CHECKING, Any

from bot.sandbox.clock import unix
from bot.sandbox.files import FileStore, StoredFile
from bot.sandbox.messages import Media, Message

if TYPE_CHECKING:
    from bot.sandbox.chats import Chat

Json = dict[str, Any]
ANONYMOUS_ADMIN: Json = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
CHANNEL_BOT: Json = {"id": 136817688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"}


def chat(seen: "Chat") -> Json:
    """The `Chat` object."""
    if seen.person is not None:
        view = {**seen.person.view(), "type": "private"}
        for name in ("is_bot", "language_code"):
            view.pop(name, None)
        return view
    view = {"id": seen.id, "title": seen.title, "type": seen.type}
    if seen.username:
        view["username"] = seen.username
    if seen.is_forum:
        view["is_forum"] = True
    return view


def message(seen: Message, files: FileStore, bot_id: int, *, reply: bool = True) -> Json:
    """The `Message` object for this bot; a reply shows the message replied to, once."""
    view: Json = {"message_id": seen.id}
    _sender(view, seen)
    view["chat"] = chat(seen.chat)
    view["date"] = unix(seen.date)
    if seen.edit_date is not None:
        view["edit_date"] = unix(seen.edit_date)
    if seen.thread is not None:
        view |= {"message_thread_id": seen.thread, "is_topic_message": True}
    if seen.forwarded:
        view["forward_origin"] = seen.forwarded
    if reply and seen.reply_to is not None and not seen.reply_to.deleted:
        view["reply_to_message"] = message(seen.reply_to, files, bot_id, reply=False)
    if seen.album:
        view["media_group_id"] = seen.album
    if seen.protect_content:
        view["has_protected_content"] = True
    _content(view, seen, files, bot_id)
    if seen.inline:
        view["reply_markup"] = seen.inline
    return view


def _sender(view: Json, seen: Message) -> None:
    if seen.sender_chat is not None:
        view["sender_chat"] = chat(seen.sender_chat)
        view["from"] = ANONYMOUS_ADMIN if seen.sender_chat is seen.chat else CHANNEL_BOT
    elif seen.sender is not None:
        view["from"] = seen.sender.view()


def _content(view: Json, seen: Message, files: FileStore, bot_id: int) -> None:
    words = seen.words
    if seen.media is not None:
        view |= media(seen.media, files, bot_id)
        if words.text:
            view["caption"] = words.text
        if words.entities:
            view["caption_entities"] = words.entities
    elif seen.service or seen.content:
        view |= seen.content
        for name, value in seen.service.items():
            view[name] = inaccessible_or(value, files, bot_id) if isinstance(value, Message) else value
    else:
        view["text"] = words.text
        if words.entities:
            view["entities"] = words.entities
        if seen.link_preview:
            view["link_preview_options"] = seen.link_preview


def inaccessible_or(seen: Message, files: FileStore, bot_id: int) -> Json:
    """`MaybeInaccessibleMessage`: a deleted message has only its number left."""
    if seen.deleted:
        return {"chat": chat(seen.chat), "message_id": seen.id, "date": 0}
    return message(seen, files, bot_id)


def media(seen: Media, files: FileStore, bot_id: int) -> Json:
    """The field that carries the file."""
    if seen.kind == "photo":
        sizes = [file for file in (seen.file.smaller, seen.file) if file is not None]
        return {"photo": [file_view(size, files, bot_id) for size in sizes]}
    view = {**file_view(seen.file, files, bot_id), **seen.details}
    # An animation is also a document, for clients that know no animations.
    return {seen.kind: view, "document": view} if seen.kind == "animation" else {seen.kind: view}


def file_view(file: StoredFile, files: FileStore, bot_id: int) -> Json:
    """A file object: ids, size, and what is known of name, MIME type, dimensions and duration (seconds)."""
    view: Json = {
        "file_id": files.id_for(bot_id, file), "file_unique_id": file.unique_id, "file_size": file.size
    }  # fmt: skip
    if file.kind in ("photo", "video", "animation", "sticker"):
        view |= {"width": file.width, "height": file.height}
    if file.kind in ("video", "voice", "audio", "video_note", "animation"):
        view["duration"] = file.duration
    if file.kind == "video_note":
        view["length"] = file.width
    if file.kind == "sticker":
        view |= {"type": "regular", "is_animated": False, "is_video": False}
    if file.mime and file.kind not in ("photo", "video_note", "sticker"):
        view["mime_type"] = file.mime
    if file.name and file.kind in ("document", "audio", "video", "animation"):
        view["file_name"] = file.name
    return view

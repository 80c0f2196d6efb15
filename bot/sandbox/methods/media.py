"""Messages with files, single and in albums; fetching files."""

from typing import Any

from bot.sandbox import limits
from bot.sandbox.errors import bad_request
from bot.sandbox.messages import Media, Message
from bot.sandbox.methods import access, attaching, composing
from bot.sandbox.methods.query import Query

Json = dict[str, Any]
PLURALS = {
    "photo": "photos", "video": "videos", "audio": "audios", "voice": "voice notes", "document": "documents",
    "animation": "animations", "sticker": "stickers", "video_note": "video notes",
}  # fmt: skip
IN_ALBUMS = ("photo", "video", "audio", "document")


def _send(query: Query, kind: str) -> Json:
    media = attaching.media(query, kind, query.params.get(kind), kind, query.params)
    said = composing.caption(query)
    chat = access.chat(query)
    access.may_send(query, chat, PLURALS[kind])
    return composing.view(query, composing.post(query, chat, said, media))


def send_photo(query: Query) -> Json:
    """`sendPhoto`."""
    return _send(query, "photo")


def send_video(query: Query) -> Json:
    """`sendVideo`."""
    return _send(query, "video")


def send_voice(query: Query) -> Json:
    """`sendVoice`."""
    return _send(query, "voice")


def send_audio(query: Query) -> Json:
    """`sendAudio`."""
    return _send(query, "audio")


def send_document(query: Query) -> Json:
    """`sendDocument`."""
    return _send(query, "document")


def send_animation(query: Query) -> Json:
    """`sendAnimation`."""
    return _send(query, "animation")


def send_video_note(query: Query) -> Json:
    """`sendVideoNote`."""
    return _send(query, "video_note")


def send_sticker(query: Query) -> Json:
    """`sendSticker`."""
    return _send(query, "sticker")


def send_media_group(query: Query) -> list[Json]:
    """`sendMediaGroup`: 2–10 photos and videos, or only audios, or only documents."""
    items = query.json("media", "media")
    if not isinstance(items, list):
        raise bad_request("expected an Array of InputMedia")
    contents = [(item_media(query, item), composing.caption(query, item)) for item in items]
    _check_album([media.kind for media, _ in contents])
    chat = access.chat(query)
    for media, _ in contents:
        access.may_send(query, chat, PLURALS[media.kind])
    thread, answered = access.thread(query, chat), composing.reply_to(query, chat)
    composing.admit(query, chat, len(contents))
    album = query.telegram.new_album()
    messages = []
    for media, said in contents:
        message = Message(
            chat.next_id(), chat, query.bot, query.telegram.now(), said, media, album=album, reply_to=answered,
            thread=thread, protect_content=query.flag("protect_content"), silent=query.flag("disable_notification"),
        )  # fmt: skip
        query.telegram.post(message)
        messages.append(message)
    return [composing.view(query, message) for message in messages]


def item_media(query: Query, item: Any, kinds: tuple[str, ...] = IN_ALBUMS) -> Media:
    """One `InputMedia`. Raises Refused."""
    if not isinstance(item, dict):
        raise bad_request("can't parse InputMedia: expected an Object")
    kind, source = item.get("type"), item.get("media")
    if not kind:
        raise bad_request("can't parse InputMedia: Can't find field \"type\"")
    if kind == "animation" and kind not in kinds:
        raise bad_request("can't parse InputMedia: type \"animation\" can't be used in sendMediaGroup")
    if kind not in kinds:
        raise bad_request(f'can\'t parse InputMedia: type "{kind}" is unsupported')
    missing = isinstance(source, str) and source.startswith("attach://") and source[9:] not in query.uploads
    if not source or missing:
        raise bad_request("can't parse InputMedia: media not found")
    return attaching.media(query, kind, source, "media", item)


def _check_album(kinds: list[str]) -> None:
    if not kinds:
        raise bad_request("there are no messages to send")
    if len(kinds) > limits.ALBUM_MOST:
        raise bad_request("too many messages to send as an album")
    if len(kinds) < limits.ALBUM_LEAST:
        # The server lets a lone item pass at present; the documentation does not, and may have its way one day.
        raise bad_request("too few messages to send as an album")
    if len(set(kinds)) > 1 and not set(kinds) <= {"photo", "video"}:
        raise bad_request("can't use the media of the specified type in the album")


def get_file(query: Query) -> Json:
    """`getFile`: where to download; at most 20 MB."""
    file_id = query.text("file_id")
    if not file_id:
        raise bad_request("file_id not specified")
    file = query.telegram.files.find(query.bot.id, file_id)
    if file is None:
        raise bad_request("invalid file_id" if len(file_id) < 20 else WRONG_FILE)
    if file.too_big_to_download:
        raise bad_request("file is too big")
    return {
        "file_id": file_id, "file_unique_id": file.unique_id, "file_size": file.size, "file_path": file.path
    }  # fmt: skip


WRONG_FILE = "wrong file_id or the file is temporarily unavailable"

METHODS = {
    "sendphoto": send_photo,
    "sendvideo": send_video,
    "sendvoice": send_voice,
    "sendaudio": send_audio,
    "senddocument": send_document,
    "sendanimation": send_animation,
    "sendvideonote": send_video_note,
    "sendsticker": send_sticker,
    "sendmediagroup": send_media_group,
    "getfile": get_file,
}

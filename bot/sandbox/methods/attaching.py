"""Which file a request means: one known by id, or one that comes along (multipart, `attach://`)."""

from typing import Any

from bot.sandbox import limits
from bot.sandbox.errors import Refused, bad_request
from bot.sandbox.files import StoredFile
from bot.sandbox.messages import Media
from bot.sandbox.methods.query import Query, Upload

Json = dict[str, Any]
TYPE_NAMES = {
    "photo": "Photo", "video": "Video", "audio": "Audio", "voice": "VoiceNote", "document": "Document",
    "animation": "Animation", "sticker": "Sticker", "video_note": "VideoNote",
}  # fmt: skip
FILE_ID = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-")


def media(query: Query, kind: str, value: Any, field: str, details: Json) -> Media:
    """The file for one message. Raises Refused: none, unknown id, wrong type, too big, empty."""
    upload = _upload(query, value, field)
    if upload is not None:
        return Media(kind, _keep(query, kind, upload, details))
    if not isinstance(value, str) or not value:
        raise bad_request(f"there is no {kind.replace('_', ' ')} in the request")
    file = find(query, value)
    if file.kind != kind and not (kind == "document" and file.kind == "animation"):
        raise bad_request(f"can't use file of type {TYPE_NAMES[file.kind]} as {TYPE_NAMES[kind]}")
    return Media(kind, file)


def find(query: Query, file_id: str) -> StoredFile:
    """The file this bot knows by that id. Raises Refused."""
    file = query.telegram.files.find(query.bot.id, file_id)
    if file is not None:
        return file
    if file_id.startswith(("http://", "https://")):
        raise bad_request("wrong type of the web page content")
    if not set(file_id) <= FILE_ID:
        raise bad_request("wrong remote file identifier specified: Wrong character in the string")
    raise bad_request("wrong remote file identifier specified: can't unserialize it. Wrong last symbol")


def _upload(query: Query, value: Any, field: str) -> Upload | None:
    if isinstance(value, str) and value.startswith("attach://"):
        return query.uploads.get(value.removeprefix("attach://"))
    return query.uploads.get(field) if not value else None


def _keep(query: Query, kind: str, upload: Upload, details: Json) -> StoredFile:
    if not upload.data:
        raise bad_request("file must be non-empty")
    if len(upload.data) > limits.UPLOAD:
        raise Refused(413, "Request Entity Too Large")
    if kind == "photo":
        if len(upload.data) > limits.PHOTO:
            raise bad_request(f"file of size {len(upload.data)} bytes is too big for a photo; the maximum size is "
                              f"{limits.PHOTO} bytes")  # fmt: skip
        return query.telegram.keep_photo(upload.data)
    return query.telegram.files.add(
        kind, upload.data, name=upload.name, mime=upload.mime,
        width=int(details.get("width") or 0), height=int(details.get("height") or 0),
        duration=int(details.get("duration") or 0),
    )  # fmt: skip

"""Messages and chats as the page gets them: plain JSON, words with entities, never HTML."""

from typing import Any

from bot.sandbox.bots import Bot
from bot.sandbox.keyboards import Button, Rows
from bot.sandbox.messages import Media, Message
from bot.sandbox.people import Person

Json = dict[str, Any]
FEW_WORDS = 80
WITH_WORDS = {"photo", "video", "audio", "voice", "document", "animation"}


def message_view(message: Message) -> Json:
    """One message. Dates are ISO 8601 with offset; entity offsets are UTF-16 units."""
    return {
        "id": message.id,
        "from": _sender(message),
        "date": message.date.isoformat(),
        "edited": message.edit_date is not None,
        "service": _service(message),
        "text": message.words.text,
        "entities": message.entities,
        "media": _media(message),
        "album": message.album,
        "buttons": _rows(message.buttons),
        "earlier": _earlier(message),
        "reply": _reply(message.reply_to),
        "forwarded": _origin(message.forwarded),
        "protected": message.protect_content,
        "editable": message.media.kind in WITH_WORDS if message.media else not message.content,
    }


def name(account: Person | Bot) -> str:
    """The name others see."""
    if isinstance(account, Bot):
        return account.name
    return " ".join(filter(None, (account.first_name, account.last_name)))


def _sender(message: Message) -> Json | None:
    if message.sender_chat is not None:
        return {"id": message.sender_chat.id, "name": message.sender_chat.title}
    return {"id": message.sender.id, "name": name(message.sender)} if message.sender else None


def _service(message: Message) -> Json | None:
    """The kind of a service message and whom or what it is about."""
    for kind, value in message.service.items():
        return {"kind": kind, "about": _about(value)}
    return None


def _about(value: object) -> str | None:
    if isinstance(value, list):
        return ", ".join(filter(None, map(_about, value)))
    if isinstance(value, dict):
        named = (value.get(key) for key in ("name", "first_name", "last_name"))
        return " ".join(filter(None, named)) or None
    return value if isinstance(value, str) else None


def _media(message: Message) -> Json | None:
    if message.media is not None:
        return _file(message, message.media)
    for kind, value in message.content.items():
        return {"kind": kind, **_content(kind, value)}
    return None


def _file(message: Message, media: Media) -> Json:
    view = {"kind": media.kind, "name": media.file.name, "size": media.file.size}
    if media.kind == "sticker":
        return {**view, "emoji": media.details.get("emoji")}
    return {**view, "url": f"file/{message.chat.id}/{message.id}/{media.file.unique_id}"}


def _content(kind: str, value: Json) -> Json:
    match kind:
        case "contact":
            names = (value.get("first_name"), value.get("last_name"))
            return {"name": " ".join(filter(None, names)), "phone": value["phone_number"]}
        case "poll":
            return {"question": value["question"], "options": [one["text"] for one in value["options"]]}
        case "location" | "dice":
            return value
    return {}


def _rows(rows: Rows) -> list[list[Json]]:
    return [[_button(button) for button in row] for row in rows]


def _button(button: Button) -> Json:
    view = {"text": button.text, "data": button.data, "url": button.url, "copy": button.copy_text}
    return {key: value for key, value in {**view, "style": button.style}.items() if value is not None}


def _earlier(message: Message) -> list[list[list[Json]]]:
    """Keyboards of earlier versions, the newest first, each once, without the present one."""
    seen, kept = [[], message.buttons], []
    for version in reversed(message.history):
        if version.buttons not in seen:
            seen.append(version.buttons)
            kept.append(_rows(version.buttons))
    return kept


def _reply(to: Message | None) -> Json | None:
    if to is None:
        return None
    if to.deleted:
        return {"name": "", "text": None, "kind": None}
    sender, media = _sender(to), _media(to)
    return {
        "name": sender["name"] if sender else "",
        "text": to.words.text[:FEW_WORDS],
        "kind": media["kind"] if media else None,
    }


def _origin(forwarded: Json | None) -> str | None:
    if forwarded is None:
        return None
    named = forwarded.get("sender_user") or forwarded.get("chat") or forwarded.get("sender_chat") or {}
    return forwarded.get("sender_user_name") or named.get("first_name") or named.get("title") or "?"

"""What all sending methods share: destination, reply, keyboard, text, and the act of posting."""

from typing import Any

from bot.sandbox import entities, keyboards, limits, views
from bot.sandbox.chats import Chat
from bot.sandbox.entities import Words
from bot.sandbox.errors import bad_request
from bot.sandbox.messages import Media, Message
from bot.sandbox.methods import access
from bot.sandbox.methods.query import Query

Json = dict[str, Any]


def markup(query: Query) -> keyboards.Markup:
    """The keyboard asked for. Raises Refused."""
    if not query.params.get("reply_markup"):
        return keyboards.NO_MARKUP
    return keyboards.parse(query.json("reply_markup", "reply keyboard markup"))


def words(query: Query, source: Json, name: str, given: str, most: int, too_long: str) -> Words:
    """Text or caption of a request (or of one item of an album). Raises Refused."""
    text = source.get(name)
    if text is None or text == "":
        return Words("", [])
    if not isinstance(text, str):
        raise bad_request("strings must be encoded in UTF-8")
    listed = source.get(given)
    if isinstance(listed, str):
        listed = query.json(given, "entities")
    read = entities.read(text, source.get("parse_mode"), listed, most, too_long)
    return _with_known_people(query, read)


def _with_known_people(query: Query, read: Words) -> Words:
    """A mention of somebody the bot never met loses its link."""
    if not any(entity["type"] == "text_mention" for entity in read.entities):
        return read
    kept = []
    for entity in read.entities:
        if entity["type"] == "text_mention":
            person = query.telegram.people.get(entity.pop("user_id", None) or entity.get("user", {}).get("id", 0))
            if person is None:
                continue
            entity["user"] = person.view()
        kept.append(entity)
    return Words(read.text, kept)


def text(query: Query) -> Words:
    """The text of a text message. Raises Refused: empty, too long, bad markup."""
    read = words(query, query.params, "text", "entities", limits.TEXT, "message is too long")
    if not read.text:
        raise bad_request("message text is empty")
    return read


def caption(query: Query, source: Json | None = None) -> Words:
    """The caption of a message with a file. Raises Refused."""
    source = query.params if source is None else source
    return words(query, source, "caption", "caption_entities", limits.CAPTION, "message caption is too long")


def reply_to(query: Query, found: Chat) -> Message | None:
    """The message to reply to. Raises Refused unless `allow_sending_without_reply`."""
    asked = query.json("reply_parameters", "reply parameters")
    if asked is None and query.integer("reply_to_message_id"):
        asked = {
            "message_id": query.integer("reply_to_message_id"),
            "allow_sending_without_reply": query.flag("allow_sending_without_reply"),
        }
    if not asked:
        return None
    seen = found.find(int(asked.get("message_id", 0)))
    if seen is not None and not seen.deleted:
        return seen
    if asked.get("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")


def link_preview(query: Query) -> Json | None:
    """Options of the link preview, kept as given."""
    if query.flag("disable_web_page_preview"):
        return {"is_disabled": True}
    options = query.json("link_preview_options", "link preview options")
    return options if isinstance(options, dict) else None


def post(query: Query, found: Chat, said: Words, media: Media | None = None, content: Json | None = None,
         **more: Any) -> Message:  # fmt: skip
    """Send one message in the name of the bot. Raises Refused."""
    thread = access.thread(query, found)
    answered = reply_to(query, found)
    keyboard = markup(query)
    admit(query, found)
    message = Message(
        found.next_id(), found, query.bot, query.telegram.now(), said, media, content or {},
        inline=keyboard.inline, reply_to=answered, thread=thread,
        protect_content=query.flag("protect_content"), silent=query.flag("disable_notification"), **more,
    )  # fmt: skip
    show_keyboard(found, keyboard)
    query.telegram.post(message)
    return message


def show_keyboard(found: Chat, keyboard: keyboards.Markup) -> None:
    """A reply keyboard stays with the chat until another replaces or removes it."""
    if keyboard.keyboard is not None:
        found.keyboard = keyboard.keyboard
    elif keyboard.remove:
        found.keyboard = None


def admit(query: Query, found: Chat, messages: int = 1) -> None:
    """Telegram's own pace, when the test enforces it. Raises Refused (429)."""
    if query.telegram.pace is not None:
        query.telegram.pace.admit(
            query.telegram.now(), query.bot.id, found.id, group=not found.private, messages=messages
        )


def view(query: Query, message: Message) -> Json:
    """The `Message` object to answer with."""
    return views.message(message, query.telegram.files, query.bot.id)

"""Copies (nobody sees whose message it was) and forwards (everybody does)."""

from itertools import pairwise
from typing import Any

from bot.sandbox import limits, views
from bot.sandbox.chats import Chat
from bot.sandbox.clock import unix
from bot.sandbox.errors import Refused, bad_request
from bot.sandbox.messages import NO_WORDS, Message
from bot.sandbox.methods import access, composing
from bot.sandbox.methods.query import Query

Json = dict[str, Any]


def copy_message(query: Query) -> Json:
    """`copyMessage`: the number of the new message."""
    source = _source(query, access.chat(query, access.READ, "from_chat_id"), "message to copy", "copied")
    said = composing.caption(query) if source.media and "caption" in query.params else source.words
    chat = access.chat(query)
    access.may_send(query, chat)
    copy = composing.post(query, chat, said, source.media, source.content, link_preview=source.link_preview)
    return {"message_id": copy.id}


def forward_message(query: Query) -> Json:
    """`forwardMessage`: shows the first sender."""
    source = _source(query, access.chat(query, access.READ, "from_chat_id"), "message to forward", "forwarded")
    chat = access.chat(query)
    access.may_send(query, chat)
    return composing.view(query, _forward(query, chat, source))


def _forward(query: Query, chat: Chat, source: Message) -> Message:
    return composing.post(
        query, chat, source.words, source.media, source.content, forwarded=source.forwarded or _origin(source)
    )


def _origin(source: Message) -> Json:
    date = unix(source.date)
    if source.sender_chat is not None:
        return {"type": "chat", "date": date, "sender_chat": views.chat(source.sender_chat)}
    assert source.sender is not None
    return {"type": "user", "date": date, "sender_user": source.sender.view()}


def _source(query: Query, chat: Chat, what: str, how: str, number: int | None = None) -> Message:
    source = access.message(query, chat, what, number)
    if source.protect_content:
        raise bad_request(f"message has protected content and can't be {how}")
    if source.service or "poll" in source.content:
        raise bad_request(f"message can't be {how}")
    return source


def copy_messages(query: Query) -> list[Json]:
    """`copyMessages`: 1–100 strictly increasing numbers; those that cannot be copied are passed over."""
    return _many(query, "copied")


def forward_messages(query: Query) -> list[Json]:
    """`forwardMessages`, as `copyMessages`."""
    return _many(query, "forwarded")


def _many(query: Query, how: str) -> list[Json]:
    wanted = numbers(query)
    if any(later <= earlier for earlier, later in pairwise(wanted)):
        raise bad_request("message identifiers must be in a strictly increasing order")
    chat, origin = access.chat(query), access.chat(query, access.READ, "from_chat_id")
    access.may_send(query, chat)
    sources = [source for number in wanted if (source := _if_possible(query, origin, number, how))]
    if not sources:
        raise bad_request("there are no messages to forward")
    albums = {source.album: query.telegram.new_album() for source in sources if source.album}
    sent = []
    for source in sources:
        if how == "forwarded":
            new = _forward(query, chat, source)
        else:
            said = NO_WORDS if source.media and query.flag("remove_caption") else source.words
            new = composing.post(query, chat, said, source.media, source.content)
        new.album = albums[source.album] if source.album else None
        sent.append({"message_id": new.id})
    return sent


def _if_possible(query: Query, origin: Chat, number: int, how: str) -> Message | None:
    try:
        return _source(query, origin, "message to forward", how, number)
    except Refused:
        return None


def numbers(query: Query) -> list[int]:
    """`message_ids`: 1–100 positive numbers. Raises Refused."""
    listed = query.json("message_ids", "message identifiers")
    if not listed:
        raise bad_request("message identifiers are not specified")
    if not isinstance(listed, list):
        raise bad_request("expected an Array of message identifiers")
    if len(listed) > limits.MANY_MESSAGES:
        raise bad_request("too many message identifiers specified")
    try:
        found = [int(number) for number in listed]
    except (TypeError, ValueError):
        raise bad_request("message identifier is not a Number") from None
    if min(found) <= 0:
        raise bad_request("invalid message identifier specified")
    return found


METHODS = {
    "copymessage": copy_message,
    "copymessages": copy_messages,
    "forwardmessage": forward_message,
    "forwardmessages": forward_messages,
}

"""Topics of forums."""

from typing import Any

from bot.sandbox import limits
from bot.sandbox.chats import Chat, Topic
from bot.sandbox.errors import bad_request
from bot.sandbox.methods import access
from bot.sandbox.methods.query import Query

Json = dict[str, Any]
COLORS = {7322096, 16766590, 13338331, 9367192, 16749490, 16478047}
NO_RIGHT = "not enough rights to manage topics"


def _forum(query: Query, refusal: str = NO_RIGHT) -> Chat:
    chat = access.chat(query)
    if not chat.is_forum:
        raise bad_request("the chat is not a forum")
    access.may(query, chat, "can_manage_topics", refusal)
    return chat


def _topic(query: Query, chat: Chat) -> Topic:
    topic = chat.topics.get(query.integer("message_thread_id"))
    if topic is None or topic.deleted:
        raise bad_request("TOPIC_ID_INVALID")
    return topic


def _name(query: Query) -> str:
    name = query.text("name").strip()
    if not 1 <= len(name) <= limits.TOPIC_NAME:
        raise bad_request("TOPIC_TITLE_EMPTY" if not name else "TOPIC_TITLE_TOO_LONG")
    return name


def create_forum_topic(query: Query) -> Json:
    """`createForumTopic`."""
    chat = _forum(query, "not enough rights to create a topic")
    color = query.integer("icon_color", 7322096)
    if color not in COLORS:
        raise bad_request("TOPIC_ICON_COLOR_INVALID")
    topic = query.telegram.groups.open_topic(chat, query.bot, _name(query), color)
    return {"message_thread_id": topic.id, "name": topic.name, "icon_color": topic.icon_color}


def edit_forum_topic(query: Query) -> bool:
    """`editForumTopic`."""
    chat = _forum(query)
    topic = _topic(query, chat)
    name = _name(query) if query.text("name") else topic.name
    if name == topic.name:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.name = name
    query.telegram.groups.announce(chat, query.bot, {"forum_topic_edited": {"name": name}}, thread=topic.id)
    return True


def close_forum_topic(query: Query) -> bool:
    """`closeForumTopic`."""
    return _switch(query, closed=True)


def reopen_forum_topic(query: Query) -> bool:
    """`reopenForumTopic`."""
    return _switch(query, closed=False)


def _switch(query: Query, *, closed: bool) -> bool:
    chat = _forum(query)
    topic = _topic(query, chat)
    if topic.closed == closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.closed = closed
    service: Json = {"forum_topic_closed" if closed else "forum_topic_reopened": {}}
    query.telegram.groups.announce(chat, query.bot, service, thread=topic.id)
    return True


def delete_forum_topic(query: Query) -> bool:
    """`deleteForumTopic`: with all its messages."""
    chat = _forum(query)
    access.may(query, chat, "can_delete_messages", NO_RIGHT)
    query.telegram.groups.delete_topic(chat, _topic(query, chat).id)
    return True


METHODS = {
    "createforumtopic": create_forum_topic,
    "editforumtopic": edit_forum_topic,
    "closeforumtopic": close_forum_topic,
    "reopenforumtopic": reopen_forum_topic,
    "deleteforumtopic": delete_forum_topic,
}

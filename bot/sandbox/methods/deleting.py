"""Deletions: own messages within 48 hours; in private also the person's, in groups with the right to."""

from bot.sandbox.chats import Chat
from bot.sandbox.errors import bad_request
from bot.sandbox.messages import Message
from bot.sandbox.methods import access
from bot.sandbox.methods.copying import numbers
from bot.sandbox.methods.query import Query


def delete_message(query: Query) -> bool:
    """`deleteMessage`."""
    chat = access.chat(query, access.EDIT)
    _delete(query, chat, access.message(query, chat, "message to delete"))
    return True


def delete_messages(query: Query) -> bool:
    """`deleteMessages`: those that are not there any more are passed over."""
    wanted = numbers(query)
    chat = access.chat(query, access.EDIT)
    there = [message for number in wanted if (message := chat.find(number)) is not None and not message.deleted]
    for message in there:
        _check(query, chat, message)
    for message in there:
        _delete(query, chat, message)
    return True


def _delete(query: Query, chat: Chat, message: Message) -> None:
    _check(query, chat, message)
    message.deleted = True
    query.telegram.changed_something()


def _check(query: Query, chat: Chat, message: Message) -> None:
    own = message.sender is query.bot or chat.private
    if not own and not chat.membership(query.bot.id).may("can_delete_messages"):
        raise bad_request("message can't be deleted")
    if query.telegram.now() - message.date >= query.telegram.lifetimes.deletable:
        raise bad_request("message can't be deleted for everyone" if own else "message can't be deleted")


METHODS = {"deletemessage": delete_message, "deletemessages": delete_messages}

"""What a bot can learn and change about chats and their members."""

from typing import Any

from bot.sandbox import limits, views
from bot.sandbox.bots import Bot
from bot.sandbox.chats import Chat
from bot.sandbox.errors import bad_request
from bot.sandbox.members import OUTSIDE, PLAIN, SENDING_RIGHTS
from bot.sandbox.messages import Message
from bot.sandbox.methods import access
from bot.sandbox.methods.query import Query
from bot.sandbox.people import Person

Json = dict[str, Any]
NO_REACTIONS: Json = {"max_reaction_count": 11, "accent_color_id": 0}


def get_chat(query: Query) -> Json:
    """`getChat`: the `ChatFullInfo` object."""
    chat = access.chat(query, access.READ)
    info = {**views.chat(chat), **NO_REACTIONS, "accepted_gift_types": GIFTS}
    if chat.private:
        return info
    info["permissions"] = dict.fromkeys(SENDING_RIGHTS, True)
    if chat.pinned:
        info["pinned_message"] = views.message(chat.pinned[-1], query.telegram.files, query.bot.id)
    return info


GIFTS: Json = {
    "unlimited_gifts": False, "limited_gifts": False, "unique_gifts": False, "premium_subscription": False,
    "gifts_from_channels": False,
}  # fmt: skip


def _account(query: Query) -> Person | Bot:
    number = query.integer("user_id")
    if number <= 0:
        raise bad_request("invalid user_id specified")
    found = query.telegram.people.get(number) or query.telegram.bots.get(number)
    if found is None:
        raise bad_request("PARTICIPANT_ID_INVALID")
    return found


def get_chat_member(query: Query) -> Json:
    """`getChatMember`; in a supergroup, others than itself only for a member."""
    chat = access.chat(query, access.MEMBERS)
    account = _account(query)
    if chat.private:
        if account.id not in (chat.id, query.bot.id):
            raise bad_request("user not found")
        return PLAIN.view(account.view())
    return chat.membership(account.id).view(account.view())


def get_chat_administrators(query: Query) -> list[Json]:
    """`getChatAdministrators`: people, and no other bots than itself."""
    chat = access.chat(query, access.MEMBERS)
    if chat.private:
        raise bad_request("there are no administrators in the private chat")
    found: list[Json] = []
    for number, membership in chat.members.items():
        account = query.telegram.people.get(number) or query.telegram.bots.get(number)
        if membership.admin and account is not None and (isinstance(account, Person) or account is query.bot):
            found.append(membership.view(account.view()))
    return found


def get_chat_member_count(query: Query) -> int:
    """`getChatMemberCount`."""
    chat = access.chat(query, access.MEMBERS)
    return 2 if chat.private else sum(membership.inside for membership in chat.members.values())


def leave_chat(query: Query) -> bool:
    """`leaveChat`."""
    chat = access.chat(query, access.READ)
    if chat.private:
        raise bad_request("chat member status can't be changed in private chats")
    query.telegram.groups.announce(chat, query.bot, {"left_chat_member": query.bot.view()})
    query.telegram.groups.change(chat, query.bot, query.bot, OUTSIDE)
    return True


def pin_chat_message(query: Query) -> bool:
    """`pinChatMessage`."""
    chat, seen = _to_pin(query, "message to pin")
    if seen not in chat.pinned:
        chat.pinned.append(seen)
        query.telegram.groups.announce(chat, query.bot, {"pinned_message": seen})
    return True


def unpin_chat_message(query: Query) -> bool:
    """`unpinChatMessage`: this message, or the last one pinned."""
    if not query.integer("message_id"):
        chat = _may_pin(query)
        if not chat.pinned:
            raise bad_request("message to unpin not found")
        chat.pinned.pop()
    else:
        chat, seen = _to_pin(query, "message to unpin")
        if seen in chat.pinned:
            chat.pinned.remove(seen)
    query.telegram.changed_something()
    return True


def _may_pin(query: Query) -> Chat:
    chat = access.chat(query)
    access.may(query, chat, "can_pin_messages", "not enough rights to manage pinned messages in the chat")
    return chat


def _to_pin(query: Query, what: str) -> tuple[Chat, Message]:
    chat = access.chat(query)
    seen = access.message(query, chat, what)
    return _may_pin(query), seen


def create_chat_invite_link(query: Query) -> Json:
    """`createChatInviteLink`."""
    chat = access.chat(query)
    access.may(query, chat, "can_invite_users", "not enough rights to manage chat invite link")
    name, most = query.text("name"), query.integer("member_limit")
    if len(name) > limits.INVITE_LINK_NAME:
        raise bad_request("INVITE_LINK_NAME_TOO_LONG")
    if most and query.flag("creates_join_request"):
        raise bad_request("member limit can't be specified for links requiring administrator approval")
    link: Json = {
        "invite_link": f"https://t.me/+{query.telegram.new_number()[:16]}", "creator": query.bot.view(),
        "creates_join_request": query.flag("creates_join_request"), "is_primary": False, "is_revoked": False,
    }  # fmt: skip
    link |= {key: value for key, value in (
        ("name", name), ("expire_date", query.integer("expire_date")), ("member_limit", most)
    ) if value}  # fmt: skip
    chat.invite_links.append(link)
    return link


METHODS = {
    "getchat": get_chat,
    "getchatmember": get_chat_member,
    "getchatadministrators": get_chat_administrators,
    "getchatmembercount": get_chat_member_count,
    "leavechat": leave_chat,
    "pinchatmessage": pin_chat_message,
    "unpinchatmessage": unpin_chat_message,
    "createchatinvitelink": create_chat_invite_link,
}

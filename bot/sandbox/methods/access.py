"""May the bot do this there? In the order and the words of the official server (`check_chat`, `check_message`)."""

from bot.sandbox.chats import GROUP, Chat
from bot.sandbox.errors import Refused, bad_request, forbidden, upgraded
from bot.sandbox.members import Status
from bot.sandbox.messages import Message
from bot.sandbox.methods.query import Query

READ, MEMBERS, EDIT, WRITE = range(4)
RIGHT_FOR = {
    "text messages": "can_send_messages", "photos": "can_send_photos", "videos": "can_send_videos",
    "audios": "can_send_audios", "documents": "can_send_documents", "voice notes": "can_send_voice_notes",
}  # fmt: skip


def chat(query: Query, level: int = WRITE, name: str = "chat_id") -> Chat:
    """The chat named by a parameter. Raises Refused."""
    wanted = query.text(name)
    if not wanted:
        raise bad_request(f"{name} is empty" if name == "chat_id" else f'parameter "{name}" is required')
    found = _public(query, wanted) if wanted.startswith("@") else _numbered(query, wanted)
    if found.private:
        _check_private(query, found, level)
    else:
        _check_group(query, found, level)
    return found


def _numbered(query: Query, wanted: str) -> Chat:
    try:
        number = int(wanted)
    except ValueError:
        raise bad_request("chat not found") from None
    if group := query.telegram.chats.get(number):
        if query.bot.id not in group.members:
            raise bad_request("chat not found")
        return group
    person = query.telegram.people.get(number)
    if person is None:
        raise bad_request("chat not found")
    return query.telegram.private_chat(person, query.bot)


def _public(query: Query, wanted: str) -> Chat:
    for found in query.telegram.chats.values():
        if found.username and found.username.lower() == wanted[1:].lower():
            return found
    raise bad_request("chat not found")


def _check_private(query: Query, found: Chat, level: int) -> None:
    person = found.person
    assert person is not None
    met = query.bot.id in person.started
    if level < EDIT:
        if not met and not _shares_group(query, person.id):
            raise bad_request("chat not found")
        return
    if person.is_deactivated:
        raise forbidden("user is deactivated")
    if not met:
        raise _never_started(query, person.id)
    if query.bot.id in person.blocked and level == WRITE:
        raise forbidden("bot was blocked by the user")


def _never_started(query: Query, person_id: int) -> Refused:
    """A bot that never met the person does not even know the chat."""
    if _shares_group(query, person_id):
        return forbidden("bot can't initiate conversation with a user")
    return bad_request("chat not found")


def _shares_group(query: Query, person_id: int) -> bool:
    return any(query.bot.id in group.members and person_id in group.members for group in query.telegram.chats.values())


def _check_group(query: Query, found: Chat, level: int) -> None:
    kind = "group" if found.type == GROUP else found.type
    if found.upgraded_to is not None:
        if level in (MEMBERS, WRITE):
            raise upgraded(found.upgraded_to.id)
        return
    status = found.membership(query.bot.id).status
    needed = level >= EDIT if found.type == GROUP or found.username else True
    if status is Status.KICKED and (found.type != GROUP or needed):
        raise forbidden(f"bot was kicked from the {kind} chat")
    if status is Status.LEFT and needed:
        raise forbidden(f"bot is not a member of the {kind} chat")


def may_send(query: Query, found: Chat, what: str = "text messages") -> None:
    """Muted bots may not send this kind. Raises Refused."""
    if not found.private and not found.membership(query.bot.id).admin:
        right = RIGHT_FOR.get(what, "can_send_other_messages")
        if not found.membership(query.bot.id).may(right):
            raise bad_request(f"not enough rights to send {what} to the chat")


def may(query: Query, found: Chat, right: str, refusal: str) -> None:
    """The bot needs an administrator's right. Raises Refused."""
    if not found.private and not found.membership(query.bot.id).may(right):
        raise bad_request(refusal)


def message(query: Query, found: Chat, what: str, number: int | None = None) -> Message:
    """A message the bot can see. Raises Refused (`… not found`)."""
    number = query.integer("message_id") if number is None else number
    seen = found.find(number)
    if seen is None or seen.deleted or (query.bot.id not in seen.heard_by and seen.sender is not query.bot):
        raise bad_request(f"{what} not found")
    return seen


def thread(query: Query, found: Chat) -> int | None:
    """The topic named by `message_thread_id`. Raises Refused."""
    wanted = query.integer("message_thread_id")
    if not wanted:
        return None
    topic = found.topics.get(wanted)
    if topic is None or topic.deleted:
        raise bad_request("message thread not found")
    if topic.closed and not found.membership(query.bot.id).may("can_manage_topics"):
        raise bad_request("TOPIC_CLOSED")
    return topic.id

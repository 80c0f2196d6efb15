"""What happens around people and groups: coming, leaving, blocking, a group that becomes a supergroup."""

from aiogram.types import ChatMemberUpdated, Message

from bot.services.enrol import member_left
from bot.services.group_talk import replied_to_card
from bot.services.groups import bot_standing_changed, group_moved
from bot.services.reachability import set_reachable
from handlers.filters import PRIVATE
from storage.unit_of_work import UnitOfWork

GONE = frozenset({"left", "kicked"})


def bot_member_changed(event: ChatMemberUpdated, uow: UnitOfWork) -> None:
    """The bot was blocked, added, promoted or removed."""
    status = event.new_chat_member.status
    if event.chat.type == PRIVATE:
        set_reachable(uow, uow.people.meet(event.chat.id), reachable=status not in GONE)
        return
    granted = event.new_chat_member.model_dump(exclude_none=True)
    rights = frozenset(name for name, value in granted.items() if name.startswith("can_") and value is True)
    bot_standing_changed(uow, event.chat.id, status, rights)


def member_changed(event: ChatMemberUpdated, uow: UnitOfWork) -> None:
    """Somebody came to or left a group."""
    if event.new_chat_member.status in GONE:
        member_left(uow, event.chat.id, uow.keyring.blind(event.new_chat_member.user.id))


def group_said(message: Message, uow: UnitOfWork, inbox_id: int) -> None:
    """A group moved to a new address; any other talk in a group is nobody's business and is not kept."""
    if message.migrate_to_chat_id is not None:
        group_moved(uow, message.chat.id, message.migrate_to_chat_id)
    elif message.left_chat_member is not None:
        member_left(uow, message.chat.id, uow.keyring.blind(message.left_chat_member.id))
    elif message.reply_to_message is not None:
        replied_to_card(uow, message.chat.id, message.reply_to_message.message_id)
    uow.inbox.forget(inbox_id)

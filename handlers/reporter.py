"""The private chat: a resident's dialog."""

from datetime import datetime

from aiogram.types import CallbackQuery, Message

from bot.domain.screen import Area
from bot.services.answer_question import reply_to_question
from bot.services.continue_talk import continue_talk
from bot.services.hear import hear
from bot.services.my_tips import list_my_tips, my_tip_pressed
from bot.services.reachability import heard_from
from bot.services.receive_file import receive_file
from bot.services.rewrite import message_rewritten
from handlers.callbacks import MenuPress, MyTipsPress, ReportPress
from handlers.reading import file_of, press_of, pressed, rewrote, spoken
from storage.unit_of_work import UnitOfWork


def wrote(message: Message, uow: UnitOfWork, received_at: datetime, bot_username: str) -> None:
    """/start, and anything else somebody sends in private."""
    account = heard_from(uow, message.chat.id)
    if message.reply_to_message is not None:
        reply_to_question(uow, account, message.reply_to_message.message_id, received_at)
    file = file_of(message)
    if file is not None:
        receive_file(uow, account, file, received_at)
    else:
        hear(uow, account, spoken(message, received_at, bot_username), received_at)


def edited(message: Message, uow: UnitOfWork, received_at: datetime) -> None:
    """A message was edited: the draft or the tip it belongs to follows; what was sent first stays."""
    message_rewritten(uow, heard_from(uow, message.chat.id), rewrote(message, received_at), received_at)


def menu_pressed(query: CallbackQuery, callback_data: MenuPress, uow: UnitOfWork, received_at: datetime) -> None:
    """A button of the menu."""
    account = heard_from(uow, query.from_user.id)
    if callback_data.verb == "tips":
        list_my_tips(uow, account, press_of(query))
    else:
        event = pressed(Area.MENU, callback_data, received_at)
        continue_talk(uow, account, event, received_at, press_of(query))


def report_pressed(query: CallbackQuery, callback_data: ReportPress, uow: UnitOfWork, received_at: datetime) -> None:
    """An answer to a question of the report."""
    event = pressed(Area.REPORT, callback_data, received_at)
    continue_talk(uow, heard_from(uow, query.from_user.id), event, received_at, press_of(query))


def my_tips_pressed(query: CallbackQuery, callback_data: MyTipsPress, uow: UnitOfWork, received_at: datetime) -> None:
    """A button below one of the reporter's own tips."""
    event = pressed(Area.MY_TIPS, callback_data, received_at)
    my_tip_pressed(uow, heard_from(uow, query.from_user.id), event, press_of(query))

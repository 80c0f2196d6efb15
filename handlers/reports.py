"""Reports and figures: asked for in private."""

from aiogram.types import CallbackQuery, Message

from bot.domain.people import Refused
from bot.domain.screen import Alert, phrase
from bot.services.oversight.asking import ask_why, open_reason, show_figures
from bot.services.reports.asking import ask_report
from handlers.callbacks import FiguresPress
from handlers.reading import member_of, number_in, press_of, where_of
from storage.unit_of_work import UnitOfWork


def report_wanted(message: Message, argument: str, uow: UnitOfWork) -> None:
    """/baocao: which period."""
    ask_report(uow, member_of(uow, message), where_of(message), argument)


def figures_wanted(message: Message, argument: str, uow: UnitOfWork) -> None:
    """/so_lieu: which period, or which tip."""
    show_figures(uow, member_of(uow, message), where_of(message), argument)


def figures_pressed(query: CallbackQuery, callback_data: FiguresPress, uow: UnitOfWork) -> None:
    """A button about a broken limit."""
    member, where, press = member_of(uow, query), where_of(query), press_of(query)
    number = number_in(callback_data.subject)
    if callback_data.verb == "why":
        ask_why(uow, member, where, callback_data.subject, callback_data.choice, press)
    elif callback_data.verb == "answer" and number is not None:
        open_reason(uow, member, where, number, press)
    else:
        raise Refused(Alert(phrase("refused-stale"), loud=True))

"""Buttons of a card, and the commands of those who work with tips."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeAlias

from aiogram.types import CallbackQuery, Message

from bot.domain.authority import Deed, Where
from bot.domain.forms.casework import FORMS
from bot.domain.people import Member, Refused
from bot.domain.postponing import Later
from bot.domain.screen import Alert, phrase
from bot.services.acknowledge_tip import AlreadyTaken, acknowledge_tip, note_called
from bot.services.brief import brief_now
from bot.services.casework.ask_reporter import ask_reporter
from bot.services.casework.desk import AT_ONCE, act_at_once, open_form
from bot.services.casework.opening import open_extension, open_transfer
from bot.services.casework.releasing import go_on, put_off
from bot.services.groups import check_group
from bot.services.identity.opening import open_protection, open_reveal
from bot.services.list_clocks import list_due
from bot.services.list_tips import list_unacknowledged, offer_tip, tip_of_code
from bot.services.overview import show_again
from bot.services.papers.ordering import draw_papers, order_register
from bot.services.read_tip import read_tip, show_files
from bot.services.retention.keeping import keep_tip
from bot.services.speak import answer
from bot.services.twins import adopt_twin
from bot.services.viewers import show_viewers
from handlers.callbacks import DutyPress
from handlers.filters import PRIVATE
from handlers.reading import member_of, number_in, press_of, where_of
from storage.unit_of_work import UnitOfWork

Act: TypeAlias = Callable[[UnitOfWork, int, Member | None, Where], Alert]
CARD_VERBS: Mapping[str, Act] = {
    "ack": acknowledge_tip,
    "take": acknowledge_tip,
    "line": acknowledge_tip,
    "called": note_called,
    "sent-help": note_called,
    "read": read_tip,
    "look": read_tip,
    "files": show_files,
    Deed.VIEWERS: show_viewers,
    Deed.PAPERS: draw_papers,
    "again": show_again,
    **{deed: partial(open_form, deed=deed) for deed in FORMS},
    Deed.REVEAL: open_reveal,
    Deed.PROTECT: open_protection,
    Deed.EXTEND: open_extension,
    Deed.TRANSFER: open_transfer,
    **{deed: partial(act_at_once, deed=deed) for deed in AT_ONCE},
    Deed.ASK: ask_reporter,
    Deed.STILL: go_on,
    "going-on": go_on,
    **{f"later-{later}": partial(put_off, later=later) for later in Later},
    "give": partial(open_form, deed=Deed.ASSIGN),
    "got": partial(act_at_once, deed=Deed.CONFIRM),
}
# These stand in lists of tips: what carries them is no card.
FROM_LISTS = frozenset(
    {"take", "sent-help", "look", "again", "going-on", "give", "got", *(f"later-{later}" for later in Later)}
)


def card_pressed(query: CallbackQuery, callback_data: DutyPress, uow: UnitOfWork) -> None:
    """A button of a card, or of a list of tips."""
    act, tip_id = CARD_VERBS.get(callback_data.verb), _tip_id(uow, callback_data.subject)
    if act is None or tip_id is None:
        raise Refused(Alert(phrase("refused-stale"), loud=True))
    in_group = query.message is not None and query.message.chat.type != PRIVATE
    press = press_of(query)
    if in_group and not uow.ward.is_duty_group(press.chat_id):
        raise Refused(Alert(phrase("refused-other-group"), loud=True))
    try:
        alert = act(uow, tip_id, member_of(uow, query), Where.GROUP if in_group else Where.PRIVATE)
    except AlreadyTaken as refusal:
        alert = refusal.alert
    is_card, is_line = in_group and callback_data.verb not in FROM_LISTS, callback_data.verb == "line"
    adopt_twin(uow, tip_id, press, is_card=is_card, line=is_line)
    answer(uow, press, alert)


def _tip_id(uow: UnitOfWork, subject: str) -> int | None:
    """The tip of this ward that a button names; None when there is none."""
    tip_id = number_in(subject)
    return tip_id if tip_id is not None and uow.tips.status(tip_id) is not None else None


def unacknowledged_wanted(message: Message, uow: UnitOfWork) -> None:
    """/moi: what nobody has acknowledged."""
    list_unacknowledged(uow, member_of(uow, message), in_group=uow.ward.is_duty_group(message.chat.id))


def tip_wanted(message: Message, argument: str, uow: UnitOfWork) -> None:
    """/tin CODE: the card again in the group; the whole tip in private."""
    member = member_of(uow, message)
    if uow.ward.is_duty_group(message.chat.id):
        offer_tip(uow, argument, member)
    else:
        read_tip(uow, tip_of_code(uow, argument, member), member, Where.PRIVATE)


def keeping_wanted(message: Message, argument: str, uow: UnitOfWork) -> None:
    """/giu CODE WHY: the tip is kept for another year."""
    keep_tip(uow, argument, member_of(uow, message), where_of(message))


def briefing_wanted(message: Message, uow: UnitOfWork) -> None:
    """/giaoban: the briefing so far."""
    brief_now(uow, member_of(uow, message), in_group=uow.ward.is_duty_group(message.chat.id))


def register_wanted(message: Message, argument: str, uow: UnitOfWork) -> None:
    """/sotheodoi 07/2026: a month's register, in private."""
    order_register(uow, argument, member_of(uow, message), where_of(message))


def due_wanted(message: Message, uow: UnitOfWork) -> None:
    """/hangio: what falls due."""
    in_group = uow.ward.is_duty_group(message.chat.id)
    list_due(uow, member_of(uow, message), Where.GROUP if in_group else Where.PRIVATE)


def check_wanted(message: Message, uow: UnitOfWork) -> None:
    """/kiemtra: what is missing."""
    check_group(uow, member_of(uow, message), in_group=uow.ward.is_duty_group(message.chat.id))

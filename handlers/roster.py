"""/truc and the buttons of the roster; /dientap."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from aiogram.types import CallbackQuery, Message

from bot.domain.authority import Where
from bot.domain.people import Refused
from bot.domain.screen import Alert, phrase
from bot.services.drill import drill_pressed, offer_drill
from bot.services.roster import planning, showing, swapping, taking
from bot.services.roster.pressing import RosterPress as Pressed
from handlers.callbacks import RosterPress
from handlers.reading import member_of, press_of, where_of
from storage.unit_of_work import UnitOfWork

Act: TypeAlias = Callable[[UnitOfWork, Pressed], None]
_ACTS: Mapping[str, Act] = {
    "week": showing.week_pressed,
    "plan": planning.plan_pressed,
    "shift": planning.shift_pressed,
    "put": planning.put_pressed,
    "copy": planning.copy_pressed,
    "hours": planning.hours_pressed,
    "set": planning.set_pressed,
    "mine": swapping.mine_pressed,
    "give": swapping.give_pressed,
    "back": swapping.back_pressed,
    "ask": swapping.ask_pressed,
    "yes": swapping.yes_pressed,
    "no": swapping.no_pressed,
    "drill": drill_pressed,
    "take": taking.take_pressed,
}


def roster_wanted(message: Message, argument: str, uow: UnitOfWork) -> None:
    """/truc: the roster; with hours after it, when shifts begin."""
    member = member_of(uow, message)
    where = Where.GROUP if uow.ward.is_duty_group(message.chat.id) else Where.PRIVATE
    if argument.strip():
        planning.type_hours(uow, argument, member, where)
    else:
        showing.show_roster(uow, member, where)


def drill_wanted(message: Message, uow: UnitOfWork) -> None:
    """/dientap: a practice tip."""
    offer_drill(uow, member_of(uow, message), where_of(message))


def roster_pressed(query: CallbackQuery, callback_data: RosterPress, uow: UnitOfWork) -> None:
    """A button of the roster."""
    act, ref, where = _ACTS.get(callback_data.verb), press_of(query), where_of(query)
    if act is None:
        raise Refused(Alert(phrase("refused-stale"), loud=True))
    if where is Where.GROUP and not uow.ward.is_duty_group(ref.chat_id):
        raise Refused(Alert(phrase("refused-other-group"), loud=True))
    act(uow, Pressed(member_of(uow, query), ref, where, callback_data.subject, callback_data.choice))

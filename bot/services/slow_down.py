"""Somebody writes faster than people do: read in turn, nothing left out, and say so once."""

from datetime import timedelta

from bot.domain.delivery import Kind
from bot.domain.screen import Screen, phrase
from bot.services.speak import tell
from storage.inbox import WaitingUpdate
from storage.unit_of_work import UnitOfWork


def slow_down(uow: UnitOfWork, row: WaitingUpdate, chat_id: int, wait: timedelta, *, say_so: bool) -> None:
    """Let a private chat wait for its turn. The words name whom to call: they are read when they are needed most."""
    uow.inbox.hold(row.id, uow.now + wait)
    if say_so:
        told = phrase("reading-in-turn", phone=uow.ward.profile.phone)
        tell(uow, uow.people.meet(chat_id), Screen((told,)), Kind.NOTICE)

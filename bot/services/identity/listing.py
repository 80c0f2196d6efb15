"""Answering /xemdanhtinh: every request to know who reported a tip, and what became of it."""

from bot.domain.authority import Deed, Where, require
from bot.domain.people import Member
from bot.domain.screen import Screen
from bot.domain.screens.identity import RevealLine, reveals
from bot.services.cards import name_of
from bot.services.speak import PressRef, answer, redraw_message, tell
from storage.reveals import RevealView
from storage.unit_of_work import UnitOfWork

PAGE = 8


def list_reveals(uow: UnitOfWork, member: Member | None, where: Where) -> None:
    """The newest ones. Raises NotOnTheList, NotYourRole, NotHere."""
    reader = require(member, Deed.REVEALS, where)
    tell(uow, reader.account_key, _page(uow, reader, 0))


def turn_reveals(uow: UnitOfWork, member: Member | None, where: Where, page: int, press: PressRef) -> None:
    """Another page of the list. Raises as list_reveals."""
    reader = require(member, Deed.REVEALS, where)
    answer(uow, press)
    if press.message_id is not None:
        redraw_message(uow, reader.account_key, _page(uow, reader, page), press.message_id)


def _page(uow: UnitOfWork, reader: Member, page: int) -> Screen:
    found = uow.reveals.latest(PAGE + 1, page * PAGE)
    lines = [_line(uow, reveal, reader) for reveal in found[:PAGE]]
    return reveals(lines, page, more=len(found) > PAGE, zone=uow.settings.timezone)


def _line(uow: UnitOfWork, reveal: RevealView, reader: Member) -> RevealLine:
    return RevealLine(
        id=reveal.id,
        code=uow.tips.code(reveal.tip_id),
        asked_by=name_of(uow, reveal.asked_by),
        asked_at=reveal.asked_at,
        reason=reveal.reason,
        state=reveal.state,
        decided_by=name_of(uow, reveal.decided_by),
        shown_at=reveal.shown_at,
        own=reveal.asked_by == reader.id,
    )

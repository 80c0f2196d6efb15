"""Opening a closed tip again: the commander for a reason, or its reporter because things are not well."""

from bot.domain.authority import Deed
from bot.domain.casework import state
from bot.domain.forms.form import Answers
from bot.domain.people import Member
from bot.domain.screen import phrase
from bot.domain.screens.casework import reopened_notice
from bot.domain.tip import Status
from bot.services.casework.joining import separated
from bot.services.casework.moving import move
from bot.services.casework.reporters import tell_reporters
from bot.services.speak import tell_thread
from storage.tips import TipView
from storage.unit_of_work import UnitOfWork


def reopen(uow: UnitOfWork, tip: TipView, member: Member, answers: Answers) -> int:
    """The commander opens it again, by itself if it was joined to another; its reporters learn that it goes on."""
    step_id = move(uow, tip, member, Deed.REOPEN, state.reopened(tip.case), answers)
    separated(uow, tip)
    tell_reporters(uow, tip, reopened_notice, f"reopened:{step_id}")
    return step_id


def reopen_for_reporter(uow: UnitOfWork, tip: TipView) -> None:
    """Its reporter says that it is not over: a duplicate opens the tip it was joined to. Open tips stay as they are.

    The other reporters learn that it goes on, not why.
    """
    first = uow.tips.view(uow.tips.first_of(tip.id))
    if first.case.status is Status.CLOSED:
        step_id = move(uow, first, None, Deed.REOPEN, state.reopened(first.case))
        tell_thread(uow, first.id, phrase("case-unwell", code=first.code))
        tell_reporters(uow, first, reopened_notice, f"reopened:{step_id}", but=tip.id)

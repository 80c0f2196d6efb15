"""Opening a closed tip again: the commander for a reason, or its reporter because things are not well."""

from bot.domain.authority import Deed
from bot.domain.casework import state
from bot.domain.forms.form import Answers
from bot.domain.people import Member
from bot.domain.screen import phrase
from bot.domain.screens.casework import reopened_notice
from bot.domain.tip import Status
from bot.services.casework.moving import move
from bot.services.casework.reporters import tell_reporters
from bot.services.speak import tell_thread
from storage.tips import TipView
from storage.unit_of_work import UnitOfWork


def reopen(uow: UnitOfWork, tip: TipView, member: Member, answers: Answers) -> int:
    """The commander opens it again; its reporters learn that it goes on."""
    step_id = move(uow, tip, member, Deed.REOPEN, state.reopened(tip.case), answers)
    tell_reporters(uow, tip, reopened_notice, f"reopened:{step_id}")
    return step_id


def reopen_for_reporter(uow: UnitOfWork, tip: TipView) -> None:
    """Its reporter says that it is not over: a duplicate opens the tip it was joined to. Open tips stay as they are."""
    if tip.case.duplicate_of is not None:
        reopen_for_reporter(uow, uow.tips.view(tip.case.duplicate_of))
    elif tip.case.status is Status.CLOSED:
        move(uow, tip, None, Deed.REOPEN, state.reopened(tip.case))
        tell_thread(uow, tip.id, phrase("case-unwell", code=tip.code))

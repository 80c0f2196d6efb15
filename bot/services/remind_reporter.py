"""What time asks of a reporter: once more the question that has no answer, and later whether all is well."""

from bot.domain.inquiry import Reach
from bot.domain.screens.asking import question_again
from bot.domain.screens.casework import well_yet
from bot.domain.tip import Status
from bot.services.casework.reporters import reach_of, tell_reporter
from storage.codec import UNREADABLE
from storage.questions import latest
from storage.unit_of_work import UnitOfWork


def remind_of_question(uow: UnitOfWork, tip_id: int) -> bool:
    """Ask once more, kindly. Returns whether the reporter can be asked: a question that got lost was not heard, and
    one that nobody can read is not put again."""
    asked = latest(uow.questions.of_tip(tip_id))
    if asked is None or asked.asked.lost_at is not None:
        return False
    try:
        tip, words = uow.tips.view(tip_id), uow.questions.words(asked)
    except UNREADABLE:
        return False
    if reach_of(uow, tip) is not Reach.YES:
        return False
    screen = question_again(tip.code, asked.id, words)
    tell_reporter(uow, tip, screen, f"question-again:{asked.id}")
    return True


def ask_if_well(uow: UnitOfWork, tip_id: int) -> None:
    """ "Đã ổn chưa?": asked once, of whoever can be asked; no answer is an answer."""
    tip = uow.tips.view(tip_id)
    if tip.status is Status.CLOSED and tip.case.closed_at is not None:
        tell_reporter(uow, tip, well_yet(tip.code), f"well:{tip_id}:{tip.case_version}")

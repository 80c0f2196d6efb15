"""An officer asks a reporter something, in the name of the ward; neither learns who the other is."""

from bot.domain.authority import Deed
from bot.domain.delivery import Kind
from bot.domain.forms.form import Answers
from bot.domain.inquiry import Reach, words_of
from bot.domain.ladders import Lack
from bot.domain.people import Member, Refused
from bot.domain.screen import Alert, phrase
from bot.domain.screens.asking import not_reached, question
from bot.domain.tip import Status
from bot.services.cards import redraw_cards
from bot.services.casework.moving import move
from bot.services.casework.reporters import reach_of, tell_reporter
from bot.services.ladders import begin_ladder
from bot.services.speak import tell
from bot.services.take_answer import in_charge
from storage.questions import QuestionView
from storage.tips import TipView
from storage.unit_of_work import UnitOfWork

IMPOSSIBLE = frozenset({Reach.QUIET, Reach.NO_CHAT})


class CannotAsk(Refused):
    """This reporter wished for no messages, or has no chat to be asked in."""

    def __init__(self, reach: Reach) -> None:
        super().__init__(Alert(phrase(f"refused-ask-{reach}"), loud=True))


def ask(uow: UnitOfWork, tip: TipView, member: Member, answers: Answers) -> int:
    """Ask. Who is away will be asked once they are back; the officer is told. Raises CannotAsk, Overtaken."""
    reach = reach_of(uow, tip)
    if reach in IMPOSSIBLE:
        raise CannotAsk(reach)
    step_id = move(uow, tip, member, Deed.ASK, tip.case)
    question_id = uow.questions.add(tip.id, member.id, words_of(answers["question"]))
    begin_ladder(uow, tip.id, Lack.ANSWER, tip.urgency, uow.now)
    if reach is Reach.AWAY:
        uow.questions.lost(question_id)
        tell(uow, member.account_key, not_reached(tip.id, tip.code, reach))
    else:
        _send(uow, tip, _get(uow, question_id))
    return step_id


def question_lost(uow: UnitOfWork, outbox_id: int, reach: Reach) -> None:
    """A question did not get to its reporter: it is kept, the card says so, and those who wait are told."""
    asked = uow.questions.of_row(outbox_id)
    if asked is None or not uow.questions.lost(asked.id):
        return
    uow.tips.redraw(asked.tip_id)
    redraw_cards(uow, asked.tip_id)
    tip = uow.tips.view(asked.tip_id)
    for officer in in_charge(uow, tip, asked):
        tell(uow, officer.account_key, not_reached(tip.id, tip.code, reach), Kind.NOTICE)


def ask_again(uow: UnitOfWork, tip_id: int) -> None:
    """The reporter can be reached again: what did not get there goes out now, if it still matters."""
    lost = uow.questions.lost_of(tip_id)
    if not lost:
        return
    tip = uow.tips.view(tip_id)
    if tip.status is not Status.CLOSED and reach_of(uow, tip) is Reach.YES:
        for asked in lost:
            _send(uow, tip, asked)


def _send(uow: UnitOfWork, tip: TipView, asked: QuestionView) -> None:
    screen = question(tip.code, asked.id, uow.questions.words(asked))
    uow.questions.sent_as(asked.id, tell_reporter(uow, tip, screen, kind=Kind.QUESTION))


def _get(uow: UnitOfWork, question_id: int) -> QuestionView:
    asked = uow.questions.get(question_id)
    assert asked is not None, "it was just asked"
    return asked

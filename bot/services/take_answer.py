"""A reporter answers a question of the ward: it joins the tip, and those who wait for it learn that it is there."""

from collections.abc import Collection, Iterator

from bot.domain.content import TipContent
from bot.domain.delivery import Kind
from bot.domain.inquiry import Reply
from bot.domain.ladders import Lack
from bot.domain.people import Member
from bot.domain.screens.asking import answer_news, answer_notice, settled_question, tip_closed
from bot.domain.tip import Status
from bot.services.cards import redraw_cards
from bot.services.speak import tell, tell_thread
from bot.services.update_tip import add_to_tip
from storage.outbox import Payload, to_account
from storage.questions import QuestionView
from storage.tips import MANY_VERSIONS, TipView
from storage.unit_of_work import UnitOfWork


def take_answer(uow: UnitOfWork, account_key: str, tip_id: int, question_id: int, told: TipContent) -> None:
    """One message of an answer: a new version of the tip, whatever has become of the tip meanwhile."""
    here = uow.for_tip(tip_id)
    first = here.questions.answered(question_id, Reply.TOLD)
    if first:
        _settle(here, account_key, tip_id, question_id)
    add_to_tip(here, tip_id, told)
    tip = here.tips.view(tip_id)
    if first and tip.status is Status.CLOSED:
        tell(here, account_key, tip_closed(tip.code))
    if first or _first_unseen(tip):
        _tell_police(here, tip, _known(here, question_id), Reply.TOLD)


def leave_unanswered(uow: UnitOfWork, account_key: str, tip_id: int, question_id: int, reply: Reply) -> bool:
    """The reporter does not know, or would rather not say: an answer too. Returns whether it is the first one."""
    here = uow.for_tip(tip_id)
    if not here.questions.answered(question_id, reply):
        return False
    _settle(here, account_key, tip_id, question_id)
    redraw_cards(here, tip_id)
    _tell_police(here, here.tips.view(tip_id), _known(here, question_id), reply)
    return True


def answer_edited(uow: UnitOfWork, tip_id: int, message_id: int) -> None:
    """A message of a sent tip was edited: who has read it as an answer must hear of it."""
    here = uow.for_tip(tip_id)
    tip = here.tips.view(tip_id)
    part = next((part for part in tip.content.answers if part.message_id == message_id), None)
    if part is not None and _first_unseen(tip):
        _tell_police(here, tip, _known(here, part.question_id), Reply.TOLD)


def question_of_files(uow: UnitOfWork, tip_id: int, evidence_ids: Collection[int]) -> int | None:
    """The question that some of these files answer."""
    content = uow.for_tip(tip_id).tips.view(tip_id).content
    messages = {ref.message_id for ref in content.evidence if ref.id in evidence_ids}
    return next((part.question_id for part in content.answers if part.message_id in messages), None)


def _first_unseen(tip: TipView) -> bool:
    """Whether everything but the newest version was read: further ones make no further noise.

    Past ``MANY_VERSIONS`` the newest may be any of very many.
    """
    return tip.seen_version == tip.version - 1 and tip.version < MANY_VERSIONS


def _known(uow: UnitOfWork, question_id: int) -> QuestionView:
    question = uow.questions.get(question_id)
    assert question is not None, "only what was asked is answered"
    return question


def _settle(uow: UnitOfWork, account_key: str, tip_id: int, question_id: int) -> None:
    """The first answer: the message with the question shows it; who is filling in a form must look again."""
    uow.tips.heard_from(tip_id)
    if not uow.questions.open_among([tip_id]):
        uow.reminders.stop(tip_id, Lack.ANSWER)
    uow.journal.note("question answered", tip_id=tip_id, detail=f"question {question_id}")
    question = _known(uow, question_id)
    screen = settled_question(
        uow.tips.code(tip_id), question_id, uow.questions.words(question), question.asked, uow.settings.timezone
    )
    if question.outbox_id is not None:
        payload = Payload(screen=screen)
        uow.outbox.add(to_account(account_key), Kind.ANSWERED, payload, edits=question.outbox_id)


def _tell_police(uow: UnitOfWork, tip: TipView, question: QuestionView, reply: Reply) -> None:
    tell_thread(uow, tip.id, answer_news(tip.code, reply, tip.status))
    for officer in in_charge(uow, tip, question):
        tell(uow, officer.account_key, answer_notice(tip.id, tip.code, reply, tip.status), Kind.NOTICE)


def in_charge(uow: UnitOfWork, tip: TipView, question: QuestionView) -> Iterator[Member]:
    """Who owns the tip, or took it on, and who asked; nobody twice, and nobody who has left."""
    ids = dict.fromkeys((tip.case.owner_id or tip.acknowledged_by, question.asked_by))
    for person in (uow.people.member_by_id(person_id) for person_id in ids if person_id is not None):
        if person is not None and (still_here := uow.people.member(person.account_key)) is not None:
            yield still_here

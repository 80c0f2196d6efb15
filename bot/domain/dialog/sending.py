"""The ends of a draft: sent, added to an earlier tip, given up, or simply enough."""

from dataclasses import replace

from bot.domain.dialog.adding import as_answer, keep_adding, thanked
from bot.domain.dialog.outcome import Add, Drop, Step, Submit, Update
from bot.domain.dialog.showing import just_answered, question_screen
from bot.domain.draft import Draft, Question, Talk
from bot.domain.questions.changes import settle
from bot.domain.questions.questionnaire import next_question
from bot.domain.screen import phrase
from bot.domain.screens.notes import complete, confirmed, dropped
from bot.domain.ward_facts import WardFacts


def send(talk: Talk, draft: Draft, ward: WardFacts) -> Step:
    """ "Gửi": the tip is made, once; on the danger path the remaining questions follow."""
    if draft.sent_at:
        return stand_by(talk, draft, ward)
    sent = settle(replace(draft, sent_at=draft.touched_at), Question.REVIEW)
    answered = just_answered(talk.draft, sent, ward)
    effect = Submit(draft.id, draft.content)
    talk = replace(talk, draft=None, sent_draft=draft.id)
    question = next_question(sent)
    if question is None:
        return Step(talk, answered=answered, effect=effect)
    asking = replace(sent, asking=question, page=0)
    screen = question_screen(asking, ward, (phrase("report-after-sending"),))
    return Step(replace(talk, draft=asking), (screen,), answered, asks=question, effect=effect)


def add_to_last(talk: Talk, draft: Draft, ward: WardFacts) -> Step:
    """ "Gửi thêm vào tin …": all that the draft holds goes there, and so does what comes next."""
    tip = draft.may_belong_to
    if tip is None:
        return Step(talk)
    answered = just_answered(talk.draft, settle(draft, Question.ADDRESSEE), ward)
    adding = keep_adding(replace(talk, draft=None), tip, draft.touched_at)
    content = draft.content if tip.question is None else as_answer(draft.content, tip.question, draft.touched_at)
    return Step(adding, (thanked(tip),), answered, effect=Add(tip, content))


def give_up(talk: Talk, draft: Draft) -> Step:
    """The reporter does not want to send it. A tip that was sent already stays."""
    effect = None if draft.sent_at else Drop(draft.id, draft.content)
    return Step(replace(talk, draft=None), redraw=dropped(), effect=effect)


def leave_it_there(talk: Talk, ward: WardFacts) -> Step:
    """The tip is sent; the rest of the questions may stay open."""
    return Step(replace(talk, draft=None), redraw=complete(ward))


def stand_by(talk: Talk, draft: Draft, ward: WardFacts) -> Step:
    """The reporter confirms a tip that was handed over."""
    known = settle(replace(draft, unconfirmed=False), Question.REVIEW)
    effect = Update(draft.id, draft.content, confirmed=True)
    if next_question(known) is None:
        answered = just_answered(talk.draft, known, ward)
        return Step(replace(talk, draft=None), (complete(ward),), answered, effect=effect)
    return Step(replace(talk, draft=known), redraw=confirmed(draft.id, ward), effect=effect)

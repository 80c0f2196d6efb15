"""An answer that stands apart from the story was edited: the answer changes, wherever its report has got to."""

from dataclasses import replace

from bot.domain.dialog.messages import move_on
from bot.domain.dialog.outcome import Amend, Step
from bot.domain.dialog.understanding import filled, understand
from bot.domain.draft import Aside, Draft, Talk
from bot.domain.events import Rewrote, Wrote
from bot.domain.questions.apart import AMEND
from bot.domain.questions.changes import settle
from bot.domain.questions.questionnaire import ASK
from bot.domain.screen import phrase
from bot.domain.ward_facts import WardFacts


def amend(talk: Talk, aside: Aside, event: Rewrote, ward: WardFacts) -> Step:
    """The open draft follows the edit; of a report that is closed, only the service knows what became of it."""
    draft, question = talk.draft, aside.question
    if draft is None or draft.id != aside.draft_id:
        return Step(talk, effect=Amend(aside.draft_id, question, event.text))
    amended = _amended(draft, aside, event.text)
    told = understand(amended, Wrote(event.text, event.message_id, event.at), ward, but=question)
    note = phrase("report-amended", topic=phrase(f"topic-{question}"), answer=ASK[question].said(told, ward))
    return move_on(talk, told, ward, (note,), filled(amended, told), answers=question)


def _amended(draft: Draft, aside: Aside, text: str) -> Draft:
    content = AMEND[aside.question](draft.content, text)
    if content == draft.content:
        return draft
    changed = replace(draft, content=content)
    return changed if aside.question in draft.answered else settle(changed, aside.question)

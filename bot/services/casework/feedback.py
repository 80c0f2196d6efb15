"""What the investigating body decided is written down later, counted in the period in which the ward hears of it, and
told to the reporters whom the law wants to be told (TTLT 01/2017 Điều 14.3; BLTTHS Điều 148.2, 149.2)."""

from datetime import date
from functools import partial

from bot.domain.authority import Deed
from bot.domain.casework import state
from bot.domain.casework.feedback import DECIDED_AFTER, Verdict
from bot.domain.clocks import DEFAULT_RULES, ClockKey
from bot.domain.forms.form import Answers
from bot.domain.people import Member, Refused
from bot.domain.screen import Alert, phrase
from bot.domain.screens.casework import decided, verdict_notice
from bot.services.casework.moving import move
from bot.services.casework.reporters import reach_of, tell_reporters
from bot.services.resolution_clocks import follow_verdict
from bot.services.speak import tell_thread
from storage.tips import TipView
from storage.unit_of_work import UnitOfWork


class NobodyDecides(Refused):
    """The tip ended in a way after which there is nothing to be decided."""

    def __init__(self) -> None:
        super().__init__(Alert(phrase("refused-no-feedback"), loud=True))


def may_be_decided(tip: TipView) -> bool:
    """Whether the tip is with somebody who decides whether to prosecute."""
    return tip.case.outcome in DECIDED_AFTER


def feedback(uow: UnitOfWork, tip: TipView, member: Member, answers: Answers) -> int:
    """Write down a decision. Raises NobodyDecides, Overtaken."""
    if not may_be_decided(tip):
        raise NobodyDecides
    verdict = Verdict(answers["verdict"])
    step_id = move(uow, tip, member, Deed.FEEDBACK, state.decided(tip.case, verdict, uow.now), answers)
    day = date.fromisoformat(answers["date"])
    uow.cases.decide(tip.id, verdict, day, member.id)
    follow_verdict(uow, tip, member, verdict, day, answers["number"])
    tell_thread(uow, tip.id, decided(tip.code, verdict))
    notice = partial(verdict_notice, verdict=verdict)
    tell_reporters(uow, tip, notice, f"decided:{step_id}", only=is_owed_a_result)
    return step_id


def is_owed_a_result(tip: TipView) -> bool:
    """Whether the law wants this reporter to be told: not whoever gave no identity."""
    return DEFAULT_RULES[ClockKey.RESULT_TO_REPORTER].runs_for(tip.content.identity)


def how_told(uow: UnitOfWork, tip: TipView) -> str:
    """Whether the reporter will hear of a decision, for the preview: the text key's suffix."""
    return str(reach_of(uow, tip)) if is_owed_a_result(tip) else "unidentified"

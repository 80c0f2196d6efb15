"""Endings of a tip at the ward, and what its reporters are told of them in plain words."""

from datetime import date
from functools import partial

from bot.domain.authority import Deed
from bot.domain.casework import state
from bot.domain.casework.outcomes import Outcome
from bot.domain.forms.form import Answers
from bot.domain.people import Member
from bot.domain.screens.casework import outcome_notice
from bot.services.casework.moving import move
from bot.services.casework.reporters import tell_reporters
from bot.services.resolution_clocks import begin_resolving
from storage.tips import TipView
from storage.unit_of_work import UnitOfWork


def close(
    uow: UnitOfWork,
    tip: TipView,
    member: Member | None,
    deed: Deed,
    outcome: Outcome,
    answers: Answers,
) -> int:
    """End a tip with an outcome. Its reporters are told, also those of tips that were joined to it."""
    by = member.id if member else None
    to = state.closed(tip.case, outcome, by, uow.now)
    step_id = move(uow, tip, member, deed, to, answers)
    if outcome is Outcome.WARD:
        begin_resolving(uow, tip, date.fromisoformat(answers["date"]))
    tell_reporters(uow, tip, partial(outcome_notice, outcome=outcome), f"closed:{step_id}")
    return step_id


def mark_false(uow: UnitOfWork, tip: TipView, member: Member, answers: Answers) -> int:
    """The commander decides that what was told is not so (BLTTHS Điều 144.5); a later reopening takes it back."""
    return close(uow, tip, member, Deed.MARK_FALSE, Outcome.FALSE, answers)

"""Tips that tell of the same event go on as one: the others are joined to the first, and their reporters stay informed.

Whoever is joined follows the first tip from then on: its state in "Tin đã gửi", its outcome, its reopening. Only the
commander takes a tip out again, by opening it (``reopening``).
"""

from functools import partial

from bot.domain.authority import Deed
from bot.domain.casework import state
from bot.domain.casework.outcomes import Outcome
from bot.domain.forms.form import Answers
from bot.domain.people import Member, Refused
from bot.domain.screen import Alert, phrase
from bot.domain.screens.casework import joined_notice, outcome_notice
from bot.domain.tip import Status
from bot.services.cards import redraw_cards
from bot.services.casework.moving import move, overtaken
from bot.services.casework.reporters import tell_reporter, tell_reporters
from storage.tips import TipView
from storage.unit_of_work import UnitOfWork


class NoSuchOriginal(Refused):
    """The tip this one is said to repeat cannot be that."""


def merge(uow: UnitOfWork, tip: TipView, member: Member, answers: Answers) -> int:
    """Join a tip to the first one of the event. Raises NoSuchOriginal, Overtaken."""
    return join(uow, tip, member, Deed.MERGE, answers)


def join(uow: UnitOfWork, tip: TipView, member: Member, deed: Deed, answers: Answers) -> int:
    """Close a tip as telling of the same as another one (``answers["other"]``). Raises NoSuchOriginal, Overtaken."""
    code = answers.get("other", "")
    first = _locked(uow, tip, find_first(uow, code), code)
    to = state.closed(tip.case, Outcome.DUPLICATE, member.id, uow.now, first.id)
    step_id = move(uow, tip, member, deed, to, {**answers, "other": first.code})
    _redraw_first(uow, first.id)
    outcome = first.case.outcome
    if first.status is Status.CLOSED and outcome is not None:
        tell_reporters(uow, tip, partial(outcome_notice, outcome=outcome), f"closed:{step_id}")
    else:
        tell_reporter(uow, tip, joined_notice(tip.code), f"closed:{step_id}:{tip.id}")
    return step_id


def find_first(uow: UnitOfWork, code: str) -> TipView | None:
    """The tip with this code, or the first tip of those it was joined to."""
    found = uow.tips.find(code)
    return uow.tips.view(uow.tips.first_of(found)) if found is not None else None


def separated(uow: UnitOfWork, tip: TipView) -> None:
    """A tip goes on by itself again: the one it was joined to counts one less."""
    if tip.case.duplicate_of is not None:
        _redraw_first(uow, tip.case.duplicate_of)


def _locked(uow: UnitOfWork, tip: TipView, first: TipView | None, code: str) -> TipView:
    """Both tips, held until the commit: two tips that are joined to each other at one moment would have no first."""
    if first is None or first.id == tip.id:
        raise NoSuchOriginal(Alert(phrase("refused-no-original", code=code), loud=True))
    if first.drill is not tip.drill:
        raise NoSuchOriginal(Alert(phrase("refused-drill-apart"), loud=True))
    uow.tips.hold([tip.id, first.id])
    held = uow.tips.view(first.id)
    if held.case.duplicate_of is not None:
        raise overtaken(uow, first.id)
    if held.status is Status.NEW:
        raise NoSuchOriginal(Alert(phrase("refused-original-new", code=first.code), loud=True))
    return held


def _redraw_first(uow: UnitOfWork, tip_id: int) -> None:
    first = uow.tips.first_of(tip_id)
    uow.tips.redraw(first)
    redraw_cards(uow, first)

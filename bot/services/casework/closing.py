"""Endings of a tip at the ward, and what its reporters are told of them in plain words."""

from functools import partial

from bot.domain.authority import Deed
from bot.domain.casework import state
from bot.domain.casework.outcomes import Outcome
from bot.domain.forms.form import Answers
from bot.domain.people import Member, Refused
from bot.domain.screen import Alert, phrase
from bot.domain.screens.casework import outcome_notice
from bot.domain.tip import Status
from bot.services.casework.moving import move
from bot.services.casework.reporters import tell_reporters
from storage.tips import TipView
from storage.unit_of_work import UnitOfWork


class NoSuchOriginal(Refused):
    """The tip this one is said to repeat cannot be that."""


def close(
    uow: UnitOfWork,
    tip: TipView,
    member: Member | None,
    deed: Deed,
    outcome: Outcome,
    answers: Answers,
    duplicate_of: int | None = None,
) -> int:
    """End a tip with an outcome. Its reporters are told; a duplicate's hear whenever the first tip goes on."""
    by = member.id if member else None
    to = state.closed(tip.case, outcome, by, uow.now, duplicate_of)
    step_id = move(uow, tip, member, deed, to, answers)
    tell_reporters(uow, tip, partial(outcome_notice, outcome=outcome), f"closed:{step_id}")
    return step_id


def mark_false(uow: UnitOfWork, tip: TipView, member: Member, answers: Answers) -> int:
    """The commander decides that what was told is not so (BLTTHS Điều 144.5); a later reopening takes it back."""
    return close(uow, tip, member, Deed.MARK_FALSE, Outcome.FALSE, answers)


def find_other(uow: UnitOfWork, tip: TipView, code: str) -> int | None:
    """The first tip of the event, by its code: always the head of a row of duplicates. Raises NoSuchOriginal."""
    if not code:
        return None
    found = uow.tips.find(code)
    while found is not None and (original := uow.tips.view(found).case.duplicate_of) is not None:
        found = original
    if found is None or found == tip.id:
        raise NoSuchOriginal(Alert(phrase("refused-no-original", code=code), loud=True))
    if uow.tips.status(found) is Status.NEW:
        raise NoSuchOriginal(Alert(phrase("refused-original-new", code=code), loud=True))
    return found

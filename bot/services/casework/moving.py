"""A move: the one way in which casework changes a tip. Whoever saw an older state than the present one loses."""

from collections.abc import Mapping

from bot.domain.authority import Deed
from bot.domain.casework.state import CaseState
from bot.domain.people import Member, Refused
from bot.domain.screen import Alert, phrase
from bot.domain.screens.times import clock_time
from bot.services.cards import redraw_cards
from bot.services.ladders import follow_ladders
from bot.services.tip_clocks import follow
from storage.cases import BIRTH
from storage.tips import TipView
from storage.unit_of_work import UnitOfWork


class Overtaken(Refused):
    """Somebody else did something with the tip meanwhile; the alert says who, what and when."""


def move(
    uow: UnitOfWork,
    tip: TipView,
    member: Member | None,
    deed: Deed,
    to: CaseState,
    detail: Mapping[str, str] | None = None,
) -> int:
    """Bring ``tip`` from the state it shows to ``to``, with its trail and journal. Returns the step's id.

    ``member`` is None when time did it. ``detail`` is sealed with the tip's key. Raises Overtaken with nothing done.
    """
    if not uow.tips.move(tip, to):
        raise overtaken(uow, tip.id)
    follow(uow, tip, to)
    follow_ladders(uow, tip, tip.case, to)
    person_id = member.id if member else None
    step_id = uow.cases.add_step(tip.id, tip.case_version + 1, deed, person_id, tip.case, dict(detail or {}))
    uow.journal.note(deed, tip_id=tip.id, person_id=person_id, detail=f"{tip.case.status} > {to.status}")
    redraw_cards(uow, tip.id)
    return step_id


def overtaken(uow: UnitOfWork, tip_id: int) -> Overtaken:
    """What to say to whoever came too late: the last thing done, by whom, when."""
    tip = uow.tips.view(tip_id)
    steps = [step for step in uow.cases.steps(tip_id) if step.version != BIRTH]
    status = phrase(f"status-{tip.case.status}")
    if not steps:
        return Overtaken(Alert(phrase("refused-changed", code=tip.code, status=status), loud=True))
    last = steps[-1]
    if last.version < tip.case_version:
        return Overtaken(Alert(phrase("refused-answered", code=tip.code, status=status), loud=True))
    by = uow.people.member_by_id(last.person_id) if last.person_id else None
    return Overtaken(
        Alert(
            phrase(
                "refused-overtaken",
                code=tip.code,
                officer=by.name if by else phrase("somebody"),
                deed=phrase(f"deed-{last.deed}"),
                at=clock_time(last.at, uow.settings.timezone),
                status=status,
            ),
            loud=True,
        )
    )

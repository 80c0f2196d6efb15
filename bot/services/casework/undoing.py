"""Taking back the last move, as long as nothing came of it."""

from datetime import timedelta

from bot.domain.authority import Deed, Where, require
from bot.domain.people import Member, Refused
from bot.domain.screen import Alert, phrase
from bot.services.casework.moving import move
from storage.unit_of_work import UnitOfWork

# Nothing of these has left the ward or reached a reporter.
HARMLESS = frozenset({Deed.ASSIGN, Deed.VERIFY, Deed.CLASSIFY})
WITHIN = timedelta(minutes=10)


class CannotUndo(Refused):
    """Something came after it, or it is too long ago."""

    def __init__(self) -> None:
        super().__init__(Alert(phrase("refused-undo"), loud=True))


def undo(uow: UnitOfWork, step_id: int, member: Member | None) -> Alert:
    """Put the state before a move back. Raises NotOnTheList…, CannotUndo."""
    step = uow.cases.step(step_id)
    officer = require(member, Deed.UNDO, Where.PRIVATE)
    if step is None or step.deed not in HARMLESS or step.person_id != officer.id or step.at + WITHIN < uow.now:
        raise CannotUndo
    if uow.tips.status(step.tip_id) is None:  # whoever changed wards has nothing to take back in the old one
        raise CannotUndo
    tip = uow.tips.view(step.tip_id)
    if step.undone_at is not None or tip.case_version != step.version:
        raise CannotUndo
    move(uow, tip, officer, Deed.UNDO, step.before, {"undid": step.deed})
    uow.cases.undo(step.id)
    return Alert(phrase("case-undone", code=tip.code, deed=phrase(f"deed-{step.deed}")))

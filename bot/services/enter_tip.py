"""An officer writes down what somebody told by telephone or at the desk: a tip like any other, but for the chat."""

from bot.domain.authority import Deed, Where, require
from bot.domain.casework.state import CaseState
from bot.domain.forms.entry import Entry, entry_of
from bot.domain.forms.form import Sheet
from bot.domain.people import Member
from bot.domain.screen import Screen
from bot.domain.screens.entry import entered
from bot.domain.tip import ReporterKind
from bot.services.casework.facts import form_facts
from bot.services.ladders import follow_ladders
from bot.services.submit_tip import put_before_desk
from bot.services.tip_clocks import follow
from storage.unit_of_work import UnitOfWork


def enter_tip(uow: UnitOfWork, sheet: Sheet, member: Member) -> Screen:
    """Make the tip of a form that was confirmed, once; whoever wrote it down has taken it on, unless they say not.

    Returns what the form becomes: the code, to be read aloud. Raises NotOnTheList, NotYourRole.
    """
    officer = require(member, Deed.ENTER, Where.PRIVATE)
    entry = entry_of(sheet, form_facts(uow, sheet, officer), uow.ward.neighbourhoods())
    tip_id = uow.tips.by_draft(sheet.id)
    if tip_id is None:
        tip_id = _made(uow, sheet, officer, entry, confirmed=True)
    return entered(tip_id, uow.tips.code(tip_id), taken=entry.taken)


def enter_unfinished(uow: UnitOfWork, sheet: Sheet, member: Member) -> str:
    """Make the tip of a form that nobody confirmed: the whole desk sees it, marked so. Returns its code.

    No authority is asked for: whoever began the form had it, and what was told must not depend on them any more.
    """
    entry = entry_of(sheet, form_facts(uow, sheet, member), uow.ward.neighbourhoods())
    return uow.tips.code(_made(uow, sheet, member, entry, confirmed=False))


def _made(uow: UnitOfWork, sheet: Sheet, officer: Member, entry: Entry, *, confirmed: bool) -> int:
    tip = uow.tips.create(
        sheet.id,
        None,
        entry.content,
        prefix=uow.ward.profile.code,
        reporter=ReporterKind.RESIDENT,
        confirmed=confirmed,
        received_at=entry.received_at,
        channel=entry.channel,
    )
    assert tip is not None, "the transaction has looked for it"
    put_before_desk(uow, tip, entry.content, entry.received_at)
    uow.cases.add_birth(tip.id, Deed.ENTER, officer.id, {})
    uow.journal.note(Deed.ENTER, tip_id=tip.id, person_id=officer.id, detail=entry.channel)
    if entry.taken and uow.tips.acknowledge(tip.id, officer.id, entry.received_at):
        taken = uow.tips.view(tip.id)
        follow(uow, taken, taken.case)
        follow_ladders(uow, taken, CaseState(), taken.case)
        uow.journal.note("acknowledged", tip_id=tip.id, person_id=officer.id)
    return tip.id

"""The deeds of casework: each takes a filled-in sheet's answers, moves the tip, and says what was done."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from bot.domain.authority import Deed
from bot.domain.casework import state
from bot.domain.casework.outcomes import Outcome, TipKind
from bot.domain.forms.casework import seriousness
from bot.domain.forms.form import Answers, Sheet
from bot.domain.people import Member
from bot.domain.screens.casework import assigned_to_you
from bot.domain.tip import Category
from bot.services.calendar.editing import edit_calendar
from bot.services.casework.asking import ask
from bot.services.casework.closing import close, mark_false
from bot.services.casework.extending import prolong
from bot.services.casework.feedback import feedback
from bot.services.casework.joining import join, merge
from bot.services.casework.moving import move, overtaken
from bot.services.casework.reopening import reopen
from bot.services.casework.transferring import confirm, send_on, take_back
from bot.services.identity.asking import ask_reveal
from bot.services.identity.protecting import answer_protection
from bot.services.oversight.answering import explain
from bot.services.oversight.figures import tell_figures
from bot.services.personal_data.answering import answer_request
from bot.services.reports.ordering import order_report
from bot.services.speak import tell
from storage.tips import TipView
from storage.unit_of_work import UnitOfWork

Perform: TypeAlias = Callable[[UnitOfWork, TipView, Member, Answers], int]


def assign(uow: UnitOfWork, tip: TipView, member: Member, answers: Answers) -> int:
    """Give the tip to a colleague, who is told in private."""
    owner_id = int(answers["owner"])
    step_id = move(uow, tip, member, Deed.ASSIGN, state.assigned(tip.case, owner_id), answers)
    owner = uow.people.member_by_id(owner_id)
    if owner is not None and owner.id != member.id:
        tell(uow, owner.account_key, assigned_to_you(tip.id, tip.code, member.name))
    return step_id


def verify(uow: UnitOfWork, tip: TipView, member: Member, _answers: Answers) -> int:
    """Begin to look into it."""
    return move(uow, tip, member, Deed.VERIFY, state.verifying(tip.case, member.id))


def classify(uow: UnitOfWork, tip: TipView, member: Member, answers: Answers) -> int:
    """Say what it is in law (BLTTHS Điều 144), what it is about, and whether it must be passed on within 24 hours."""
    kind, category = TipKind(answers["kind"]), Category(answers["category"])
    to = state.classified(tip.case, kind, category, seriousness(answers), uow.now)
    return move(uow, tip, member, Deed.CLASSIFY, to, answers)


def note(uow: UnitOfWork, tip: TipView, member: Member, answers: Answers) -> int:
    """Put a note on the trail; nothing else changes."""
    return move(uow, tip, member, Deed.NOTE, tip.case, answers)


def finish(uow: UnitOfWork, tip: TipView, member: Member, answers: Answers) -> int:
    """End it at the ward."""
    outcome = Outcome(answers["outcome"])
    if outcome is Outcome.DUPLICATE:
        return join(uow, tip, member, Deed.CLOSE, answers)
    return close(uow, tip, member, Deed.CLOSE, outcome, answers)


def notified(uow: UnitOfWork, tip: TipView, member: Member, answers: Answers) -> int:
    """Somebody was told as the law asks; the clock that asked for it ends. Raises Overtaken."""
    step_id = move(uow, tip, member, Deed.NOTIFIED, tip.case, answers)
    if not uow.clocks.end(int(answers["clock"]), member.id):
        raise overtaken(uow, tip.id)
    return step_id


PERFORM: Mapping[Deed, Perform] = {
    Deed.ASSIGN: assign,
    Deed.ASK: ask,
    Deed.VERIFY: verify,
    Deed.CLASSIFY: classify,
    Deed.NOTE: note,
    Deed.TRANSFER: send_on,
    Deed.CONFIRM: confirm,
    Deed.RETURN: take_back,
    Deed.CLOSE: finish,
    Deed.MERGE: merge,
    Deed.MARK_FALSE: mark_false,
    Deed.REOPEN: reopen,
    Deed.NOTIFIED: notified,
    Deed.FEEDBACK: feedback,
    Deed.EXTEND: prolong,
    Deed.REVEAL: ask_reveal,
    Deed.PROTECT: answer_protection,
}

ActApart: TypeAlias = Callable[[UnitOfWork, Member, Sheet], str]
# What is done to no tip; each gives the name of what it was done to.
APART: Mapping[Deed, ActApart] = {
    Deed.ANSWER_DATA: answer_request,
    Deed.CALENDAR: edit_calendar,
    Deed.REPORT: order_report,
    Deed.FIGURES: tell_figures,
    Deed.EXPLAIN: explain,
}

"""The clocks of a resolution that the ward's own investigators have taken on: 20 days, suspended, resumed, told.

A tip that was passed on is resolved by somebody else, who keeps these clocks; the ward is told of the end alone.
Sources: BLTTHS Điều 147, 148.2, 149.1; TTLT 01/2017 Điều 11, 14.3.
"""

from datetime import date, datetime

from bot.domain.casework.feedback import Verdict
from bot.domain.casework.outcomes import Outcome
from bot.domain.clocks import ClockKey, pause, resume
from bot.domain.people import Member
from bot.services.tip_clocks import begin, next_word, running
from storage.tips import TipView
from storage.unit_of_work import UnitOfWork


def begin_resolving(uow: UnitOfWork, tip: TipView, decided_on: date) -> None:
    """The ward's investigators take the tip on by a decision of that day. One that was reopened goes on as before."""
    if running(uow, tip.id, ClockKey.RESOLVE) is None:
        begin(uow, tip, ClockKey.RESOLVE, moment_of(uow, decided_on))


def follow_verdict(
    uow: UnitOfWork, tip: TipView, member: Member, verdict: Verdict, decided_on: date, document: str
) -> None:
    """The resolution ends, rests or goes on by a decision of that day; what the law wants next begins."""
    resolving = running(uow, tip.id, ClockKey.RESOLVE)
    if tip.case.outcome is not Outcome.WARD or resolving is None:
        return
    at = moment_of(uow, decided_on)
    match verdict:
        case Verdict.SUSPENDED if not resolving.clock.paused:
            uow.clocks.change(resolving.id, pause(resolving.clock, at, document), None, idle=True)
            begin(uow, tip, ClockKey.SUSPEND_NOTICE, at)
        case Verdict.RESUMED if resolving.clock.paused:
            clock = resume(resolving.clock, at, document, uow.clocks.calendar())
            spoken = next_word(uow, clock, resolving, tip.urgency)
            uow.clocks.change(resolving.id, clock, spoken, idle=False)
        case Verdict.PROSECUTED | Verdict.NOT_PROSECUTED:
            uow.clocks.end(resolving.id, member.id)
            begin(uow, tip, ClockKey.RESULT_TO_REPORTER, at)


def moment_of(uow: UnitOfWork, day: date) -> datetime:
    """A paper says its day alone: the present hour of that day, in UTC, so that a limit in hours is not cut short."""
    now = uow.now.astimezone(uow.settings.timezone)
    return min(uow.now, now.replace(year=day.year, month=day.month, day=day.day).astimezone(uow.now.tzinfo))

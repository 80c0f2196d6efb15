"""The daily briefing: what came in, what is open, what is late. One a period, late rather than never."""

from datetime import datetime

from bot.domain.authority import Deed, require
from bot.domain.delivery import Kind
from bot.domain.people import Member
from bot.domain.periods import day_ends
from bot.domain.screen import Screen
from bot.domain.screens.briefing import BriefingView, briefing
from bot.services.list_tips import waiting_tips
from bot.services.speak import tell, tell_group
from storage.unit_of_work import UnitOfWork

DAILY = "daily"


def brief_when_due(uow: UnitOfWork) -> int:
    """Queue in each ward the briefing of every day that has ended since its last one. Returns how many."""
    return sum(_brief(uow.for_ward(ward_id), start) for ward_id, start in uow.wards.briefed_until(DAILY))


def _brief(uow: UnitOfWork, start: datetime) -> int:
    made = 0
    for end in day_ends(start, uow.now, uow.settings.digest_at, uow.settings.timezone):
        if uow.digests.claim(DAILY, end):
            tell_group(uow, _briefing(uow, start, end), Kind.DIGEST)
            made += 1
        start = end
    return made


def brief_now(uow: UnitOfWork, member: Member | None, *, in_group: bool) -> None:
    """Answer /giaoban: the day so far. Raises NotOnTheList."""
    reader = require(member, Deed.BRIEF)
    start = uow.digests.last(DAILY) or uow.ward.get().digest_from or uow.now
    screen = _briefing(uow, start, uow.now)
    if in_group:
        tell_group(uow, screen)
    else:
        tell(uow, reader.account_key, screen)


def _briefing(uow: UnitOfWork, start: datetime, end: datetime) -> Screen:
    journal = uow.journal.head()
    return briefing(
        BriefingView(
            ward=uow.ward.profile.name,
            start=start,
            end=end,
            received=uow.tips.counts(start, end),
            acknowledged=uow.tips.acknowledged_between(start, end),
            being_handled=uow.tips.count_acknowledged(),
            waiting=tuple(waiting_tips(uow, real=True)),
            median=uow.tips.median_wait(start, end),
            journal_lines=journal.count,
            journal_mark=journal.mark,
        ),
        uow.settings.timezone,
    )

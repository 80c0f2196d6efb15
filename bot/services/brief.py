"""The daily briefing: what came in, what is open, what is late. One a period, late rather than never."""

from datetime import datetime, timedelta

from bot.domain.authority import Deed, require
from bot.domain.delivery import Kind
from bot.domain.people import Member
from bot.domain.periods import day_ends
from bot.domain.reports import Picture
from bot.domain.reports.pictures import panel
from bot.domain.screen import Phrase, Screen, phrase
from bot.domain.screens.briefing import BriefingView, briefing
from bot.domain.screens.oversight import category_name
from bot.domain.screens.times import clock_time
from bot.services.brief_week import days_panel
from bot.services.list_tips import waiting_tips
from bot.services.reports.sending import send_picture
from bot.services.speak import tell, tell_group
from storage.outbox import to_group
from storage.unit_of_work import UnitOfWork

DAILY = "daily"
DAYS_SHOWN = timedelta(days=7)


def brief_when_due(uow: UnitOfWork) -> int:
    """Queue in each ward the briefing of every day that has ended since its last one. Returns how many."""
    return sum(_brief(uow.for_ward(ward_id), start) for ward_id, start in uow.wards.briefed_until(DAILY))


def _brief(uow: UnitOfWork, start: datetime) -> int:
    made, begun = 0, start
    for end in day_ends(start, uow.now, uow.settings.digest_at, uow.settings.timezone):
        if uow.digests.claim(DAILY, end):
            tell_group(uow, _briefing(uow, start, end), Kind.DIGEST)
            made += 1
        start = end
    if made and any(uow.tips.counts(begun, start)):
        _show_days(uow, start)
    return made


def _show_days(uow: UnitOfWork, end: datetime) -> None:
    """The last seven days as a chart; after an outage once for all days that are briefed on."""
    begin = end - DAYS_SHOWN
    shown = Picture(
        phrase("chart-title-digest", ward=uow.ward.profile.name),
        phrase("chart-until", at=clock_time(end, uow.settings.timezone)),
        (days_panel(uow, begin, end), panel(phrase("paper-title-categories"), _categories(uow, begin, end))),
    )
    send_picture(uow, to_group(uow.ward_id), shown, Screen((phrase("brief-picture"),)))


def _categories(uow: UnitOfWork, start: datetime, end: datetime) -> list[tuple[Phrase | str, int]]:
    return [(category_name(key), count) for key, count in uow.tips.counts(start, end).items()]


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
            balance=uow.balance.of(start, end),
            journal_lines=journal.count,
            journal_mark=journal.mark,
        ),
        uow.settings.timezone,
    )

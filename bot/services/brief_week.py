"""The weekly digest in the duty group, with its chart: one a week, late rather than never."""

from datetime import datetime

from bot.domain.delivery import Kind
from bot.domain.periods import Period, PeriodKind, ended_between, previous
from bot.domain.reports import Figures, Picture, period_name
from bot.domain.reports.pictures import Bar, Panel, panel
from bot.domain.screen import Screen, phrase
from bot.domain.screens.oversight import category_name, place_name
from bot.domain.screens.reports import weekly
from bot.services.reports.gather import cut_offs_of
from bot.services.reports.issuing import issue_at
from bot.services.reports.sending import send_picture
from bot.services.speak import tell_group
from storage.outbox import to_group
from storage.unit_of_work import UnitOfWork


def brief_week_when_due(uow: UnitOfWork) -> int:
    """Queue in each ward the digest of every week that has ended since its last one. Returns how many."""
    return sum(_brief(uow.for_ward(ward_id), since) for ward_id, since in uow.wards.briefed_until(PeriodKind.WEEK))


def _brief(uow: UnitOfWork, since: datetime) -> int:
    made = 0
    for week in ended_between(PeriodKind.WEEK, since, uow.now, cut_offs_of(uow.settings)):
        if issue_at(uow, week) <= uow.now and uow.digests.claim(PeriodKind.WEEK, week.end):
            _tell(uow, week)
            made += 1
    return made


def _tell(uow: UnitOfWork, week: Period) -> None:
    before = previous(week, cut_offs_of(uow.settings))
    figures, then = (uow.figures.of(p.start, p.end) for p in (week, before))
    ward = uow.ward.profile.name
    tell_group(uow, weekly(ward, week, figures, then), Kind.WEEKLY)
    if not figures.is_empty:
        said = Screen((phrase("week-picture", period=period_name(week)),))
        send_picture(uow, to_group(uow.ward_id), _picture(uow, ward, week, figures), said)


def _picture(uow: UnitOfWork, ward: str, week: Period, figures: Figures) -> Picture:
    return Picture(
        phrase("chart-title-digest", ward=ward),
        phrase("chart-subtitle", period=period_name(week)),
        (
            days_panel(uow, week.start, week.end),
            panel(phrase("paper-title-categories"), ((category_name(k), n) for k, n in figures.by_category.items())),
            panel(phrase("paper-title-places"), ((place_name(k), n) for k, n in figures.by_neighbourhood.items())),
        ),
    )


def days_panel(uow: UnitOfWork, start: datetime, end: datetime) -> Panel:
    """How much came in each day from ``start`` to ``end`` (aware); a day begins at the hour of ``start``."""
    days = uow.figures.by_day(start, end, uow.settings.timezone)
    return Panel(phrase("chart-days"), tuple(Bar(f"{day:%d/%m}", count) for day, count in days), upright=True)

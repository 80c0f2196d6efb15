"""One period, its neighbours, those that have ended, and when its report is due."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from bot.domain.calendar import WorkingCalendar
from bot.domain.clocks import Limit, Unit, end_of
from bot.domain.periods.cut_offs import STEP, CutOffs, PeriodKind

_INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Period:
    """From ``start`` up to but not including ``end``; both aware, in the ward's zone."""

    kind: PeriodKind
    start: datetime
    end: datetime

    def __contains__(self, moment: datetime) -> bool:
        """Whether a moment (aware) lies in it."""
        return self.start <= moment.astimezone(UTC) < self.end

    @property
    def last_day(self) -> date:
        """The local day on which it ends; months, quarters and years are named after it (14/03: March)."""
        return (self.end - _INSTANT).date()


def period_at(kind: PeriodKind, moment: datetime, cut_offs: CutOffs) -> Period:
    """The period that began last before or at ``moment`` (aware): the running one; nine months may have ended."""
    return _period(kind, cut_offs.number(kind, moment), cut_offs)


def previous(period: Period, cut_offs: CutOffs) -> Period:
    """The one before it ("kỳ trước"); before any days that were asked about, as many."""
    if period.kind is PeriodKind.RANGE:
        return Period(period.kind, _local(period.start - (period.end - period.start), cut_offs), period.start)
    return _shifted(period, -1, cut_offs)


def following(period: Period, cut_offs: CutOffs) -> Period:
    """The one after it."""
    return _shifted(period, 1, cut_offs)


def year_before(period: Period, cut_offs: CutOffs) -> Period:
    """The same one a year before ("cùng kỳ"): of 29/02 that of 28/02; of a week the one 52 weeks before."""
    if period.kind in STEP:
        return _shifted(period, -12 // STEP[period.kind], cut_offs)
    if period.kind is PeriodKind.WEEK:
        return _shifted(period, -52, cut_offs)
    if period.kind is PeriodKind.RANGE:
        return Period(period.kind, _a_year_earlier(period.start), _a_year_earlier(period.end))
    return period_at(period.kind, _a_year_earlier(period.start), cut_offs)


def days(first: date, last: date, cut_offs: CutOffs) -> Period:
    """From the beginning of one local day to the end of another."""
    begins = datetime.combine(first, time(), cut_offs.zone)
    return Period(PeriodKind.RANGE, begins, datetime.combine(last + timedelta(days=1), time(), cut_offs.zone))


def until(period: Period, now: datetime, cut_offs: CutOffs) -> Period:
    """The part of a period that is over at ``now`` (aware), to the minute; one that is over is given back as it is."""
    if period.end <= now:
        return period
    return Period(PeriodKind.RANGE, period.start, _local(now.replace(second=0, microsecond=0), cut_offs))


def ended_between(kind: PeriodKind, after: datetime, until: datetime, cut_offs: CutOffs) -> Iterator[Period]:
    """Every period that ended later than ``after`` and not later than ``until`` (aware), in order."""
    number = cut_offs.number(kind, after)
    while (period := _period(kind, number, cut_offs)).end <= until.astimezone(UTC):
        if period.end > after.astimezone(UTC):
            yield period
        number += 1


def report_due(period: Period, calendar: WorkingCalendar, working_days: int = 2) -> datetime:
    """When its report must be there: 24:00 of that working day after the cut-off, in UTC (NĐ 09/2019)."""
    return end_of(Limit(working_days, Unit.WORKING_DAYS), period.end.astimezone(UTC) - _INSTANT, calendar)


def _period(kind: PeriodKind, number: int, cut_offs: CutOffs) -> Period:
    return Period(kind, cut_offs.start(kind, number), cut_offs.end(kind, number))


def _shifted(period: Period, by: int, cut_offs: CutOffs) -> Period:
    return _period(period.kind, cut_offs.number(period.kind, period.start) + by, cut_offs)


def _local(moment: datetime, cut_offs: CutOffs) -> datetime:
    return moment.astimezone(cut_offs.zone)


def _a_year_earlier(moment: datetime) -> datetime:
    leap_day = (moment.month, moment.day) == (2, 29)
    return moment.replace(year=moment.year - 1, day=28 if leap_day else moment.day)

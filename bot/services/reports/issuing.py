"""Reports are issued when their period is over: once a period, late rather than never, also when nothing happened."""

from collections.abc import Collection
from datetime import datetime
from functools import partial

from bot.domain.periods import Period, PeriodKind, ended_between
from bot.domain.reports import corrections, period_name
from bot.domain.screen import phrase
from bot.domain.screens.oversight import OversightView
from bot.services.oversight.figures import send_figures
from bot.services.reports.gather import count, cut_offs_of
from bot.services.reports.sending import command, oversight, send_files
from bot.services.speak import raise_alarm
from bot.services.stalls import or_rest
from storage.issued_reports import Issued
from storage.unit_of_work import UnitOfWork

PLANNED = (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF_YEAR, PeriodKind.NINE_MONTHS, PeriodKind.YEAR)


def issue_reports(uow: UnitOfWork) -> int:
    """Issue one report that is due. Returns whether there was one: each has a transaction of its own. Raises Stuck."""
    resting = uow.stalls.resting()
    for kind in PLANNED:
        for ward_id, since in uow.wards.briefed_until(kind):
            if _issue_next(uow.for_ward(ward_id), kind, since, resting):
                return 1
    return 0


def _issue_next(uow: UnitOfWork, kind: PeriodKind, since: datetime, resting: Collection[str]) -> bool:
    period = next(ended_between(kind, since, uow.now, cut_offs_of(uow.settings)), None)
    if period is None or issue_at(uow, period) > uow.now:
        return False
    name = f"report:{uow.ward_id}:{kind}:{period.last_day}"
    if name in resting or not uow.digests.claim(kind, period.end):
        return False
    with or_rest(uow, name, partial(_give_up, ward_id=uow.ward_id, period=period)):
        _issue(uow, period)
    return True


def _issue(uow: UnitOfWork, period: Period) -> None:
    issued, _ = freeze(uow, period)
    readers = command(uow)
    uow.issued_reports.sent(issued.id, [reader.id for reader in readers])
    for reader in readers:
        send_files(uow, issued.id, reader)
    for reader in oversight(uow):
        view = OversightView(uow.ward.profile.name, period, issued.frozen.now, issued.frozen.clocks)
        send_figures(uow, reader, view)
    if not readers:
        raise_alarm(uow, phrase("alarm-nobody-for-report"), once=f"report:{issued.id}")


def _give_up(uow: UnitOfWork, ward_id: int, period: Period) -> None:
    """It cannot be counted: those who can look at it hear so, and the next period has its turn."""
    here = uow.for_ward(ward_id)
    if here.digests.claim(period.kind, period.end):
        raise_alarm(here, phrase("alarm-report-not-made", period=period_name(period)))


def issue_at(uow: UnitOfWork, period: Period) -> datetime:
    """When it goes out: at the hour of the briefing, on the day on which the period is over. Nobody is woken by it."""
    return datetime.combine(period.end.date(), uow.settings.digest_at, uow.settings.timezone)


def freeze(uow: UnitOfWork, period: Period, person_id: int | None = None, *, anew: bool = False) -> tuple[Issued, bool]:
    """The report of a period as it was issued; it is issued now if it never was, or if it has to be counted ``anew``
    and a cell says otherwise. Returns it and whether this is a new version.
    """
    known = uow.issued_reports.latest(period)
    if known is not None and not anew:
        return known, False
    counted = count(uow, period, cut_offs_of(uow.settings))
    if known is not None and not corrections(known.frozen.tables, counted.tables):
        return known, False
    issued = uow.issued_reports.freeze(period, counted, uow.journal.head(), person_id)
    detail = f"{period.kind} {period.last_day} version {issued.version}"
    uow.journal.note("report issued", person_id=person_id, detail=detail)
    return issued, True

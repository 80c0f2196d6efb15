"""/baocao: a report is asked for in private, made when its turn comes, and sent as files."""

import secrets
from functools import partial

from bot.domain.authority import Deed, Where, may, require
from bot.domain.delivery import Kind
from bot.domain.forms.form import FormFacts, Option, Sheet
from bot.domain.forms.reports import ANEW, AS_ISSUED, ISSUED, KINDS, period_of, read_days
from bot.domain.people import Member
from bot.domain.periods import Period, PeriodKind, period_at, previous
from bot.domain.reports import day, period_name
from bot.domain.screen import Screen, phrase
from bot.domain.screens.reports import made, not_counted, under_way
from bot.services.reports.gather import cut_offs_of
from bot.services.reports.issuing import freeze
from bot.services.reports.sending import send_files
from bot.services.speak import raise_alarm, tell
from bot.services.stalls import or_rest
from storage.issued_reports import Order
from storage.outbox import Payload, to_account
from storage.unit_of_work import UnitOfWork

_ORDER = "order:"  # what the work on one is called
BACK = 4  # how many periods that are over are offered


def new_sheet(uow: UnitOfWork, deed: Deed, argument: str) -> Sheet:
    """The form, with the days that followed the command already in it."""
    answer = read_days(argument, FormFacts(uow.now, uow.settings.timezone)) if argument else None
    return Sheet(secrets.token_hex(4), deed, answers={"stretch": answer} if answer else {}, subject_id=0)


def period_choices(uow: UnitOfWork, member: Member, *, versions: bool) -> dict[str, tuple[Option, ...]]:
    """The running period of each kind and those before it; whether a report may be made anew, where there is one."""
    choices = {f"period-{kind}": _periods(uow, kind, versions=versions) for kind in KINDS}
    again = (AS_ISSUED, ANEW) if may(member, Deed.CORRECT_REPORT) else (AS_ISSUED,)
    return choices | {"again": tuple(Option(name, phrase(f"issued-again-{name}")) for name in again)}


def _periods(uow: UnitOfWork, kind: PeriodKind, *, versions: bool) -> tuple[Option, ...]:
    if kind is PeriodKind.RANGE:
        return ()
    cut_offs = cut_offs_of(uow.settings)
    found = [period_at(kind, uow.now, cut_offs)]
    for _ in range(BACK):
        found.append(previous(found[-1], cut_offs))
    return tuple(_option(uow, period, versions=versions) for period in found)


def _option(uow: UnitOfWork, period: Period, *, versions: bool) -> Option:
    name, label = period.start.date().isoformat(), period_name(period)
    if period.end > uow.now:
        return Option(name, phrase("issued-so-far", period=label))
    issued = versions and uow.issued_reports.was_issued(period)
    return Option(name + ISSUED, phrase("issued-issued", period=label)) if issued else Option(name, label)


def order_report(uow: UnitOfWork, member: Member, sheet: Sheet) -> str:
    """The form is confirmed. Returns the days. Raises NotYourRole."""
    answers = sheet.answers
    if answers.get("again") == ANEW:
        require(member, Deed.CORRECT_REPORT, Where.PRIVATE)
    period = period_of(answers, uow.now, cut_offs_of(uow.settings))
    anew = answers.get("again") == ANEW or period.kind is PeriodKind.RANGE
    order_id = uow.issued_reports.order(period, member.id, anew=anew)
    if order_id is not None:
        row = tell(uow, member.account_key, under_way(period))
        uow.issued_reports.shows_progress(order_id, row)
    return days_of(period)


def days_of(period: Period) -> str:
    """The first and the last day of a period."""
    return f"{day(period.start)}–{day(period.last_day)}"


def make_ordered(uow: UnitOfWork) -> int:
    """Make the report that somebody has waited for longest. Returns how many: one a transaction. Raises Stuck."""
    resting = [int(name.removeprefix(_ORDER)) for name in uow.stalls.resting() if name.startswith(_ORDER)]
    order = uow.issued_reports.waiting(resting)
    if order is None:
        return 0
    here = uow.for_ward(order.ward_id)
    if here.issued_reports.done(order.id):
        with or_rest(here, f"{_ORDER}{order.id}", partial(_give_up, order=order)):
            _make(here, order)
    return 1


def _give_up(uow: UnitOfWork, order: Order) -> None:
    """It cannot be counted: whoever waits hears so, and those who can look at it."""
    here = uow.for_ward(order.ward_id)
    member = here.people.member_by_id(order.person_id)
    if here.issued_reports.done(order.id):
        raise_alarm(here, phrase("alarm-report-not-made", period=period_name(order.period)), once=f"order:{order.id}")
        if member is not None:
            _answer(here, order, member, not_counted(order.period))


def _make(uow: UnitOfWork, order: Order) -> None:
    member = uow.people.member_by_id(order.person_id)
    if member is None or not may(member, Deed.REPORT):
        return
    issued, new = freeze(uow, order.period, member.id, anew=order.anew)
    files = send_files(uow, issued.id, member)
    _answer(uow, order, member, made(order.period, issued.version, files, unchanged=order.anew and not new))


def _answer(uow: UnitOfWork, order: Order, member: Member, screen: Screen) -> None:
    """Where the person reads how far it is."""
    if order.progress_id is None:
        tell(uow, member.account_key, screen)
    else:
        uow.outbox.add(to_account(member.account_key), Kind.ANSWERED, Payload(screen=screen), edits=order.progress_id)

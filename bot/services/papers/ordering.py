"""An officer asks for the papers of a tip, or for a month's register: in private, noted with who drew it and when."""

import re
from datetime import date, datetime, time

from bot.domain.authority import Deed, Where, may, require
from bot.domain.delivery import Kind
from bot.domain.papers import PaperKind
from bot.domain.people import Member, Refused
from bot.domain.periods import CutOffs, Period, PeriodKind, period_at
from bot.domain.reports import period_name
from bot.domain.screen import Alert, Screen, phrase
from bot.services.papers.drawn import DRAWN
from bot.services.papers.register import Register, register_of
from bot.services.read_tip import CannotReachYou
from bot.services.speak import tell
from storage.outbox import Payload, to_account_files
from storage.unit_of_work import UnitOfWork

_MONTH = re.compile(r"(0?[1-9]|1[0-2])[/.-](20\d\d)")


class NoSuchMonth(Refused):
    """What follows the command is no month that has begun."""

    def __init__(self) -> None:
        super().__init__(Alert(phrase("register-no-month")))


class NoPapers(Refused):
    """A drill is no tip: nothing that looks like a paper of one is made of it."""


def draw_papers(uow: UnitOfWork, tip_id: int, member: Member | None, where: Where) -> Alert:
    """Queue every paper of a tip for whoever asks. Raises NotOnTheList…, CannotReachYou, NoPapers."""
    tip = uow.tips.view(tip_id)
    officer = require(member, Deed.PAPERS, where, tip.status)
    if tip.drill:
        raise NoPapers(Alert(phrase("refused-drill-papers"), loud=True))
    if not uow.people.hears(officer.account_key):
        raise CannotReachYou
    for kind in PaperKind:
        uow.outbox.add(to_account_files(officer.account_key), Kind.PAPER, Payload(paper=kind), tip_id=tip_id)
        uow.journal.note(DRAWN, tip_id=tip_id, person_id=officer.id, detail=f"{kind}, version {tip.version}")
    return Alert(phrase("papers-on-the-way", code=tip.code))


def order_register(uow: UnitOfWork, wanted: str, member: Member | None, where: Where) -> None:
    """/sotheodoi: the register of a month, or of the one that runs. Raises NotOnTheList…, NoSuchMonth."""
    officer = require(member, Deed.REGISTER, where)
    day = uow.now.astimezone(uow.settings.timezone).date() if not wanted else read_month(wanted)
    if day is None or (period := month_of(uow, day)).start > uow.now:
        raise NoSuchMonth
    uow.outbox.add(to_account_files(officer.account_key), Kind.REGISTER, Payload(day=day.isoformat()))
    uow.journal.note("register drawn", person_id=officer.id, detail=f"month {period.last_day:%Y-%m}")
    tell(uow, officer.account_key, Screen((phrase("register-on-the-way", period=period_name(period)),)))


def read_month(text: str) -> date | None:
    """A month as people write it, 07/2026, as its first day."""
    found = _MONTH.fullmatch(text.strip())
    return date(int(found.group(2)), int(found.group(1)), 1) if found else None


def month_of(uow: UnitOfWork, day: date) -> Period:
    """The reporting month in which a day lies, so that the register has the tips that the report counts."""
    zone = uow.settings.timezone
    return period_at(PeriodKind.MONTH, datetime.combine(day, time(12), zone), CutOffs(zone))


def register_for(uow: UnitOfWork, day: str, account_key: str) -> Register | None:
    """The register as of now for whoever asked for it; None when that person may not have it any more."""
    officer = uow.people.member(account_key)
    if officer is None or not may(officer, Deed.REGISTER):
        return None
    return register_of(uow, month_of(uow, date.fromisoformat(day)))

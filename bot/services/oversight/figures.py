"""/so_lieu: a period's figures, without content and without small counts."""

from bot.domain.authority import Deed, Where, require
from bot.domain.delivery import Kind
from bot.domain.forms.form import Sheet
from bot.domain.forms.reports import period_of
from bot.domain.people import Member
from bot.domain.screens.oversight import OversightView, figures_picture, figures_screen, picture_caption
from bot.services.reports.gather import cut_offs_of
from bot.services.reports.sending import send_picture
from bot.services.speak import tell
from storage.outbox import to_account
from storage.unit_of_work import UnitOfWork


def tell_figures(uow: UnitOfWork, member: Member, sheet: Sheet) -> str:
    """The form is confirmed. Returns the days."""
    reader = require(member, Deed.FIGURES, Where.PRIVATE)
    period = period_of(sheet.answers, uow.now, cut_offs_of(uow.settings))
    issued = uow.issued_reports.latest(period)
    if issued is not None:
        figures, clocks = issued.frozen.now, issued.frozen.clocks
    else:
        figures = uow.figures.of(period.start, period.end)
        clocks = uow.clock_figures.of(period.start, period.end)
    uow.journal.note("figures told", person_id=reader.id, detail=f"{period.kind} {period.start.date()} {period.end}")
    send_figures(uow, reader, OversightView(uow.ward.profile.name, period, figures, clocks))
    return f"{period.start:%d/%m/%Y}–{period.last_day:%d/%m/%Y}"


def send_figures(uow: UnitOfWork, member: Member, view: OversightView) -> None:
    """Say them, and show a chart of what may be shown."""
    tell(uow, member.account_key, figures_screen(view), Kind.DIGEST)
    if not view.now.is_empty:
        send_picture(uow, to_account(member.account_key), figures_picture(view), picture_caption(view))

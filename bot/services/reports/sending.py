"""Who gets a report, and how: rows of the outbox that name it; its files are made when they go out."""

from dataclasses import dataclass
from pathlib import Path

from bot.domain.delivery import Kind
from bot.domain.people import COMMAND, Member, Role
from bot.domain.reports import Picture
from bot.domain.screen import Screen
from bot.domain.screens.reports import caption, not_made, small_caption
from bot.services.reports.files import ENDINGS, has_extra, own_template
from bot.services.reports.gather import Report, issued_report
from storage.outbox import Payload, Route, to_account_files
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A file to be made: of which report, what kind of file, and by which template of the ward's own.

    ``otherwise`` is said instead where it cannot be made.
    """

    report: Report
    ending: str
    template: Path | None
    otherwise: Screen


def endings() -> tuple[str, ...]:
    """The files that can be made here; without the extra the first one stands for all of them."""
    return ENDINGS if has_extra() else ENDINGS[:1]


def command(uow: UnitOfWork) -> list[Member]:
    """To whom the plan sends reports: the commanders and the chief."""
    people = {m.id: m for role in sorted(COMMAND) for m in uow.people.with_role(role)}
    return [people[key] for key in sorted(people)]


def oversight(uow: UnitOfWork) -> list[Member]:
    """To whom the plan sends figures; somebody of the command gets the report itself."""
    return [m for m in uow.people.with_role(Role.OVERSIGHT) if m.roles.isdisjoint(COMMAND)]


def send_files(uow: UnitOfWork, report_id: int, member: Member) -> int:
    """Queue every file of a report for one person. Returns how many."""
    for ending in endings():
        uow.outbox.add(to_account_files(member.account_key), Kind.REPORT, Payload(report_id=report_id, ending=ending))
    return len(endings())


def send_picture(uow: UnitOfWork, route: Route, picture: Picture, said: Screen) -> None:
    """Queue a chart, where charts can be drawn; what it shows was said in words."""
    if has_extra(("matplotlib",)):
        uow.outbox.add(route, Kind.CHART, Payload(screen=said, picture=picture))


def report_file(uow: UnitOfWork, payload: Payload) -> tuple[Screen, ReportFile]:
    """What goes out for a row, and what stands under it."""
    assert payload.report_id is not None, "a file is of a report"
    report = issued_report(uow, payload.report_id, lines=payload.ending == "xlsx")
    said = small_caption(report.ward, report.period)
    if payload.ending == ENDINGS[0]:
        said = caption(report.ward, report.period, report.figures, report.version, report.corrections)
    otherwise = not_made(report.ward, report.period, report.figures)
    return said, ReportFile(report, payload.ending, own_template(uow.settings, report.code), otherwise)

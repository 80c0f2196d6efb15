"""What a form must know of its tip and of the ward's people."""

from bot.domain.authority import Deed
from bot.domain.casework.bodies import POLICE_CITY, named_body
from bot.domain.casework.duties import BY_HAND
from bot.domain.casework.outcomes import Outcome, TipKind
from bot.domain.forms.entry import place_option
from bot.domain.forms.form import FormFacts, Option, Sheet, TipFacts
from bot.domain.people import POLICE, Member, Role, Unit
from bot.domain.screen import Phrase, phrase
from bot.domain.screens.related import with_reasons
from bot.domain.vietnamese import names_somebody
from bot.services.calendar.editing import calendar_choices, calendar_outlook
from bot.services.casework.extending import extendable, extension_outlook
from bot.services.casework.feedback import how_told
from bot.services.casework.joining import find_first
from bot.services.reports.ordering import period_choices
from bot.services.similar import similar_to
from storage.tips import TipView
from storage.unit_of_work import UnitOfWork


def form_facts(uow: UnitOfWork, sheet: Sheet, member: Member) -> FormFacts:
    """The facts for one step of a form."""
    tip = uow.tips.view(sheet.tip_id) if sheet.tip_id is not None else None
    return FormFacts(
        now=uow.now,
        zone=uow.settings.timezone,
        tip=_tip_facts(tip) if tip else None,
        other=_other(uow, sheet.answers.get("other", "")),
        choices=_CHOICES.get(sheet.deed, _no_choices)(uow, member, tip),
        filler=member.name,
        told=how_told(uow, tip) if tip and sheet.deed is Deed.FEEDBACK else "",
        outlook=_OUTLOOK.get(sheet.deed, _no_outlook)(uow, sheet),
        subject=_subject(uow, sheet),
    )


def _subject(uow: UnitOfWork, sheet: Sheet) -> str:
    """The number of what it is about, or the code of its tip."""
    question = uow.breach_questions.get(sheet.subject_id or 0) if sheet.deed is Deed.EXPLAIN else None
    return question.code if question is not None else str(sheet.subject_id or "")


def _tip_facts(tip: TipView) -> TipFacts:
    """Who names somebody denounces, everybody else reports (BLTTHS Điều 144); the officer decides."""
    kind = TipKind.DENUNCIATION if names_somebody(tip.content.told) else TipKind.CRIME_REPORT
    return TipFacts(tip.id, tip.code, tip.category, tip.urgency, tip.case, kind, tip.reachable)


def _no_outlook(_uow: UnitOfWork, _sheet: Sheet) -> tuple[Phrase, ...]:
    return ()


def _no_choices(_uow: UnitOfWork, _member: Member, _tip: TipView | None) -> dict[str, tuple[Option, ...]]:
    return {}


def _owners(uow: UnitOfWork, member: Member, _tip: TipView | None) -> dict[str, tuple[Option, ...]]:
    """Everybody of the police; whoever asks stands first."""
    found = {m.id: m for role in sorted(POLICE) for m in uow.people.with_role(role)}
    ranked = sorted(found.values(), key=lambda m: (m.id != member.id, m.id))
    return {"owner": tuple(Option(str(m.id), phrase("as-is", words=m.name)) for m in ranked)}


def _bodies(uow: UnitOfWork, _member: Member, _tip: TipView | None) -> dict[str, tuple[Option, ...]]:
    """Units with people here can be chosen; the investigating body has a usual name (since 01/03/2025)."""
    units = {m.unit for m in uow.people.with_role(Role.UNIT) if m.unit}
    investigating = Option(POLICE_CITY, named_body(POLICE_CITY))
    return {
        f"body-{Outcome.INVESTIGATION}": (investigating,),
        f"body-{Outcome.OTHER_UNIT}": tuple(Option(u, phrase(f"unit-{u}")) for u in Unit if u in units),
    }


def _clocks(uow: UnitOfWork, _member: Member, tip: TipView | None) -> dict[str, tuple[Option, ...]]:
    """The clocks that end when somebody says that it was done."""
    running = uow.clocks.of_tip(tip.id) if tip else []
    waiting = [view for view in running if view.slot in BY_HAND and not view.idle and not view.done_at]
    return {"clock": tuple(Option(str(view.id), phrase(f"clock-done-{view.slot}")) for view in waiting)}


def _places(uow: UnitOfWork, _member: Member, _tip: TipView | None) -> dict[str, tuple[Option, ...]]:
    return {"where": tuple(place_option(n) for n in uow.ward.neighbourhoods())}


def _firsts(uow: UnitOfWork, _member: Member, tip: TipView | None) -> dict[str, tuple[Option, ...]]:
    """Tips that may tell of the same; any other is named by its code."""
    similar = similar_to(uow, tip) if tip else ()
    return {"other": tuple(Option(one.code, with_reasons(one.code, one.reasons)) for one in similar)}


def _other(uow: UnitOfWork, code: str) -> TipFacts | None:
    first = find_first(uow, code) if code else None
    return _tip_facts(first) if first else None


def _report_periods(uow: UnitOfWork, member: Member, _tip: TipView | None) -> dict[str, tuple[Option, ...]]:
    return period_choices(uow, member, versions=True)


def _figure_periods(uow: UnitOfWork, member: Member, _tip: TipView | None) -> dict[str, tuple[Option, ...]]:
    return period_choices(uow, member, versions=False)


_CHOICES = {
    Deed.REPORT: _report_periods,
    Deed.FIGURES: _figure_periods,
    Deed.ASSIGN: _owners,
    Deed.NOTIFIED: _clocks,
    Deed.TRANSFER: _bodies,
    Deed.ENTER: _places,
    Deed.CLOSE: _firsts,
    Deed.MERGE: _firsts,
    Deed.CALENDAR: calendar_choices,
    Deed.EXTEND: extendable,
}
_OUTLOOK = {Deed.CALENDAR: calendar_outlook, Deed.EXTEND: extension_outlook}

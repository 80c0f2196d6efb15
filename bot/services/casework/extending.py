"""Prolonging a limit: only where the law has it, by a decision with its number and whoever approved it."""

from bot.domain.authority import Deed
from bot.domain.clocks import Extension, NotExtendable, RunningClock, WhyNot, extend, why_not_extendable
from bot.domain.forms.extension import limit_of
from bot.domain.forms.form import Answers, Option, Sheet
from bot.domain.people import Member, Refused
from bot.domain.screen import Alert, Phrase, phrase
from bot.domain.screens.clocks import end_time
from bot.services.casework.moving import move
from bot.services.tip_clocks import next_word
from storage.clocks import ClockView
from storage.tips import TipView
from storage.unit_of_work import UnitOfWork


class CannotExtend(Refused):
    """The law does not have it; the alert says why."""

    def __init__(self, why: WhyNot) -> None:
        super().__init__(Alert(phrase(f"refused-extend-{why}"), loud=True))


def require_extendable(uow: UnitOfWork, tip: TipView) -> None:
    """Raises CannotExtend when no limit of this tip may be prolonged, for the reason that comes nearest."""
    reasons = [why_not_extendable(view.clock) for view in _open(uow, tip)]
    if None not in reasons:
        raise CannotExtend(next((why for why in reasons if why not in {None, WhyNot.NEVER}), None) or WhyNot.NEVER)


def prolong(uow: UnitOfWork, tip: TipView, member: Member, answers: Answers) -> int:
    """Put a decision into effect. Raises CannotExtend, Overtaken."""
    view = uow.clocks.get(int(answers["clock"]))
    clock = _prolonged(uow, view, answers)
    step_id = move(uow, tip, member, Deed.EXTEND, tip.case, answers)
    uow.clocks.change(view.id, clock, next_word(uow, clock, view, tip.urgency), idle=view.idle)
    return step_id


def extendable(uow: UnitOfWork, _member: Member, tip: TipView | None) -> dict[str, tuple[Option, ...]]:
    """The limits that may be prolonged."""
    views = [view for view in _open(uow, tip) if why_not_extendable(view.clock) is None] if tip else []
    zone = uow.settings.timezone
    return {
        "clock": tuple(
            Option(
                str(v.id),
                phrase("clock-until", name=phrase(f"clock-name-{v.clock.key}"), due=end_time(v.clock.due_at, zone)),
            )
            for v in views
        )
    }


def extension_outlook(uow: UnitOfWork, sheet: Sheet) -> tuple[Phrase, ...]:
    """To when it would run, or why it cannot."""
    if not {"clock", "span"} <= set(sheet.answers):
        return ()
    view = uow.clocks.get(int(sheet.answers["clock"]))
    try:
        clock = _prolonged(uow, view, {"number": "", "approver": "", **sheet.answers})
    except CannotExtend as refusal:
        return (refusal.alert.text,)
    return (phrase("form-warn-extend", due=end_time(clock.due_at, uow.settings.timezone)),)


def _prolonged(uow: UnitOfWork, view: ClockView, answers: Answers) -> RunningClock:
    extension = Extension(limit_of(answers["span"]), answers["number"], answers["approver"])
    try:
        return extend(view.clock, extension, uow.clocks.calendar())
    except NotExtendable as refusal:
        raise CannotExtend(refusal.why) from None


def _open(uow: UnitOfWork, tip: TipView) -> list[ClockView]:
    return [view for view in uow.clocks.of_tip(tip.id) if view.done_at is None]

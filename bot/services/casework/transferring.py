"""Sending a tip on: it is the ward's until whom it was sent to confirms, and comes back by itself if nobody does."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from bot.domain.authority import Deed, NotYourRole
from bot.domain.casework import state
from bot.domain.casework.outcomes import Outcome
from bot.domain.delivery import Kind
from bot.domain.forms.form import Answers
from bot.domain.ladders import Lack
from bot.domain.people import POLICE, Member, Refused, Role, Unit
from bot.domain.screen import Alert, Screen, phrase
from bot.domain.screens.casework import bounced, handed_over
from bot.services.cards import content_lines
from bot.services.casework.closing import close
from bot.services.casework.moving import move, overtaken
from bot.services.ladders import begin_ladder
from bot.services.speak import raise_alarm, tell, tell_group, tell_thread
from storage.cases import TransferView
from storage.codec import UNREADABLE
from storage.tips import TipView
from storage.unit_of_work import UnitOfWork

# More than an outage leaves behind. A few that come back are told one by one, each under its card.
BATCH, FEW, MOST_NAMED = 300, 3, 20
# Whom it was sent to is reminded when so much of the time until its return has passed.
CONFIRM_AFTER = 0.75


class StaysHere(Refused):
    """A drill is not sent to people who do not practise: they would take it for real."""

    def __init__(self) -> None:
        super().__init__(Alert(phrase("refused-drill-transfer"), loud=True))


def require_sendable(tip: TipView) -> None:
    """A tip may leave the ward. Raises StaysHere."""
    if tip.drill:
        raise StaysHere


def send_on(uow: UnitOfWork, tip: TipView, member: Member, answers: Answers) -> int:
    """Send a tip to another body; one that has its people here gets it in private at once. Raises StaysHere."""
    require_sendable(tip)
    outcome = Outcome(answers["to"])
    unit = _unit_of(outcome, answers)
    step_id = move(uow, tip, member, Deed.TRANSFER, state.transferred(tip.case, outcome), answers)
    return_by = uow.now + timedelta(hours=int(answers["return_in"]))
    uow.cases.send(tip.id, outcome, unit, member.id, return_by)
    wait = (return_by - uow.now) * CONFIRM_AFTER
    begin_ladder(uow, tip.id, Lack.CONFIRMATION, tip.urgency, uow.now, wait, late_from=return_by)
    hand_to(uow, tip, people_of(uow, unit), return_by)
    return step_id


def hand_to(uow: UnitOfWork, tip: TipView, people: Iterable[Member], return_by: datetime) -> None:
    """Send a tip to a unit's people in private, with the buttons to confirm it or to send it back."""
    told, zone = tip.content.told, uow.settings.timezone
    screens = handed_over(tip.id, tip.code, content_lines(uow, tip), told, return_by, zone)
    for member in people:
        for screen in screens:
            tell(uow, member.account_key, screen)


def people_of(uow: UnitOfWork, unit: Unit | None) -> list[Member]:
    """Those who receive for a unit."""
    return [m for m in uow.people.with_role(Role.UNIT) if unit is not None and m.unit is unit]


def confirm(uow: UnitOfWork, tip: TipView, member: Member, _answers: Answers) -> int:
    """Whom it was sent to has it: the tip is closed with that outcome. Raises Overtaken, NotYourRole."""
    transfer = _settled(uow, tip, member, Deed.CONFIRM)
    return close(uow, tip, member, Deed.CONFIRM, transfer.outcome, {})


def take_back(uow: UnitOfWork, tip: TipView, member: Member, answers: Answers) -> int:
    """Whom it was sent to does not take it, for a reason: it is the duty desk's again, and the group hears of it."""
    transfer = _settled(uow, tip, member, Deed.RETURN)
    step_id = move(uow, tip, member, Deed.RETURN, state.returned(tip.case), answers)
    tell_thread(uow, tip.id, bounced(tip.code, transfer.outcome, refused=True))
    return step_id


def _settled(uow: UnitOfWork, tip: TipView, member: Member, deed: Deed) -> TransferView:
    """The transfer under way, settled: by the police for anybody, by a unit's people for their own unit.

    Before the tip is moved, as the clock does it too: two who lock in the same order cannot block each other.
    """
    transfer = uow.cases.under_way(tip.id)
    if transfer is not None and member.roles.isdisjoint(POLICE) and member.unit is not transfer.unit:
        raise NotYourRole(deed)
    if transfer is None or not uow.cases.settle(transfer.id, member.id):
        raise overtaken(uow, tip.id)
    return transfer


def unit_under_way(uow: UnitOfWork, tip_id: int, member: Member) -> TransferView:
    """The transfer under way to the member's unit. Raises Overtaken, NotYourRole."""
    transfer = uow.cases.under_way(tip_id)
    if transfer is None:
        raise overtaken(uow, tip_id)
    if transfer.unit is None or transfer.unit is not member.unit:
        raise NotYourRole(Deed.INCOMING)
    return transfer


def bounce_overdue(uow: UnitOfWork) -> int:
    """What nobody confirmed in time comes back to the duty desk, with an alarm. Returns how many did."""
    overdue, back = uow.cases.overdue(BATCH), defaultdict[int, list[TransferView]](list)
    for transfer in overdue:
        here = uow.for_tip(transfer.tip_id)
        if here.cases.settle(transfer.id, None) and _comes_back(here, transfer):
            back[here.ward_id].append(transfer)
    for ward_id, transfers in back.items():
        say = _say_each if len(transfers) <= FEW else _say_together
        say(uow.for_ward(ward_id), transfers)
    return len(overdue)


def _comes_back(uow: UnitOfWork, transfer: TransferView) -> bool:
    """A tip that nobody can read cannot be moved: somebody is told, and the others do not wait for it."""
    try:
        tip = uow.tips.view(transfer.tip_id)
    except UNREADABLE:
        raise_alarm(uow, phrase("alarm-not-bounced", code=uow.tips.code(transfer.tip_id)))
        return False
    move(uow, tip, None, Deed.RETURN, state.returned(tip.case))
    return True


def _say_each(uow: UnitOfWork, transfers: Sequence[TransferView]) -> None:
    for transfer in transfers:
        code = uow.tips.code(transfer.tip_id)
        tell_thread(uow, transfer.tip_id, bounced(code, transfer.outcome, refused=False))
        raise_alarm(uow, phrase("alarm-bounced", code=code), once=f"bounced:{transfer.id}")


def _say_together(uow: UnitOfWork, transfers: Sequence[TransferView]) -> None:
    """After an outage: one message for the group and one for the command, whose cards tell the rest."""
    codes = ", ".join(uow.tips.code(transfer.tip_id) for transfer in transfers[:MOST_NAMED])
    told = phrase("alarm-bounced-many", count=len(transfers), codes=codes)
    tell_group(uow, Screen((told,)), Kind.ALARM)
    raise_alarm(uow, told, once=f"bounced-many:{transfers[0].id}")


def _unit_of(outcome: Outcome, answers: Answers) -> Unit | None:
    if outcome is Outcome.MEDIATION:
        return Unit.CULTURE
    body = answers.get("body", "")
    return Unit(body) if body in list(Unit) else None

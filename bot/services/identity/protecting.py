"""A reporter asks to be protected (BLTTHS Điều 484-487): commanders hear at once, and it is chased until answered."""

from datetime import timedelta

from bot.domain.authority import Deed
from bot.domain.delivery import Kind
from bot.domain.forms.form import Answers
from bot.domain.people import Member, Refused, Role
from bot.domain.screen import Alert, phrase
from bot.domain.screens.identity import protection_wanted
from bot.domain.screens.times import clock_time, how_long
from bot.services.cards import name_of, redraw_cards
from bot.services.casework.moving import move
from bot.services.speak import raise_alarm, tell
from storage.protection import ProtectionView
from storage.tips import Standing, TipView
from storage.unit_of_work import UnitOfWork

ANSWER_WITHIN, REPEAT = timedelta(minutes=15), timedelta(hours=1)
BATCH = 50


class AlreadyProtected(Refused):
    """Somebody has seen to it; the alert says who and when."""


def ask_protection(uow: UnitOfWork, tip: TipView) -> None:
    """The reporter presses the button; the second time changes nothing."""
    if uow.tips.ask_protection(tip.id):
        uow.protection.ask(tip.id, uow.now + ANSWER_WITHIN)
        uow.journal.note("protection asked", tip_id=tip.id)
        redraw_cards(uow, tip.id)
        _tell(uow, tip, (Role.COMMANDER, Role.CHIEF))


def chase_protection(uow: UnitOfWork) -> int:
    """After a quarter of an hour without an answer the chief hears again, then every hour. Returns how often."""
    due = uow.protection.due(BATCH)
    for request in due:
        _chase(uow.for_tip(request.tip_id), request)
    return len(due)


def _chase(uow: UnitOfWork, request: ProtectionView) -> None:
    # Counted from now: after an outage the next word must not follow at once.
    if not uow.protection.climb(request.tip_id, request.stage, uow.now + REPEAT):
        return
    tip = uow.tips.standing(request.tip_id)
    uow.journal.note("protection chased", tip_id=tip.id, detail=f"stage {request.stage}")
    first = request.stage == 0 and bool(uow.people.with_role(Role.CHIEF))
    _tell(uow, tip, (Role.CHIEF,) if first else (Role.CHIEF, Role.COMMANDER), request)


def _tell(
    uow: UnitOfWork, tip: TipView | Standing, roles: tuple[Role, ...], waiting: ProtectionView | None = None
) -> None:
    waited = how_long(uow.now - waiting.asked_at) if waiting else None
    people = {m.account_key for role in roles for m in uow.people.with_role(role)}
    for account_key in sorted(people):
        tell(uow, account_key, protection_wanted(tip.id, tip.code, waited), Kind.ALARM)
    if not people:
        raise_alarm(uow, phrase("alarm-nobody-to-protect", code=tip.code))


def waits_for_protection(uow: UnitOfWork, tip: TipView) -> bool:
    """Whether its reporter's wish is still to be answered."""
    request = uow.protection.of_tip(tip.id)
    return request is not None and request.answered_at is None


def require_unanswered(uow: UnitOfWork, tip: TipView) -> None:
    """Raises AlreadyProtected when a commander has seen to it, Refused when its reporter never asked."""
    request = uow.protection.of_tip(tip.id)
    if request is None:
        raise Refused(Alert(phrase("refused-not-asked"), loud=True))
    if request.answered_at is not None:
        by, at = name_of(uow, request.answered_by), clock_time(request.answered_at, uow.settings.timezone)
        raise AlreadyProtected(Alert(phrase("refused-protected", officer=by, at=at), loud=True))


def answer_protection(uow: UnitOfWork, tip: TipView, member: Member, answers: Answers) -> int:
    """A commander has seen to it: it stands on the card and on the trail. Raises AlreadyProtected, Overtaken."""
    if not uow.protection.answer(tip.id, member.id):
        require_unanswered(uow, tip)
    return move(uow, tip, member, Deed.PROTECT, tip.case, answers)

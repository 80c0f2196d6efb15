"""A second person agrees that an identity is revealed, or does not; the first word counts."""

from bot.domain.authority import Deed, Where, require
from bot.domain.delivery import Kind
from bot.domain.people import Member, Refused
from bot.domain.reveals import ASK_LIFE, RevealState
from bot.domain.screen import Alert, Screen, phrase
from bot.domain.screens.identity import reveal_approved, reveal_decided, reveal_refused
from bot.domain.screens.times import clock_time
from bot.services.cards import name_of
from bot.services.identity.asking import CannotReveal, still_may_know
from bot.services.speak import PressRef, answer, redraw_message, tell
from storage.outbox import Payload, to_account
from storage.reveals import RevealView
from storage.tips import TipView
from storage.unit_of_work import UnitOfWork


class AlreadyDecided(Refused):
    """Somebody else was first, or the time for it has run out."""


def decide_reveal(
    uow: UnitOfWork, member: Member | None, reveal_id: int, where: Where, press: PressRef, *, granted: bool
) -> None:
    """Agree or not. Raises NotOnTheList…, CannotReveal for the asker's own request, AlreadyDecided."""
    decider = require(member, Deed.DECIDE_REVEAL, where)
    reveal = uow.reveals.get(reveal_id)
    if reveal is None:
        raise Refused(Alert(phrase("refused-stale"), loud=True))
    if reveal.asked_by == decider.id:
        raise CannotReveal("refused-own-reveal")
    if reveal.state is not RevealState.ASKED or reveal.due_at <= uow.now:
        raise _too_late(uow, reveal)
    tip = uow.tips.view(reveal.tip_id)
    asker = still_may_know(uow, tip, reveal.asked_by)
    state = RevealState.LAPSED if asker is None else RevealState.APPROVED if granted else RevealState.REFUSED
    if not uow.reveals.decide(reveal.id, decider.id, state, uow.now + ASK_LIFE):
        raise _too_late(uow, reveal)
    uow.journal.note(f"reveal {state}", tip_id=tip.id, person_id=decider.id, detail=f"reveal {reveal.id}")
    answer(uow, press)
    _put(uow, decider, reveal_decided(tip.code, name_of(uow, reveal.asked_by), state), press)
    if asker is not None:
        _tell_asker(uow, reveal, tip, asker, decider, state)


def _tell_asker(
    uow: UnitOfWork, reveal: RevealView, tip: TipView, asker: Member, decider: Member, state: RevealState
) -> None:
    if state is RevealState.REFUSED:
        tell(uow, asker.account_key, reveal_refused(tip.code, decider.name), Kind.NOTICE)
        return
    # First a message that says nothing, then the identity as its edit: a message of which nobody knows whether it
    # arrived could never be taken away.
    route = to_account(asker.account_key)
    screen = reveal_approved(tip.code, decider.name, uow.settings.reveal_minutes)
    row = uow.outbox.add(route, Kind.NOTICE, Payload(screen=screen, protect=True))
    uow.reveals.sends(reveal.id, row)
    uow.outbox.add(route, Kind.IDENTITY, Payload(reveal_id=reveal.id), edits=row)


def _too_late(uow: UnitOfWork, reveal: RevealView) -> AlreadyDecided:
    found = uow.reveals.get(reveal.id) or reveal
    if found.decided_by is None or found.decided_at is None:
        return AlreadyDecided(Alert(phrase("refused-reveal-lapsed"), loud=True))
    by, at = name_of(uow, found.decided_by), clock_time(found.decided_at, uow.settings.timezone)
    return AlreadyDecided(Alert(phrase("refused-reveal-decided", officer=by, at=at), loud=True))


def _put(uow: UnitOfWork, member: Member, screen: Screen, press: PressRef) -> None:
    if press.message_id is None:
        tell(uow, member.account_key, screen)
    else:
        redraw_message(uow, member.account_key, screen, press.message_id)

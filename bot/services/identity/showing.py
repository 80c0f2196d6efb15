"""An identity that was agreed to is shown for a while, then taken away; its reporter is told afterwards."""

from contextlib import suppress
from datetime import timedelta

from bot.domain.authority import Deed, may
from bot.domain.delivery import Kind
from bot.domain.people import Member
from bot.domain.reveals import RevealState
from bot.domain.screen import Phrase, Screen
from bot.domain.screens.identity import contact_lines, identity_shown, reveal_lapsed, reveal_notice
from bot.services.casework.reporters import tell_reporter
from bot.services.identity.asking import still_may_know
from bot.services.speak import tell
from storage.outbox import to_account
from storage.reveals import RevealView
from storage.tips import TipView
from storage.unit_of_work import UnitOfWork

BATCH = 50


def identity_screen(uow: UnitOfWork, reveal_id: int) -> Screen | None:
    """What the message shows that is about to go out; None when it must not be seen, or no longer.

    The time begins before it goes out, so that a lost answer cannot make it longer. Raises LookupError, SealBroken.
    """
    reveal = uow.reveals.get(reveal_id)
    assert reveal is not None, "a request is never removed"
    tip = uow.tips.view(reveal.tip_id)
    asker = still_may_know(uow, tip, reveal.asked_by)
    until = reveal.due_at
    if asker is None:
        return None
    if reveal.state is RevealState.APPROVED:
        until = uow.now + timedelta(minutes=uow.settings.reveal_minutes)
        if not uow.reveals.show(reveal.id, until):
            return None
        uow.journal.note("reveal shown", tip_id=tip.id, person_id=asker.id, detail=f"reveal {reveal.id}")
    elif reveal.state is not RevealState.SHOWN or until <= uow.now:
        return None
    return identity_shown(tip.code, contact(uow, tip, revealed=True), until, uow.settings.timezone)


def contact(uow: UnitOfWork, tip: TipView, *, revealed: bool) -> tuple[Phrase, ...]:
    """What the vault holds about whom to call; of the account only whether it can be written to.

    For whom a leader told it is shown only when ``revealed``: a leader's wish to be known speaks for nobody else.
    """
    known = uow.vault.identity(tip.id)
    by_chat = "unreachable" if not tip.reachable else "unwanted" if tip.no_reply else "possible"
    if known.account_key is None:
        by_chat = "none"
    informant = known.informant if revealed or known.account_key is None else ""
    return contact_lines(known.phone, known.phone_words, known.guardian, by_chat, informant)


def end_reveals(uow: UnitOfWork) -> int:
    """End what has run its time, and what somebody sees who has no such role any more. Returns how many."""
    left = [reveal for reveal in uow.reveals.shown(BATCH) if not _works_here(uow.for_ward(reveal.ward_id), reveal)]
    over = {reveal.id: reveal for reveal in (*uow.reveals.over(BATCH), *left)}
    for reveal in over.values():
        _end(uow.for_ward(reveal.ward_id), reveal)
    return len(over)


def _works_here(uow: UnitOfWork, reveal: RevealView) -> bool:
    asker = uow.people.member_by_id(reveal.asked_by)
    present = uow.people.member(asker.account_key) if asker else None
    return present is not None and may(present, Deed.REVEAL)


def _end(uow: UnitOfWork, reveal: RevealView) -> None:
    state = RevealState.ENDED if reveal.state is RevealState.SHOWN else RevealState.LAPSED
    if not uow.reveals.end(reveal.id, state):
        return
    uow.journal.note(f"reveal {state}", tip_id=reveal.tip_id, detail=f"reveal {reveal.id}")
    asker = uow.people.member_by_id(reveal.asked_by)
    assert asker is not None, "who asked stays known"
    # Not what the tip says: a tip that nobody can read any more must not keep the others' identities shown.
    tip = uow.tips.standing(reveal.tip_id)
    if state is RevealState.ENDED:
        _take_away(uow, reveal, asker)
        with suppress(LookupError):
            tell_reporter(uow, tip, reveal_notice(tip.code, uow.ward.profile.phone), f"revealed:{reveal.id}:{tip.id}")
    elif uow.people.member(asker.account_key) is not None:
        tell(uow, asker.account_key, reveal_lapsed(tip.code), Kind.NOTICE)


def _take_away(uow: UnitOfWork, reveal: RevealView, asker: Member) -> None:
    if reveal.message_row is not None:
        uow.outbox.add(to_account(asker.account_key), Kind.ERASE, edits=reveal.message_row)

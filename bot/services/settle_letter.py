"""What became of a letter → its row, and whatever follows from it, in one transaction."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from bot.domain.delivery import CARDS, RULES, Kind, Unknown
from bot.domain.inquiry import Reach
from bot.domain.outcome import Outcome, Result
from bot.domain.screen import Screen, phrase
from bot.domain.screens.identity import taken_away
from bot.services.cards import redraw_cards
from bot.services.casework.asking import question_lost
from bot.services.claim_letters import Letter
from bot.services.groups import group_lost, group_moved
from bot.services.leave_letter import leave
from bot.services.reachability import set_reachable
from bot.services.receipt import say_posted
from bot.services.speak import raise_alarm, tell
from bot.services.viewers import note_shown
from storage.outbox import LEASE, Payload
from storage.unit_of_work import UnitOfWork

LONGEST_WAIT = timedelta(minutes=1)


def settle_letter(uow: UnitOfWork, letter: Letter, outcome: Outcome) -> None:
    """Record an attempt's outcome, once: a unit whose commit was lost on the way runs again.

    What becomes of a message becomes of every card that is a line of it.
    """
    for each in (letter, *letter.together):
        _settle(uow, each, outcome)


def _settle(uow: UnitOfWork, letter: Letter, outcome: Outcome) -> None:
    if not uow.outbox.in_hand(letter.row.id):
        return
    if letter.row.kind is Kind.MENU and outcome.result in _IN_VAIN:
        # A chat that takes no menu says nothing about whether it takes messages.
        uow.outbox.dead(letter.row.id, outcome.why)
    else:
        _SETTLE[outcome.result](uow.for_ward(letter.row.ward_id), letter, outcome)


def _sent(uow: UnitOfWork, letter: Letter, outcome: Outcome) -> None:
    row = letter.row
    uow.outbox.sent(row.id, outcome.message_id if letter.edit is None else letter.edit)
    if letter.attachment is not None and not outcome.withheld:
        note_shown(uow, row, surely=True)
    if row.kind in CARDS and outcome.message_id is not None:
        _card_stands(uow, letter, outcome.message_id)
    for copy in letter.shown:
        uow.postings.drawn(copy.posting_id, copy.revision, copy.taken_by)
    if row.route.is_group and row.kind is not Kind.PRESS_ANSWER and uow.ward.find_group():
        uow.outbox.release_group()


def _card_stands(uow: UnitOfWork, letter: Letter, message_id: int) -> None:
    tip_id, revision = letter.row.tip_id, letter.revision
    assert tip_id is not None
    assert revision is not None
    uow.postings.add(tip_id, letter.chat_id, message_id, revision, line=letter.line)
    if uow.tips.posted(tip_id):
        say_posted(uow, tip_id)
    if uow.tips.view(tip_id).revision > revision:
        redraw_cards(uow, tip_id)


def _wait(uow: UnitOfWork, letter: Letter, outcome: Outcome) -> None:
    uow.outbox.retry(letter.row.id, uow.now + timedelta(seconds=outcome.seconds), outcome.why)


def _not_left(uow: UnitOfWork, letter: Letter, outcome: Outcome) -> None:
    wait = min(timedelta(seconds=2.0 ** min(letter.row.tries, 10)), LONGEST_WAIT)
    uow.outbox.retry(letter.row.id, uow.now + wait, outcome.why)


def _unknown(uow: UnitOfWork, letter: Letter, outcome: Outcome) -> None:
    """Wait until the first copy must have arrived if it ever does; what shows nothing twice need not wait."""
    rule = RULES[letter.row.kind].unknown
    if rule is Unknown.LEAVE:
        leave(uow, letter.row)
        return
    harmless = rule is Unknown.RETRY or letter.edit is not None
    uow.outbox.unknown(letter.row.id, uow.now + (timedelta(seconds=2) if harmless else LEASE), outcome.why)


def _target_gone(uow: UnitOfWork, letter: Letter, outcome: Outcome) -> None:
    """A card that was deleted is posted anew, and so is every line of it; a question that is gone needs no tick."""
    uow.outbox.skip(letter.row.id, outcome.why)
    for gone in uow.postings.at(letter.chat_id, letter.edit) if letter.shown and letter.edit else ():
        uow.postings.remove(gone.id)
        redraw_cards(uow, gone.tip_id)


def _undeletable(uow: UnitOfWork, letter: Letter, outcome: Outcome) -> None:
    """Telegram takes a message away only for 48 hours: after a longer outage its text is replaced."""
    row = letter.row
    uow.outbox.skip(row.id, outcome.why)
    uow.outbox.add(row.route, Kind.ANSWERED, Payload(screen=taken_away()), edits=row.edits)


def _press_too_old(uow: UnitOfWork, letter: Letter, outcome: Outcome) -> None:
    uow.outbox.skip(letter.row.id, outcome.why)


def _moved(uow: UnitOfWork, letter: Letter, outcome: Outcome) -> None:
    assert outcome.chat_id is not None, "a move names the new chat"
    group_moved(uow, letter.chat_id, outcome.chat_id)
    uow.outbox.retry(letter.row.id, uow.now, outcome.why)


def _blocked(uow: UnitOfWork, letter: Letter, outcome: Outcome) -> None:
    account_key = letter.row.route.account_key
    uow.outbox.dead(letter.row.id, outcome.why)
    if letter.row.kind is Kind.QUESTION:
        question_lost(uow, letter.row.id, Reach.AWAY)
    if account_key is not None and letter.row.kind is not Kind.PRESS_ANSWER:
        set_reachable(uow, account_key, reachable=False)


def _route_lost(uow: UnitOfWork, letter: Letter, outcome: Outcome) -> None:
    if not letter.row.route.is_group:
        _blocked(uow, letter, outcome)
        return
    uow.outbox.retry(letter.row.id, uow.now, outcome.why)
    group_lost(uow)


def _spoiled(uow: UnitOfWork, letter: Letter, outcome: Outcome) -> None:
    """An original is not what it was: the officer gets a line, those who must find out why an alarm."""
    row, file = letter.row, letter.attachment
    assert file is not None, "only a file is spoiled"
    uow.outbox.quarantine(row.id, outcome.why)
    uow.journal.note("file spoiled", tip_id=row.tip_id, detail=f"evidence {file.evidence_id}")
    account_key, day = row.route.account_key, f"{uow.now:%Y-%m-%d}"
    if account_key is not None:
        tell(uow, account_key, Screen((phrase("files-spoiled", code=file.code),)))
    alarm = phrase("alarm-spoiled", code=file.code, number=file.evidence_id)
    raise_alarm(uow, alarm, once=f"spoiled:{file.evidence_id}:{day}")


def _rejected(uow: UnitOfWork, letter: Letter, outcome: Outcome) -> None:
    """Once more as plain, shortened text; then it is set aside and somebody is told."""
    if not letter.row.plain and letter.row.kind is not Kind.PRESS_ANSWER:
        uow.outbox.retry_plain(letter.row.id, uow.now, outcome.why)
        return
    uow.outbox.quarantine(letter.row.id, outcome.why)
    if letter.row.kind is Kind.QUESTION:
        question_lost(uow, letter.row.id, Reach.FAILED)
    if letter.row.kind is not Kind.ALARM:
        raise_alarm(uow, phrase("alarm-rejected", number=letter.row.id), once=f"rejected:{letter.row.id}")


_IN_VAIN = frozenset(
    {Result.TARGET_GONE, Result.MOVED, Result.BLOCKED, Result.ROUTE_LOST, Result.TOO_BIG, Result.REJECTED}
)
_SETTLE: Mapping[Result, Callable[[UnitOfWork, Letter, Outcome], None]] = {
    Result.SENT: _sent,
    Result.UNCHANGED: _sent,
    Result.WAIT: _wait,
    Result.NOT_LEFT: _not_left,
    Result.UNKNOWN: _unknown,
    Result.TARGET_GONE: _target_gone,
    Result.UNDELETABLE: _undeletable,
    Result.PRESS_TOO_OLD: _press_too_old,
    Result.MOVED: _moved,
    Result.BLOCKED: _blocked,
    Result.ROUTE_LOST: _route_lost,
    Result.TOO_BIG: _rejected,
    Result.SPOILED: _spoiled,
    Result.REJECTED: _rejected,
    Result.REVOKED: _not_left,
    Result.CONFLICT: _not_left,
}

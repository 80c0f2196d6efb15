"""Everything that time brings about: one call does what is due now, and says whether there may be more."""

from bot.domain.dialog import expire, hand_over, next_timers, nudge
from bot.services.brief import brief_when_due
from bot.services.continue_talk import apply_step
from bot.services.remind import remind
from bot.services.ward_facts import ward_facts
from storage.talks import StoredTalk
from storage.unit_of_work import UnitOfWork

BATCH = 50


def run_due(uow: UnitOfWork) -> int:
    """Reminders, briefings, drafts left alone. Returns how many things were done; zero means all is done."""
    return remind(uow) + brief_when_due(uow) + _look_after_talks(uow) + uow.inbox.erase_old_payloads()


def _look_after_talks(uow: UnitOfWork) -> int:
    due = [stored for stored in uow.talks.due(BATCH) if uow.talks.claim(stored.account_key)]
    for stored in due:
        _speak_up(uow, stored)
    return len(due)


def _speak_up(uow: UnitOfWork, stored: StoredTalk) -> None:
    """The draft's time has come: hand it over, let it go, or ask once whether it goes on."""
    timers, facts = next_timers(stored.talk), ward_facts(uow, uow.people.member(stored.account_key))
    if timers.hand_over_at is not None and timers.hand_over_at <= uow.now:
        outcome = hand_over(stored.talk, facts, uow.now)
    elif timers.expire_at is not None and timers.expire_at <= uow.now:
        outcome = expire(stored.talk, facts)
    else:
        outcome = nudge(stored.talk, facts)
    apply_step(uow, stored, outcome, uow.now)

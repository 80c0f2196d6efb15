"""Everything that time brings about, each piece in a unit of its own: what one of them cannot read stops no other."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from bot.domain.dialog import expire, hand_over, next_timers, nudge
from bot.domain.screen import phrase
from bot.services.brief import brief_when_due
from bot.services.brief_week import brief_week_when_due
from bot.services.casework.transferring import bounce_overdue
from bot.services.continue_talk import apply_step
from bot.services.drill import end_drills
from bot.services.entries_left_alone import look_after_entries
from bot.services.handover import chase_handovers, hand_over_when_due
from bot.services.identity.protecting import chase_protection
from bot.services.identity.showing import end_reveals
from bot.services.oversight.asking import remind_of_questions
from bot.services.people.ending import end_roles, warn_of_ends
from bot.services.personal_data.reminding import remind_of_requests
from bot.services.remind import remind
from bot.services.reports.issuing import issue_reports
from bot.services.reports.ordering import make_ordered
from bot.services.retention.erasing import erase_when_due
from bot.services.retention.warning import warn_of_erasing
from bot.services.speak import raise_alarm
from bot.services.speak_of_clocks import speak_of_clocks
from bot.services.ward_facts import ward_facts
from bot.services.wards import look_after_unchosen
from bot.services.watch import watch
from storage.unit_of_work import UnitOfWork

BATCH = 50


def erase_old_payloads(uow: UnitOfWork) -> int:
    """Raw updates that were handled a week ago keep nothing of what they said. Returns how many."""
    return uow.inbox.erase_old_payloads()


def forget_old_lists(uow: UnitOfWork) -> int:
    """Lists that an admin began to bring in and did not go on with. Returns how many."""
    return uow.uploads.forget_old()


Part: TypeAlias = Callable[[UnitOfWork], int]

# Each does what is due and says how much that was; zero means there is no more. These are asked every second.
PARTS: Sequence[Part] = (
    remind,
    bounce_overdue,
    look_after_entries,
    speak_of_clocks,
    end_reveals,
    chase_protection,
    brief_when_due,
    hand_over_when_due,
    chase_handovers,
    end_drills,
    make_ordered,
    end_roles,
    watch,
)
# These are asked at the beginning of every minute.
UNHURRIED: Sequence[Part] = (
    remind_of_requests,
    brief_week_when_due,
    issue_reports,
    remind_of_questions,
    warn_of_ends,
    look_after_unchosen,
    warn_of_erasing,
    erase_when_due,
    erase_old_payloads,
    forget_old_lists,
)


def talks_due(uow: UnitOfWork) -> Sequence[str]:
    """The accounts whose draft was left alone for long enough."""
    return uow.talks.due(BATCH)


def speak_up(uow: UnitOfWork, account_key: str) -> None:
    """The draft's time has come: hand it over, let it go, or ask once whether it goes on."""
    if uow.talks.claim(account_key):
        _speak_up(uow.for_ward(uow.talks.ward_of(account_key)), account_key)


def _speak_up(uow: UnitOfWork, account_key: str) -> None:
    stored = uow.talks.load(account_key)
    timers, facts = next_timers(stored.talk), ward_facts(uow, uow.people.member(account_key))
    if timers.hand_over_at is not None and timers.hand_over_at <= uow.now:
        outcome = hand_over(stored.talk, facts, uow.now)
    elif timers.expire_at is not None and timers.expire_at <= uow.now:
        outcome = expire(stored.talk, facts)
    else:
        outcome = nudge(stored.talk, facts)
    apply_step(uow, stored, outcome, uow.now)


def give_up_on_talk(uow: UnitOfWork, account_key: str) -> None:
    """Nobody can read this talk: leave it as it is, and tell those who can look at it."""
    if uow.talks.claim(account_key):
        here = uow.for_ward(uow.talks.ward_of(account_key))
        raise_alarm(here, phrase("alarm-talk-unreadable"), once=f"talk:{account_key[:16]}")

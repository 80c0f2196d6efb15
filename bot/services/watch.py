"""The watchdog: once a minute it looks for what nobody would notice by not hearing of it, mends it where it can, and
tells the command and the admins in private; again after an hour while it lasts, and once when it is over."""

from collections.abc import Sequence
from datetime import timedelta

from bot.domain.ladders import WATCHES, Lack
from bot.domain.screen import Phrase, phrase
from bot.domain.screens.times import clock_time
from bot.services.cards import offer_card
from bot.services.ladders import begin_ladder
from bot.services.speak import raise_alarm
from bot.services.vitals import LONGEST_WAIT, vitals
from storage.unit_of_work import UnitOfWork

ROUND, AGAIN, DAILY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
# The first round after an outage sees what the outage has left; what the second one still sees is a trouble.
PATIENCE = timedelta(seconds=59)
STUCK = timedelta(seconds=30)  # Telegram stumbles for a moment now and then; the round comes within a minute more
MOST, MOST_NAMED = 500, 20


def watch(uow: UnitOfWork) -> int:
    """Make a round, if none was made within the minute. Returns how many alarms it raised."""
    if not uow.watch.notice("round", ROUND):
        return 0
    raised = _watch_queues(uow)
    for ward in uow.wards.all():
        here = uow.for_ward(ward.id)
        raised += _watch_ladders(here) + _watch_silent(here) + _watch_cards(here)
    return raised


def webhook_moved(uow: UnitOfWork) -> None:
    """Telegram was to bring updates to somebody else, who has the token; told again after an hour if it is so then."""
    if uow.watch.notice("webhook", AGAIN):
        _say(uow, phrase("alarm-webhook-moved"))


def second_poller(uow: UnitOfWork) -> None:
    """Another process asks Telegram for what people send to this bot, and may have got some of it."""
    if uow.watch.notice("second poller", AGAIN):
        _say(uow, phrase("alarm-second-poller"))


def _watch_queues(uow: UnitOfWork) -> int:
    found = vitals(uow)
    raised = _watch_queue(uow, "inbox", found.unhandled, found.oldest_unhandled)
    # While nothing goes out at all, no alarm does either: that is for those outside to notice (TINBAO_PING_URL).
    if uow.watch.anything_sent_since(uow.now - timedelta(seconds=found.oldest_unsent)) or not found.unsent:
        raised += _watch_queue(uow, "outbox", found.unsent, found.oldest_unsent)
    return raised


def _watch_queue(uow: UnitOfWork, name: str, count: int, age: float) -> int:
    if age <= LONGEST_WAIT:
        return _over(uow, name, phrase(f"alarm-{name}-over"))
    if not uow.watch.notice(name, AGAIN, PATIENCE):
        return 0
    since = clock_time(uow.now - timedelta(seconds=age), uow.settings.timezone)
    return _say(uow, phrase(f"alarm-{name}-stands", count=count, since=since))


def _watch_ladders(uow: UnitOfWork) -> int:
    """A tip that lacks something, and nothing climbs because of it: its ladder begins now, late rather than never."""
    mended = dict.fromkeys(tip_id for lack in _BY_STATE for tip_id in _begin_again(uow, lack))
    name = f"ladders:{uow.ward_id}"
    if not mended:
        uow.watch.over(name)
    elif uow.watch.notice(name, AGAIN):
        return _say(uow, phrase("alarm-ladders", count=len(mended), codes=_codes(uow, list(mended))))
    return 0


def _begin_again(uow: UnitOfWork, lack: Lack) -> Sequence[int]:
    found = uow.watch.unwatched(lack, MOST)
    for tip in found:
        begin_ladder(uow, tip.id, lack, tip.urgency, tip.since)
        uow.journal.note("ladder begun again", tip_id=tip.id, detail=lack)
    return [tip.id for tip in found]


def _watch_silent(uow: UnitOfWork) -> int:
    """Classified long ago, every limit over and said: only somebody's decision brings these on. Once a day."""
    found, name = uow.watch.silent(MOST), f"silent:{uow.ward_id}"
    if not found:
        uow.watch.over(name)
    elif uow.watch.notice(name, DAILY, PATIENCE):
        return _say(uow, phrase("alarm-silent", count=len(found), codes=_codes(uow, found)))
    return 0


def _watch_cards(uow: UnitOfWork) -> int:
    """A tip that nobody in the group sees: a card that is nowhere is offered once more with each alarm."""
    nowhere, stuck, name = uow.watch.cardless(MOST), _stuck_cards(uow), f"cards:{uow.ward_id}"
    if not nowhere and not stuck:
        return 0 if uow.watch.cards_wanted() else _over(uow, name, phrase("alarm-cards-over"))
    if not uow.watch.notice(name, AGAIN):
        return 0
    for tip_id in nowhere:
        offer_card(uow, tip_id)
    troubles = {"alarm-cards": nowhere, "alarm-cards-stuck": stuck}
    return sum(_say(uow, phrase(key, count=len(f), codes=_codes(uow, f))) for key, f in troubles.items() if f)


def _stuck_cards(uow: UnitOfWork) -> Sequence[int]:
    """Those that Telegram does not take, while it takes others and the group is not known to be gone."""
    ward = uow.ward.get()
    reachable = ward.group_chat_id is not None and ward.group_lost_at is None
    others_go_out = uow.watch.anything_sent_since(uow.now - timedelta(seconds=LONGEST_WAIT) - ROUND)
    return uow.watch.stuck_cards(uow.now - STUCK, MOST) if reachable and others_go_out else ()


def _over(uow: UnitOfWork, name: str, told: Phrase) -> int:
    return _say(uow, told) if uow.watch.over(name) else 0


def _say(uow: UnitOfWork, told: Phrase) -> int:
    raise_alarm(uow, told)
    return 1


def _codes(uow: UnitOfWork, tip_ids: Sequence[int]) -> str:
    more = " …" if len(tip_ids) > MOST_NAMED else ""
    return ", ".join(uow.tips.code(tip_id) for tip_id in tip_ids[:MOST_NAMED]) + more


# A reporter is asked whether all is well after the end; here it is about what is open.
_BY_STATE = [lack for lack, kept in WATCHES.items() if kept.by_state and lack is not Lack.WORD]

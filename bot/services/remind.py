"""Ladders climb: each rung once, several in one message to a hearer, late rather than never.

``_people`` alone chooses who hears for the command.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from bot.domain.delivery import Kind
from bot.domain.escalation import To
from bot.domain.ladders import Lack, lacks
from bot.domain.people import Member, Role
from bot.domain.screen import phrase
from bot.services.casework.releasing import release
from bot.services.casework.transferring import people_of
from bot.services.ladders import moment_of, read_ladder
from bot.services.on_duty import who_hears
from bot.services.remind_reporter import ask_if_well, remind_of_question
from bot.services.speak import raise_alarm
from storage.codec import UNREADABLE
from storage.models import Reminder
from storage.outbox import Payload, Route, to_account, to_group
from storage.tips import Standing
from storage.unit_of_work import UnitOfWork

# More than an outage leaves behind: what comes in one batch goes out in one message.
BATCH = 500
_ROLES = {To.COMMANDER: (Role.COMMANDER, Role.CHIEF), To.CHIEF: (Role.CHIEF, Role.COMMANDER)}


@dataclass(frozen=True, slots=True)
class Hearer:
    """Where a word goes, as what, and for which rung."""

    route: Route
    kind: Kind
    rung: To


class _Said:
    """What one batch has to say: to whom, about which ladders, and for whom nobody was there to hear it."""

    def __init__(self) -> None:
        self.words: dict[tuple[int, Hearer], list[int]] = defaultdict(list)
        self.unheard: Counter[tuple[int, To]] = Counter()

    def say(self, ward_id: int, hearers: Iterable[Hearer], ladder_id: int) -> None:
        for hearer in hearers:
            self.words[ward_id, hearer].append(ladder_id)


def remind(uow: UnitOfWork) -> int:
    """Take every rung that is due and queue what it says, in the tip's ward. Returns how many were looked at."""
    said, due = _Said(), uow.reminders.due(BATCH)
    for row in due:
        _climb(uow.for_tip(row.tip_id), row, said)
    for (ward_id, rung), count in said.unheard.items():
        at_unit = rung is To.UNIT
        what = phrase("alarm-nobody-at-unit" if at_unit else "alarm-nobody-to-escalate-to", count=count)
        raise_alarm(uow.for_ward(ward_id), what)
    for (ward_id, hearer), ladders in said.words.items():
        uow.for_ward(ward_id).outbox.remind_of(
            hearer.route, hearer.kind, Payload(reminders=tuple(ladders), rung=hearer.rung)
        )
    return len(due)


def _climb(uow: UnitOfWork, row: Reminder, said: _Said) -> None:
    """Claim one rung and plan the next in the same transaction; nothing when somebody else did, or it is moot."""
    ladder, stage = read_ladder(row.ladder), row.stage
    if ladder.rung(stage).to is To.DESK:
        uow.tips.hold([row.tip_id])  # before its ladder, as whoever moves it does: so that nobody waits for each other
    tip = uow.tips.standing(row.tip_id)
    if not _is_lacking(uow, row, tip):
        uow.reminders.stop(row.tip_id, row.lack)
        return
    assert row.due_at is not None, "only what is due is claimed"
    # After an outage it may be night, and what should have been said in the evening waits for the morning.
    at = moment_of(uow, row.lack, ladder, stage, uow.now, tip.urgency, before=row.late_from)
    if at > uow.now:
        uow.reminders.postpone(row.id, stage, at)
        return
    # Counted from now, not from when it was due: after an outage the next one must not follow at once.
    wait = ladder.wait(stage + 1)
    due = None if wait is None else moment_of(uow, row.lack, ladder, stage + 1, uow.now + wait, tip.urgency)
    if uow.reminders.climb(row.id, stage, row.due_at, due):
        uow.journal.note("reminded", tip_id=row.tip_id, detail=f"{row.lack} stage {stage}")
        _SPEAK.get(ladder.rung(stage).to, _speak)(uow, row, tip, ladder.rung(stage).to, said)


def _is_lacking(uow: UnitOfWork, row: Reminder, tip: Standing) -> bool:
    open_question = row.lack is not Lack.ANSWER or bool(uow.questions.open_among([row.tip_id]))
    return lacks(row.lack, tip.case) and open_question


def _speak(uow: UnitOfWork, row: Reminder, tip: Standing, to: To, said: _Said) -> None:
    people = _HEARERS[to](uow, row, tip)
    if not people and to in _MUST_HEAR:
        said.unheard[uow.ward_id, to] += 1
    said.say(uow.ward_id, people or [_group(uow)], row.id)


def _give_back(uow: UnitOfWork, row: Reminder, tip: Standing, to: To, said: _Said) -> None:
    """It waits to be acknowledged again: the group hears of it, and the command."""
    try:
        ladder_id = release(uow, row.tip_id)
    except UNREADABLE:  # its key is gone: it cannot be moved, and the others must not wait for it
        _speak(uow, row, tip, To.COMMANDER, said)
        return
    command = _in_private(_people(uow, To.COMMANDER), Kind.ESCALATION, to)
    if not command:
        said.unheard[uow.ward_id, To.COMMANDER] += 1
    said.say(uow.ward_id, [_group(uow, to), *command], ladder_id)


def _ask_reporter(uow: UnitOfWork, row: Reminder, tip: Standing, to: To, said: _Said) -> None:
    """A reporter who cannot be asked again: those who wait for the answer hear it at once."""
    if row.lack is Lack.WORD:
        with suppress(*UNREADABLE):
            ask_if_well(uow, row.tip_id)
    elif not remind_of_question(uow, row.tip_id):
        # Not stopped: what has stopped is not spoken of any more.
        uow.reminders.postpone(row.id, row.stage + 1, None)
        _speak(uow, row, tip, To.ASKER, said)


def _group(uow: UnitOfWork, rung: To = To.GROUP) -> Hearer:
    return Hearer(to_group(uow.ward_id), Kind.REMINDER, rung)


def _in_private(people: Iterable[Member], kind: Kind, rung: To) -> list[Hearer]:
    return [Hearer(to_account(member.account_key), kind, rung) for member in people]


def _command(rung: To) -> Callable[[UnitOfWork, Reminder, Standing], list[Hearer]]:
    return lambda uow, _row, _tip: _in_private(_people(uow, rung), Kind.ESCALATION, rung)


def _owner(uow: UnitOfWork, _row: Reminder, tip: Standing) -> list[Hearer]:
    return _in_private(_reachable(uow, [tip.in_charge]), Kind.REMINDER, To.OWNER)


def _askers(uow: UnitOfWork, row: Reminder, tip: Standing) -> list[Hearer]:
    asked = [each.asked_by for each in uow.questions.of_tip(row.tip_id) if each.asked.answered_at is None]
    return _in_private(_reachable(uow, [*asked, tip.in_charge]), Kind.REMINDER, To.ASKER)


def _unit(uow: UnitOfWork, row: Reminder, tip: Standing) -> list[Hearer]:
    """Those who receive for the unit; a body without people here is telephoned by whoever handles the tip."""
    transfer = uow.cases.under_way(row.tip_id)
    if transfer is None or transfer.unit is None:
        return _owner(uow, row, tip) or [_group(uow)]
    people = [m for m in people_of(uow, transfer.unit) if uow.people.hears(m.account_key)]
    return _in_private(people, Kind.REMINDER, To.UNIT)


def _reachable(uow: UnitOfWork, person_ids: Iterable[int | None]) -> list[Member]:
    """Those of them who are still on the list and can be written to, nobody twice."""
    known = (uow.people.member_by_id(key) for key in dict.fromkeys(person_ids) if key is not None)
    here = (uow.people.member(member.account_key) for member in known if member is not None)
    return [m for m in here if m is not None and uow.people.hears(m.account_key)]


def _people(uow: UnitOfWork, target: To) -> list[Member]:
    """Those of the target's role who are to hear and can be reached; without any, those of the other one."""
    for role in _ROLES[target]:
        reachable = [m for m in who_hears(uow, role) if uow.people.hears(m.account_key)]
        if reachable:
            return reachable
    return []


_HEARERS: Mapping[To, Callable[[UnitOfWork, Reminder, Standing], list[Hearer]]] = {
    To.GROUP: lambda uow, _row, _tip: [_group(uow)],
    To.COMMANDER: _command(To.COMMANDER),
    To.CHIEF: _command(To.CHIEF),
    To.OWNER: _owner,
    To.ASKER: _askers,
    To.UNIT: _unit,
}
# Nobody to be reached here is an alarm; elsewhere the group stands in.
_MUST_HEAR = frozenset({To.COMMANDER, To.CHIEF, To.UNIT})
_SPEAK: Mapping[To, Callable[[UnitOfWork, Reminder, Standing, To, _Said], None]] = {
    To.DESK: _give_back,
    To.REPORTER: _ask_reporter,
}

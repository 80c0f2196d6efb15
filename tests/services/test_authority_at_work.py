"""The table of authority as it is enforced: every role presses every button of a tip in every state, in both chats."""

import itertools
from dataclasses import replace

import pytest

from bot.domain.authority import TABLE, Deed, Where
from bot.domain.casework.outcomes import Outcome
from bot.domain.clocks import ClockKey
from bot.domain.people import Member, Refused, Role, Unit
from bot.domain.postponing import Later
from bot.domain.tip import Status, Urgency
from bot.services.acknowledge_tip import AlreadyTaken
from bot.services.ladders import start_ladder
from bot.services.tip_clocks import begin
from handlers.duty import CARD_VERBS
from storage.unit_of_work import UnitOfWork
from tests.storage.conftest import Store

VERBS = dict.fromkeys(("ack", "take", "line"), Deed.ACKNOWLEDGE) | {
    "files": Deed.READ, "look": Deed.READ, "sent-help": Deed.CALLED,
    "give": Deed.ASSIGN, "got": Deed.CONFIRM, "going-on": Deed.STILL, **{f"later-{each}": Deed.LATER for each in Later},
}  # fmt: skip
# Not about a tip in a state: a tip of one's own list, a request of a reporter. Their stories try them.
ELSEWHERE = {"again", Deed.ANSWER_DATA}
BUTTONS = [verb for verb in CARD_VERBS if verb not in ELSEWHERE]


class Undone(Exception):
    """Takes back what a press did, so that the next one finds the same state."""


@pytest.fixture
def members(store: Store) -> dict[Role, Member]:
    """One person a role, each with a private chat; the unit is the one that tips are sent to."""
    with store.unit() as uow:
        uow.ward.link_group(-1001)
        return {
            role: uow.people.enrol(uow.people.meet(6_100_000_010 + n), f"Người {n}", role, unit=Unit.CULTURE)
            for n, role in enumerate(Role)
        }


def _tip_in(store: Store, status: Status, officer: Member) -> int:
    """A tip whose reporter wishes to be protected, so that everything about an identity may be asked as well."""
    tip_id = store.tip(f"d-{status}")
    with store.unit() as uow:
        uow.tips.ask_protection(tip_id)
        uow.protection.ask(tip_id, uow.now)
        start_ladder(uow, tip_id, Urgency.NORMAL, uow.now)
        begin(uow, uow.tips.view(tip_id), ClockKey.RESOLVE, uow.now)  # so that there is something to prolong
        if status is not Status.NEW:
            uow.tips.acknowledge(tip_id, officer.id)
            tip = uow.tips.view(tip_id)
            uow.tips.move(tip, replace(tip.case, status=status))
        if status is Status.TRANSFERRED:
            uow.cases.send(tip_id, Outcome.MEDIATION, Unit.CULTURE, officer.id, uow.now)
    return tip_id


def _press(uow: UnitOfWork, verb: str, tip_id: int, member: Member, where: Where) -> bool:
    """Whether the press was taken; whoever is only too late was entitled to try."""
    try:
        CARD_VERBS[verb](uow, tip_id, member, where)
    except AlreadyTaken:
        return True
    except Refused:
        return False
    return True


@pytest.mark.parametrize("database_kind", ["sqlite"])  # the rules do not ask which database it is
def test_every_button_in_every_hand(store: Store, members: dict[Role, Member]) -> None:
    tips = {status: _tip_in(store, status, members[Role.OFFICER]) for status in Status}
    wrong = []
    for role, verb, status, where in itertools.product(Role, BUTTONS, Status, Where):
        rule = TABLE[VERBS.get(verb) or Deed(verb)]
        # Who acknowledges too late is not refused but told who was first.
        in_time = status in (rule.states or ()) or rule is TABLE[Deed.ACKNOWLEDGE]
        allowed = role in rule.roles and where in rule.where and in_time
        try:
            with store.unit() as uow:
                taken = _press(uow, verb, tips[status], members[role], where)
                raise Undone
        except Undone:
            pass
        if taken != allowed:
            wrong.append((role, verb, status, where))
    assert not wrong, {verb for _, verb, _, _ in wrong}

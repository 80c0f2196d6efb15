"""Who may do what, to a tip in which state, in which chat: every cell, so that nobody widens the table unseen."""

import itertools

import pytest

from bot.domain.authority import TABLE, Deed, NotHere, NotNow, NotOnTheList, NotYourRole, Where, may, require
from bot.domain.people import COMMAND, POLICE, Member, Role
from bot.domain.tip import Status

IN_HAND = {Status.ACKNOWLEDGED, Status.ASSIGNED, Status.VERIFYING, Status.CLASSIFIED}
ALL, BOTH, ALONE = set(Status), {"group", "private"}, {"private"}
# Written out by hand from the ward's rules; the table of the product must agree cell by cell.
EXPECTED: dict[str, tuple[set[Role], set[Status] | None, set[str]]] = {
    "acknowledge": (set(POLICE), {Status.NEW}, BOTH),
    "called": (set(POLICE), ALL - {Status.CLOSED}, BOTH),
    "read": (set(POLICE), ALL, BOTH),
    "assign": (set(POLICE), IN_HAND, BOTH),
    "ask": (set(POLICE), IN_HAND | {Status.TRANSFERRED}, BOTH),
    "verify": (set(POLICE), {Status.ACKNOWLEDGED, Status.ASSIGNED}, BOTH),
    "classify": (set(POLICE), IN_HAND, BOTH),
    "note": (set(POLICE), ALL - {Status.NEW}, BOTH),
    "still": (set(POLICE), IN_HAND - {Status.CLASSIFIED}, BOTH),
    "later": (set(POLICE), IN_HAND - {Status.CLASSIFIED}, BOTH),
    "release": (set(), None, BOTH),
    "transfer": (set(POLICE), IN_HAND, BOTH),
    "confirm": (POLICE | {Role.UNIT}, {Status.TRANSFERRED}, BOTH),
    "return": (POLICE | {Role.UNIT}, {Status.TRANSFERRED}, BOTH),
    "close": (set(POLICE), IN_HAND, BOTH),
    "merge": (set(POLICE), IN_HAND, BOTH),
    "false": (set(COMMAND), IN_HAND, BOTH),
    "reopen": (set(COMMAND), {Status.CLOSED}, BOTH),
    "notified": (set(POLICE), ALL - {Status.NEW}, BOTH),
    "extend": (set(COMMAND), ALL - {Status.NEW}, ALONE),
    "feedback": (set(POLICE), {Status.TRANSFERRED, Status.CLOSED}, ALONE),
    "papers": (set(POLICE), ALL - {Status.NEW}, ALONE),
    "undo": (set(POLICE), IN_HAND, ALONE),
    "reveal": (set(POLICE), ALL - {Status.NEW}, ALONE),
    "decide_reveal": (set(COMMAND), None, ALONE),
    "protect": (set(COMMAND), ALL, ALONE),
    "data_requests": (set(COMMAND), None, ALONE),
    "answer_data": (set(COMMAND), None, ALONE),
    "keep": (set(COMMAND), {Status.CLOSED}, ALONE),
    "viewers": (set(COMMAND), ALL, ALONE),
    "reveals": (set(COMMAND), None, ALONE),
    "roster": (POLICE | {Role.ADMIN}, None, BOTH),
    "plan_roster": (COMMAND | {Role.ADMIN}, None, ALONE),
    "swap_shift": ({Role.OFFICER}, None, ALONE),
    "drill": (set(COMMAND), None, ALONE),
    "take_over": ({Role.OFFICER}, None, BOTH),
    "list": (set(POLICE), None, BOTH),
    "search": (set(POLICE), None, BOTH),
    "register": (set(POLICE), None, ALONE),
    "brief": (set(POLICE), None, BOTH),
    "check": (POLICE | {Role.ADMIN}, None, BOTH),
    "link_group": ({Role.ADMIN}, None, ALONE),
    "invite": ({Role.ADMIN}, None, ALONE),
    "hand_over": ({Role.UNIT}, None, ALONE),
    "overview": ({Role.GROUP_LEADER, Role.SECURITY_TEAM, Role.UNIT}, None, ALONE),
    "incoming": ({Role.UNIT}, None, ALONE),
    "enter": (set(POLICE), None, ALONE),
    "approve": (set(COMMAND), None, ALONE),
    "approve_first": ({Role.ADMIN}, None, ALONE),
    "people": (COMMAND | {Role.ADMIN}, None, ALONE),
    "change_person": (COMMAND | {Role.ADMIN}, None, ALONE),
    "change_command": (set(COMMAND), None, ALONE),
    "restore": (set(COMMAND), None, ALONE),
    "import": ({Role.ADMIN}, None, ALONE),
    "calendar": (COMMAND | {Role.ADMIN}, None, ALONE),
    "make_report": (set(POLICE), None, ALONE),
    "correct_report": (set(COMMAND), None, ALONE),
    "figures": (COMMAND | {Role.OVERSIGHT}, None, ALONE),
    "explain": (set(COMMAND), None, ALONE),
}
CELLS = list(itertools.product(Role, Deed, Status, Where))


def _member(*roles: Role) -> Member:
    return Member(1, 1, "key", "An", frozenset(roles))


def test_the_table_and_what_is_expected_name_the_same_deeds() -> None:
    assert set(TABLE) == set(Deed) == set(EXPECTED)


def test_every_cell() -> None:
    for role, deed, status, where in CELLS:
        roles, states, chats = EXPECTED[deed]
        cell, member = (role, deed, status, where), _member(role)
        fits = states is None or status in states
        assert may(member, deed, status) == (role in roles and fits), cell
        if role in roles and fits and where in chats:
            assert require(member, deed, where, status) is member, cell
            continue
        why = NotYourRole if role not in roles else NotHere if where not in chats else NotNow
        with pytest.raises(why) as refused:
            require(member, deed, where, status)
        assert refused.value.alert.loud, cell


@pytest.mark.parametrize("deed", list(Deed))
def test_nobody_may_do_anything(deed: Deed) -> None:
    for member in (None, _member()):
        with pytest.raises(NotOnTheList):
            require(member, deed)


def test_roles_add_up() -> None:
    both = _member(Role.ADMIN, Role.GROUP_LEADER, Role.OFFICER)
    assert all(may(both, deed) for deed in (Deed.INVITE, Deed.ACKNOWLEDGE, Deed.CHECK))
    assert not may(both, Deed.REOPEN)

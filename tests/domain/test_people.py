"""Who may do what: the whole table, so that nobody widens it unseen."""

import pytest

from bot.domain.people import MAY, Deed, Member, NotOnTheList, Role, require

ALLOWED = {
    Role.OFFICER: {Deed.ACKNOWLEDGE, Deed.CALLED, Deed.READ, Deed.LIST, Deed.BRIEF, Deed.CHECK},
    Role.COMMANDER: {Deed.ACKNOWLEDGE, Deed.CALLED, Deed.READ, Deed.LIST, Deed.BRIEF, Deed.CHECK},
    Role.CHIEF: {Deed.ACKNOWLEDGE, Deed.CALLED, Deed.READ, Deed.LIST, Deed.BRIEF, Deed.CHECK},
    Role.ADMIN: {Deed.LINK_GROUP, Deed.INVITE, Deed.CHECK},
    Role.GROUP_LEADER: set(),
}


def _member(*roles: Role) -> Member:
    return Member(1, 1, "key", "An", frozenset(roles))


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("deed", list(Deed))
def test_a_role_may_do_exactly_what_the_table_says(role: Role, deed: Deed) -> None:
    member = _member(role)
    assert member.may(deed) == (deed in ALLOWED[role])
    if deed in ALLOWED[role]:
        assert require(member, deed) is member
    else:
        with pytest.raises(NotOnTheList):
            require(member, deed)


@pytest.mark.parametrize("deed", list(Deed))
def test_nobody_may_do_anything(deed: Deed) -> None:
    for member in (None, _member()):
        with pytest.raises(NotOnTheList) as refused:
            require(member, deed)
        assert refused.value.alert.loud
    assert deed in MAY


def test_roles_add_up() -> None:
    both = _member(Role.ADMIN, Role.GROUP_LEADER, Role.OFFICER)
    assert all(both.may(deed) for deed in ALLOWED[Role.ADMIN] | ALLOWED[Role.OFFICER])

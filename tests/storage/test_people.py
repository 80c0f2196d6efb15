"""Accounts are met once; roles add up; a suspension takes all of them until somebody invites again."""

from bot.domain.people import Role
from tests.storage.conftest import Store


def test_an_account_is_met_once_and_can_be_written_to(store: Store) -> None:
    with store.unit() as uow:
        key = uow.people.meet(6_100_000_001)
        assert uow.people.meet(6_100_000_001) == key
        assert uow.people.meet(6_100_000_002) != key
        assert uow.people.chat_of(key) == 6_100_000_001
        assert uow.people.chat_of("nobody") is None


def test_whether_somebody_can_be_reached_is_news_once(store: Store) -> None:
    with store.unit() as uow:
        key = uow.people.meet(1)
        assert not uow.people.set_reachable(key, True)
        assert uow.people.set_reachable(key, False)
        assert not uow.people.set_reachable(key, False)
        assert uow.people.chat_of(key) is None
        assert uow.people.set_reachable(key, True)
        assert uow.people.chat_of(key) == 1


def test_roles_add_up(store: Store) -> None:
    with store.unit() as uow:
        key = uow.people.meet(1)
        first = uow.people.enrol(key, "An Đỗ", Role.OFFICER)
        both = uow.people.enrol(key, "Một tên khác", Role.COMMANDER)
        assert both.id == first.id
        assert both.roles == {Role.OFFICER, Role.COMMANDER}
        assert both.name == "An Đỗ"
        assert [m.id for m in uow.people.with_role(Role.COMMANDER)] == [first.id]
        assert uow.people.with_role(Role.CHIEF) == []


def test_a_suspension_takes_every_role_and_a_new_invitation_gives_one(store: Store) -> None:
    with store.unit() as uow:
        key = uow.people.meet(1)
        member = uow.people.enrol(key, "An", Role.ADMIN)
        uow.people.enrol(key, "An", Role.OFFICER)
        assert uow.people.suspend(key)
        assert not uow.people.suspend(key)
        assert uow.people.member(key) is None
        assert uow.people.with_role(Role.ADMIN) == []
        kept = uow.people.member_by_id(member.id)
        assert kept is not None
        assert kept.name == "An"
    with store.unit() as uow:
        assert uow.people.enrol(key, "An", Role.OFFICER).roles == {Role.OFFICER}
        back = uow.people.member(key)
        assert back is not None
        assert back.id == member.id


def test_a_stranger_is_not_suspended(store: Store) -> None:
    with store.unit() as uow:
        assert not uow.people.suspend(uow.people.meet(2))
        assert uow.people.member("nobody") is None
        assert uow.people.member_by_id(999) is None

"""Periods are claimed once; the ward knows its group, and what the bot may do in it."""

from datetime import timedelta

from storage.groups import GroupStanding
from storage.wards import ensure_ward
from tests.storage.conftest import Store


def test_a_period_is_claimed_once(store: Store) -> None:
    with store.unit() as uow:
        assert uow.digests.last("daily") is None
        assert uow.digests.claim("daily", uow.now)
        assert not uow.digests.claim("daily", uow.now)
        assert uow.digests.claim("weekly", uow.now)
        assert uow.digests.claim("daily", uow.now + timedelta(days=1))
    with store.unit() as uow:
        assert not uow.digests.claim("daily", uow.now)
        assert uow.digests.last("daily") == uow.now + timedelta(days=1)


def test_the_group_is_lost_and_found_once(store: Store) -> None:
    with store.unit() as uow:
        assert not uow.ward.lose_group(), "there is none yet"
        uow.ward.link_group(-100_123_456_789)
        assert uow.ward.is_duty_group(-100_123_456_789)
        assert not uow.ward.is_duty_group(-1)
        assert not uow.ward.find_group()
        assert uow.ward.lose_group()
        assert not uow.ward.lose_group()
        assert uow.ward.find_group()
        assert not uow.ward.find_group()


def test_linking_again_keeps_the_day_from_which_is_briefed(store: Store) -> None:
    with store.unit() as uow:
        uow.ward.link_group(-1)
        first = uow.now
    store.passes(days=1)
    with store.unit() as uow:
        uow.ward.lose_group()
        uow.ward.link_group(-2)
    with store.unit() as uow:
        ward = uow.ward.get()
        assert ward.digest_from == first
        assert ward.group_chat_id == -2
        assert ward.group_lost_at is None


def test_neighbourhoods_are_added_once_in_their_order(store: Store) -> None:
    with store.unit() as uow:
        uow.ward.set_neighbourhoods([("Tổ 1", ("Xóm Chùa", "Chùa")), ("Tổ 2", ())])
    with store.unit() as uow:
        uow.ward.set_neighbourhoods([("Tổ 2", ("Xóm Bến",)), ("Tổ 3", ())])
        assert [(n.name, n.aliases) for n in uow.ward.neighbourhoods()] == [
            ("Tổ 1", ("Xóm Chùa", "Chùa")), ("Tổ 2", ()), ("Tổ 3", ()),
        ]  # fmt: skip


def test_the_ward_is_made_once_and_follows_the_settings(store: Store) -> None:
    with store.unit() as uow:
        again = ensure_ward(uow.session, "BD", "Tên mới", "0225 000 0114")
        assert again == uow.ward_id
        assert ensure_ward(uow.session, "HB", "Phường khác", "1") != again
    with store.unit() as uow:
        assert (uow.ward.get().name, uow.ward.get().phone) == ("Tên mới", "0225 000 0114")


def test_the_last_word_on_a_group_counts_and_moves_with_it(store: Store) -> None:
    admin = GroupStanding("administrator", frozenset({"can_pin_messages", "can_delete_messages"}))
    with store.unit() as uow:
        assert uow.groups.get(-5) is None
        uow.groups.note(-5, GroupStanding("member", frozenset()))
        uow.groups.note(-5, admin)
        uow.groups.move(-5, -1005)
        uow.groups.move(-6, -1006)
    with store.unit() as uow:
        assert uow.groups.get(-1005) == admin
        assert uow.groups.get(-1006) is None
        uow.groups.note(-1005, GroupStanding("kicked", frozenset()))
        uow.groups.move(-5, -1005)
        standing = uow.groups.get(-1005)
        assert standing is not None
        assert standing.status == "kicked", "what Telegram said of the new group itself is newer"

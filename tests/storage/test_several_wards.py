"""Two wards in one database: each store keeps to its ward, and accounts know theirs."""

from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.domain.people import Role
from storage.unit_of_work import UnitOfWork
from storage.wards import ensure_home, ensure_ward
from tests.storage.conftest import Store


def _hong_bang(uow: UnitOfWork) -> UnitOfWork:
    return uow.for_ward(
        ensure_ward(uow.session, "HB", "Công an phường Hồng Bàng", "0225 000 0200", centre="20.9,106.7")
    )


def test_the_home_ward_follows_the_settings_and_a_further_one_its_row(store: Store) -> None:
    settings = store.workplace.settings.model_copy(update={"ward_phone": "113", "ward_centre": "20.8, 106.6"})
    with store.unit() as uow:
        assert ensure_home(uow.session, settings) == uow.ward_id
    with store.unit() as uow:
        there = _hong_bang(uow)
        home, other = uow.ward.profile, there.ward.profile
        assert (home.code, home.phone, home.centre, home.hours) == ("BD", "113", (20.8, 106.6), settings.ward_hours)
        assert (other.code, other.phone, other.centre, other.radius_m) == ("HB", "0225 000 0200", (20.9, 106.7), 3000)


def test_a_further_ward_is_open_once_its_group_is_linked(store: Store) -> None:
    with store.unit() as uow:
        there = _hong_bang(uow)
        assert uow.wards.only() == uow.ward_id
        assert not uow.ward.profile.others
        assert there.ward.profile.others, "the home ward is always open"
    with store.unit() as uow:
        _hong_bang(uow).ward.link_group(-2)
    with store.unit() as uow:
        assert uow.wards.only() is None
        assert uow.ward.profile.others
        assert [ward.code for ward in uow.wards.open()] == ["BD", "HB"]
        assert uow.wards.of_group(-2) == _hong_bang(uow).ward_id
        assert uow.wards.of_group(-3) is None


def test_a_group_is_linked_to_one_ward(store: Store) -> None:
    with store.unit() as uow:
        uow.ward.link_group(-1)
        _hong_bang(uow)
    with Session(store.engine) as session:
        store.workplace.unit(session).for_ward(2).ward.link_group(-1)
        with pytest.raises(IntegrityError):
            session.flush()


def test_who_comes_while_there_is_one_ward_belongs_to_it(store: Store) -> None:
    with store.unit() as uow:
        early = uow.people.meet(1)
        _hong_bang(uow).ward.link_group(-2)
    with store.unit() as uow:
        late = uow.people.meet(2)
        assert uow.people.ward_of(early) == uow.ward_id
        assert uow.people.ward_of(late) is None
        assert uow.people.ward_of("nobody") is None
        there = _hong_bang(uow)
        there.people.settle_in(late)
        assert uow.people.ward_of(late) == there.ward_id


def test_a_role_counts_in_its_ward_only(store: Store) -> None:
    with store.unit() as uow:
        there, key = _hong_bang(uow), uow.people.meet(1)
        uow.people.enrol(key, "An", Role.OFFICER)
        assert there.people.member(key) is None
        assert there.people.with_role(Role.OFFICER) == []
        assert there.people.role_elsewhere(key) == uow.ward_id
        assert not there.people.suspend(key), "another ward's group is not theirs to leave"
        assert uow.people.suspend(key)
        assert there.people.role_elsewhere(key) is None
        moved = there.people.enrol(key, "An", Role.COMMANDER)
        assert (moved.ward_id, moved.roles) == (there.ward_id, {Role.COMMANDER})
        assert uow.people.member(key) is None
        assert uow.people.ward_of(key) == there.ward_id


def test_a_tip_is_neither_seen_nor_changed_from_another_ward(store: Store) -> None:
    tip = store.tip()
    with store.unit() as uow:
        there, code = _hong_bang(uow), uow.tips.view(tip).code
        officer = there.people.enrol(there.people.meet(5), "Dũng", Role.OFFICER)
        with pytest.raises(LookupError):
            there.tips.view(tip)
        assert there.tips.status(tip) is None
        assert there.tips.find(code) is None
        assert not there.tips.acknowledge(tip, officer.id)
        assert not there.tips.ask_protection(tip)
        assert not there.tips.set_no_reply(tip, True)
        assert there.tips.unacknowledged() == []
        assert there.for_tip(tip).ward_id == uow.ward_id
        reporter = uow.vault.account_of(tip)
        assert there.tips.of_reporter(reporter, code) == tip, "its reporter finds it from everywhere"
        assert there.tips.of_reporter("somebody", code) is None


def test_units_of_one_transaction_share_what_came_in_and_what_is_known_of_accounts(store: Store) -> None:
    with store.unit() as uow:
        there = _hong_bang(uow)
        assert there.inbox is uow.inbox
        assert there.for_ward(there.ward_id) is there
        assert replace(there).now == uow.now

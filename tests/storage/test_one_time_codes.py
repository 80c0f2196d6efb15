"""A code works once, for its purpose, for 24 hours, and is kept as a fingerprint only."""

from sqlalchemy import text

from bot.domain.people import Role
from storage.one_time_codes import Purpose
from storage.wards import ensure_ward
from tests.storage.conftest import Store


def test_a_code_is_used_once_and_brings_what_it_was_made_for(store: Store) -> None:
    with store.unit() as uow:
        host = uow.people.enrol(uow.people.meet(1), "Hải", Role.ADMIN)
        code = uow.codes.make(Purpose.INVITE, role=Role.OFFICER, made_by=host.id)
    assert len(code) == 22
    with store.unit() as uow:
        grant = uow.codes.use(code, Purpose.FIRST_ADMIN, Purpose.INVITE)
        assert grant is not None
        assert (grant.purpose, grant.role, grant.made_by) == (Purpose.INVITE, Role.OFFICER, host.id)
        assert uow.codes.use(code, Purpose.INVITE) is None
    with store.unit() as uow:
        assert uow.codes.use(code, Purpose.INVITE) is None


def test_a_code_opens_nothing_else(store: Store) -> None:
    with store.unit() as uow:
        code = uow.codes.make(Purpose.LINK_GROUP)
        assert uow.codes.use(code, Purpose.INVITE, Purpose.FIRST_ADMIN) is None
        assert uow.codes.use(code + "x", Purpose.LINK_GROUP) is None
        assert uow.codes.use("", Purpose.LINK_GROUP) is None
        assert uow.codes.use(code, Purpose.LINK_GROUP) is not None


def test_a_code_is_for_the_ward_that_made_it_wherever_it_is_used(store: Store) -> None:
    with store.unit() as uow:
        other = uow.for_ward(ensure_ward(uow.session, "HB", "Công an phường Hồng Bàng", "0225 000 0200"))
        code = other.codes.make(Purpose.LINK_GROUP)
        grant = uow.codes.use(code, Purpose.LINK_GROUP)
        assert grant is not None
        assert grant.ward_id == other.ward_id != uow.ward_id


def test_a_code_lives_for_24_hours(store: Store) -> None:
    with store.unit() as uow:
        early, late = uow.codes.make(Purpose.LINK_GROUP), uow.codes.make(Purpose.LINK_GROUP)
    store.passes(hours=23, minutes=59, seconds=59)
    with store.unit() as uow:
        assert uow.codes.use(early, Purpose.LINK_GROUP) is not None
    store.passes(seconds=1)
    with store.unit() as uow:
        assert uow.codes.use(late, Purpose.LINK_GROUP) is None


def test_the_database_does_not_know_the_code(store: Store) -> None:
    with store.unit() as uow:
        code = uow.codes.make(Purpose.LINK_GROUP)
    with store.engine.connect() as connection:
        rows = str(connection.execute(text("SELECT * FROM one_time_code")).all())
    assert code not in rows

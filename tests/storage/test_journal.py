"""The journal only grows, and the database itself sees to that."""

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from bot.domain.people import Role
from storage.models import Journal
from tests.storage.conftest import Store


def test_a_line_says_who_did_what_to_which_tip_and_when(store: Store) -> None:
    tip = store.tip()
    with store.unit() as uow:
        officer = uow.people.enrol(uow.people.meet(1), "An", Role.OFFICER)
        uow.journal.note("read", tip_id=tip, person_id=officer.id, detail="version 1")
    with store.unit() as uow:
        (line,) = uow.session.scalars(select(Journal))
        assert (line.deed, line.tip_id, line.person_id, line.detail) == ("read", tip, officer.id, "version 1")
        assert (line.at, line.ward_id) == (uow.now, uow.ward_id)


@pytest.mark.parametrize("change", ["UPDATE journal SET deed = 'nothing'", "DELETE FROM journal"])
def test_nobody_changes_or_deletes_a_line(store: Store, change: str) -> None:
    with store.unit() as uow:
        uow.journal.note("acknowledged")
    with pytest.raises(DatabaseError, match="append-only"), store.engine.begin() as connection:
        connection.execute(text(change))
    with store.unit() as uow:
        assert [line.deed for line in uow.session.scalars(select(Journal))] == ["acknowledged"]

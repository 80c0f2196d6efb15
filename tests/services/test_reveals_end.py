"""The end of a reveal: whatever became of one tip meanwhile, what every officer sees is taken away."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.domain.delivery import Kind
from bot.domain.people import Member, Role
from bot.domain.retention import shifted
from bot.domain.reveals import RevealState
from bot.domain.screen import Screen, phrase
from bot.domain.tip import Status
from bot.services.identity.showing import end_reveals
from bot.services.retention.erasing import erase_when_due
from bot.services.retention.warning import warn_of_erasing
from storage.models import OUTBOX, Reveal, Tip, Vault
from storage.outbox import Payload, to_account
from storage.unit_of_work import UnitOfWork
from tests.storage.conftest import Store


@pytest.fixture
def an(store: Store) -> Member:
    """Of the duty desk."""
    with store.unit() as uow:
        return uow.people.enrol(uow.people.meet(6_100_000_011), "An", Role.OFFICER)


def _seen(store: Store, an: Member, tip_id: int) -> int:
    """An sees who reported it, for half an hour. Returns the outgoing row of the message."""
    with store.unit() as uow:
        reveal = uow.reveals.ask(tip_id, an.id, "Cần hẹn", uow.now + timedelta(hours=24))
        uow.reveals.decide(reveal, an.id, RevealState.APPROVED, uow.now + timedelta(hours=24))
        row = uow.outbox.add(to_account(an.account_key), Kind.NOTICE, Payload(screen=Screen((phrase("x"),))))
        assert row is not None
        uow.reveals.sends(reveal, row)
        uow.reveals.show(reveal, uow.now + timedelta(minutes=30))
        return row


def _ended(uow: UnitOfWork) -> tuple[set[RevealState], list[int]]:
    """The states of all reveals, and which messages are to be taken away."""
    taken = select(OUTBOX.c.edits).where(OUTBOX.c.kind == Kind.ERASE).order_by(OUTBOX.c.edits)
    return set(uow.session.scalars(select(Reveal.state))), list(uow.session.scalars(taken))


def test_what_was_joined_to_a_tip_is_not_erased_while_somebody_sees_who_reported_it(store: Store, an: Member) -> None:
    first, second, third = (store.tip(name) for name in ("first", "second", "third"))
    with store.unit() as uow:
        uow.session.execute(update(Tip).values(status=Status.CLOSED, closed_at=uow.now))
        for tip_id, to in ((second, first), (third, second)):
            uow.session.execute(update(Tip).where(Tip.id == tip_id).values(duplicate_of=to))
    months = store.workplace.settings.retention_months
    store.clock.advance(shifted(store.clock.now(), months) - store.clock.now() - timedelta(days=20))
    with store.unit() as uow:
        assert warn_of_erasing(uow) == 1
    store.passes(days=31)
    row = _seen(store, an, third)
    with store.unit() as uow:
        assert erase_when_due(uow) == 0
    store.passes(minutes=31)
    with store.unit() as uow:
        assert end_reveals(uow) == 1
        assert _ended(uow) == ({RevealState.ENDED}, [row])
        assert erase_when_due(uow) == 1


def test_the_end_of_all_does_not_depend_on_a_tip_that_is_erased_or_whose_key_is_lost(store: Store, an: Member) -> None:
    erased, unreadable, other = (store.tip(name) for name in ("erased", "unreadable", "other"))
    rows = [_seen(store, an, tip_id) for tip_id in (erased, unreadable, other)]
    with store.unit() as uow:
        uow.retention.erased([erased])
        uow.eraser.erase(erased)
        uow.session.execute(update(Vault).where(Vault.tip_id == unreadable).values(data_key=b"x" * 60))
    store.passes(minutes=31)
    with store.unit() as uow:
        assert end_reveals(uow) == 3
        assert _ended(uow) == ({RevealState.ENDED}, rows)
        assert end_reveals(uow) == 0
        told = select(OUTBOX.c.once).where(OUTBOX.c.once.like("revealed:%"))
        assert {once.rpartition(":")[2] for once in uow.session.scalars(told)} == {str(unreadable), str(other)}

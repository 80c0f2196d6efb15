"""A draft becomes one tip; changes are conditional; what was said first stays."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from bot.domain.ladders import Lack
from bot.domain.people import Role
from bot.domain.tip import Category, ReporterKind, Status, Urgency
from storage.models import Tip
from storage.tips import MANY_VERSIONS
from tests.storage.conftest import Store, told


def test_a_draft_becomes_one_tip(store: Store) -> None:
    tip = store.tip("d1")
    with store.unit() as uow:
        again = uow.tips.create(
            "d1", uow.people.meet(2), told(), prefix="BD", reporter=ReporterKind.RESIDENT, confirmed=True,
            received_at=uow.now,
        )  # fmt: skip
        assert again is None
        assert uow.tips.by_draft("d1") == tip
        assert uow.tips.by_draft("d2") is None


def test_the_database_refuses_a_second_tip_of_a_draft_whatever_the_code_says(store: Store) -> None:
    first = store.tip("d1")
    second = store.tip("d2")
    with pytest.raises(IntegrityError), store.unit() as uow:
        uow.session.get_one(Tip, second).draft_id = "d1"
    with pytest.raises(IntegrityError), store.unit() as uow:
        uow.session.get_one(Tip, second).code = uow.tips.view(first).code


def test_the_first_officer_wins(store: Store) -> None:
    tip = store.tip()
    with store.unit() as uow:
        an, binh = (uow.people.enrol(uow.people.meet(n), str(n), Role.OFFICER) for n in (1, 2))
    store.passes(minutes=1)
    with store.unit() as uow:
        assert uow.tips.acknowledge(tip, an.id)
        taken_at = uow.now
    store.passes(minutes=1)
    with store.unit() as uow:
        assert not uow.tips.acknowledge(tip, binh.id)
        view = uow.tips.view(tip)
        assert (view.status, view.acknowledged_by, view.acknowledged_at) == (Status.ACKNOWLEDGED, an.id, taken_at)
        assert not uow.tips.acknowledge(999, an.id)


@pytest.mark.parametrize(
    "change",
    [
        lambda tips, tip: tips.posted(tip),
        lambda tips, tip: tips.seen(tip, 1),
        lambda tips, tip: tips.set_reachable(tip, False),
        lambda tips, tip: tips.ask_protection(tip),
        lambda tips, tip: tips.set_no_reply(tip, True),
    ],
)
def test_a_change_is_news_once(store: Store, change) -> None:  # type: ignore[no-untyped-def]
    tip = store.tip()
    with store.unit() as uow:
        assert change(uow.tips, tip)
        revision = uow.tips.view(tip).revision
        assert not change(uow.tips, tip)
        assert uow.tips.view(tip).revision == revision


def test_every_version_stays_readable(store: Store) -> None:
    tip = store.tip()
    store.passes(minutes=3)
    with store.unit() as uow:
        assert uow.tips.write(tip, told("Mất trộm hai xe", urgency=Urgency.DANGER), confirmed=True) == 2
        assert uow.tips.content(tip, 1).told == "Mất trộm xe"
        assert uow.tips.content(tip, 2).told == "Mất trộm hai xe"
        assert uow.tips.view(tip).urgency is Urgency.DANGER
        assert uow.tips.written_at(tip, 2) - uow.tips.written_at(tip, 1) == timedelta(minutes=3)


def test_who_writes_without_end_does_not_fill_the_disk(store: Store) -> None:
    """From some hundred versions on, what nobody has looked at gives way to what comes next."""
    tip = store.tip()
    with store.unit() as uow:
        assert [uow.tips.write(tip, told(f"Mất {n} xe")) for n in (2, 3)] == [2, 3]
        for n in range(4, MANY_VERSIONS + 1):
            uow.tips.write(tip, told(f"Mất {n} xe"))
        revision = uow.tips.view(tip).revision
        assert [uow.tips.write(tip, told(f"Mất {n} xe")) for n in (900, 901)] == [MANY_VERSIONS] * 2
        assert uow.tips.view(tip).revision == revision + 2, "cards are redrawn all the same"
        uow.tips.seen(tip, MANY_VERSIONS)
        assert uow.tips.write(tip, told("Mất 902 xe")) == MANY_VERSIONS + 1
        kept = {n: uow.tips.content(tip, n).told for n in (1, 2, MANY_VERSIONS, MANY_VERSIONS + 1)}
    assert kept == {1: "Mất trộm xe", 2: "Mất 2 xe", MANY_VERSIONS: "Mất 901 xe", MANY_VERSIONS + 1: "Mất 902 xe"}


def test_whom_to_call_lies_in_the_vault_alone(store: Store) -> None:
    tip = store.tip(phone="0900000123", guardian="Mẹ, 0900000124")
    with store.unit() as uow:
        content = uow.tips.content(tip, 1)
        assert (content.phone, content.guardian) == (None, "")
        assert uow.vault.account_of(tip) == uow.people.meet(6_100_000_001)
        with pytest.raises(LookupError):
            uow.vault.account_of(tip + 1)
        assert uow.vault.tips_of(uow.people.meet(6_100_000_001)) == [tip]


def test_what_was_said_is_not_in_the_database_in_clear(store: Store) -> None:
    store.tip(story="Thằng Tí trộm xe nhà tôi")
    with store.engine.connect() as connection:
        rows = [connection.execute(text(f"SELECT * FROM {table}")).all() for table in ("tip", "tip_version", "vault")]
    raw = b"".join(bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode()
                   for table in rows for row in table for cell in row)  # fmt: skip
    assert "Thằng Tí".encode() not in raw


def test_new_tips_are_listed_danger_first_then_the_longest_waiting(store: Store) -> None:
    calm = store.tip("a")
    store.passes(minutes=1)
    later = store.tip("b")
    urgent = store.tip("c", urgency=Urgency.URGENT)
    danger = store.tip("d", urgency=Urgency.DANGER)
    with store.unit() as uow:
        for tip in (calm, later, urgent, danger):
            uow.reminders.begin(tip, Lack.ACKNOWLEDGEMENT, "{}", uow.now, uow.now, uow.now)
    with store.unit() as uow:
        assert [tip.id for tip in uow.tips.unacknowledged()] == [danger, urgent, calm, later]
        assert [tip.id for tip in uow.tips.unacknowledged([later, urgent])] == [urgent, later]
        officer = uow.people.enrol(uow.people.meet(1), "An", Role.OFFICER)
        uow.tips.acknowledge(danger, officer.id)
        assert danger not in [tip.id for tip in uow.tips.unacknowledged()]


def test_a_period_holds_its_start_and_not_its_end(store: Store) -> None:
    with store.unit() as uow:
        start = uow.now
    store.tip("a")
    store.passes(hours=1)
    store.tip("b", category=Category.DRUGS)
    with store.unit() as uow:
        end = uow.now
        officer = uow.people.enrol(uow.people.meet(1), "An", Role.OFFICER)
        uow.tips.acknowledge(uow.tips.by_draft("a") or 0, officer.id)
    with store.unit() as uow:
        assert uow.tips.counts(start, end) == {Category.THEFT: 1}
        assert uow.tips.counts(end, end + timedelta(hours=1)) == {Category.DRUGS: 1}
        assert uow.tips.acknowledged_between(start, end) == 0
        assert uow.tips.acknowledged_between(end, end + timedelta(seconds=1)) == 1
        assert uow.tips.median_wait(start, end) is None
        assert uow.tips.median_wait(start, end + timedelta(seconds=1)) == timedelta(hours=1)
        assert uow.tips.count_acknowledged() == 1

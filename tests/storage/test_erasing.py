"""What is erased, when, once; what is kept, opened again or restored from a backup is judged anew."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import LargeBinary, func, select, update
from sqlalchemy.orm import Session

from bot.domain.content import EvidenceKind
from bot.domain.delivery import Kind
from bot.domain.retention import Erasing, TipErased, shifted
from bot.domain.screen import Screen, phrase
from bot.domain.tip import Status
from bot.services.retention.erasing import erase_again, erase_when_due
from bot.services.retention.warning import warn_of_erasing
from bot.services.speak import tell
from storage.evidence import Source
from storage.models import OUTBOX, Account, Base, EvidenceFile, OutboxState, Tip, Vault
from storage.reconcile import reconcile
from storage.reseal import OTHER_BYTES
from storage.traces import TRACES
from tests.filled import Reporter, fill, folder_in
from tests.storage.conftest import Store

MONTHS = 3


@pytest.fixture
def store(store: Store) -> Store:
    """Tips are kept for three months."""
    settings = store.workplace.settings.model_copy(update={"retention_months": MONTHS})
    store.workplace = replace(store.workplace, settings=settings)
    return store


def _closed(store: Store, draft: str = "draft") -> int:
    tip_id = store.tip(draft)
    _change(store, tip_id, status=Status.CLOSED, closed_at=store.clock.now())
    return tip_id


def _change(store: Store, tip_id: int, **values: object) -> None:
    with store.unit() as uow:
        uow.session.execute(update(Tip).where(Tip.id == tip_id).values(**values))


def _does(store: Store, part: Callable[..., int]) -> int:
    """As the scheduler does it: each piece in its own transaction, until there is no more."""
    done = 0
    while True:
        with store.unit() as uow:
            some = part(uow)
        if not some:
            return done
        done += some


def _warned_of(store: Store) -> int:
    store.passes(days=65)
    return _does(store, warn_of_erasing)


def _erased(store: Store) -> list[int]:
    _does(store, erase_when_due)
    with store.unit() as uow:
        return list(uow.session.scalars(select(Tip.id).where(Tip.erased_at.is_not(None)).order_by(Tip.id)))


def test_nobody_is_woken_and_nothing_goes_before_a_month_after_the_warning(store: Store) -> None:
    tip_id = _closed(store)
    store.passes(days=300, hours=14)  # 23:00
    assert (_does(store, warn_of_erasing), _erased(store)) == (0, [])
    store.passes(hours=8)
    assert (_does(store, warn_of_erasing), _does(store, warn_of_erasing)) == (1, 0)
    store.passes(days=29, hours=23)
    assert _erased(store) == []
    store.passes(hours=1)
    assert _erased(store) == [tip_id]


def test_what_is_near_is_warned_of_together(store: Store) -> None:
    _closed(store, "a")
    store.passes(days=6)
    _closed(store, "b")
    store.passes(days=6)
    _closed(store, "c")
    store.passes(days=50)
    assert _does(store, warn_of_erasing) == 2
    assert _does(store, warn_of_erasing) == 0


def test_a_tip_that_is_open_again_or_kept_or_a_drill_stays_and_is_announced_anew(store: Store) -> None:
    opened, kept, drill, old = (_closed(store, name) for name in ("opened", "kept", "drill", "old"))
    _change(store, drill, drill=True)
    assert _warned_of(store) == 3
    _change(store, opened, status=Status.VERIFYING, closed_at=None)
    with store.unit() as uow:
        until = shifted(store.clock.now(), 12)
        assert uow.retention.keep(kept, until)
    store.passes(days=31)
    _change(store, opened, status=Status.CLOSED, closed_at=store.clock.now())
    assert _erased(store) == [old]
    store.passes(days=400)
    assert _erased(store) == [old]
    assert _does(store, warn_of_erasing) == 2
    store.passes(days=31)
    assert _erased(store) == [opened, kept, old]
    with store.unit() as uow:
        assert not uow.retention.keep(old, store.clock.now())
        with pytest.raises(TipErased):
            uow.tips.view(old)


def test_a_duplicate_waits_for_its_first_and_the_first_for_its_duplicates(store: Store) -> None:
    first, second = _closed(store, "first"), _closed(store, "second")
    _change(store, second, duplicate_of=first)
    assert _warned_of(store) == 1
    _change(store, second, closed_at=store.clock.now())
    store.passes(days=40)
    assert _erased(store) == []
    store.passes(days=60)
    assert _erased(store) == [first, second]


def test_the_first_waits_for_a_duplicate_of_its_duplicate(store: Store) -> None:
    first, second, third = (_closed(store, name) for name in ("first", "second", "third"))
    _change(store, second, duplicate_of=first)
    _change(store, third, duplicate_of=second)
    assert _warned_of(store) == 1
    _change(store, third, closed_at=store.clock.now())
    store.passes(days=40)
    assert (_does(store, warn_of_erasing), _erased(store)) == (0, [])
    _change(store, third, closed_at=None)
    store.passes(days=400)
    assert _erased(store) == []
    _change(store, third, closed_at=shifted(store.clock.now(), -MONTHS))
    assert _erased(store) == [first, second, third]


def test_only_one_of_two_erases_and_a_unit_that_dies_halfway_leaves_everything(store: Store) -> None:
    tip_id = _closed(store)
    _warned_of(store)
    store.passes(days=31)
    with Session(store.engine) as session:
        assert erase_when_due(store.workplace.unit(session)) == 1
        session.rollback()
    with store.unit() as uow:
        assert uow.tips.view(tip_id).content.told
        edge = shifted(uow.now, -MONTHS)
        (due,) = uow.retention.due(Erasing.ALL, edge, 9)
        assert uow.retention.claim(due, Erasing.ALL, edge)
        assert not uow.retention.claim(due, Erasing.ALL, edge)


def test_what_had_been_announced_before_the_backup_is_erased_again_and_nothing_that_had_not(store: Store) -> None:
    """The machine was dead, as in any outage: what ran out meanwhile is announced first, and may still be kept."""
    announced, kept = _closed(store, "announced"), _closed(store, "kept")
    _change(store, kept, kept_until=shifted(store.clock.now(), MONTHS) + timedelta(days=20))
    assert _warned_of(store) == 1
    meanwhile = _closed(store, "meanwhile")
    store.passes(days=25)
    made_at = store.clock.now()
    store.passes(days=29)
    _change(store, meanwhile, closed_at=shifted(made_at, -MONTHS) + timedelta(days=3))
    with store.unit() as uow:
        assert erase_again(uow, made_at, store.clock.now()) == 1
    assert _erased(store) == [announced]
    assert _does(store, warn_of_erasing) == 2
    store.passes(days=29)
    assert _erased(store) == [announced]
    store.passes(days=1)
    assert _erased(store) == [announced, kept, meanwhile]


def test_what_the_lost_installation_erased_does_not_come_back_from_an_old_backup(store: Store) -> None:
    names = ("long over", "meanwhile", "kept", "first", "second", "after the loss")
    long_over, meanwhile, kept, first, second, after = (_closed(store, name) for name in names)
    made_at = store.clock.now()
    lost_at = made_at + timedelta(days=40)
    over_at = {long_over: -1, meanwhile: 1, kept: -9, first: -9, second: 40, after: 41}
    for tip_id, days in over_at.items():
        _change(store, tip_id, closed_at=shifted(made_at + timedelta(days=days), -MONTHS))
    _change(store, kept, kept_until=made_at + timedelta(days=39))
    _change(store, second, duplicate_of=first)
    store.passes(days=100)
    with store.unit() as uow:
        assert erase_again(uow, made_at, lost_at) == 3
    assert _erased(store) == [meanwhile, kept, first, second]
    assert _does(store, warn_of_erasing) == 2
    store.passes(days=30)
    assert _erased(store) == [long_over, meanwhile, kept, first, second, after]


def test_of_a_tip_with_everything_no_sealed_byte_is_left(store: Store, tmp_path) -> None:  # type: ignore[no-untyped-def]
    with store.unit() as uow:
        tip_id = fill(uow, folder_in(tmp_path, uow), Reporter(1))
    _change(store, tip_id, status=Status.CLOSED, closed_at=store.clock.now())
    _warned_of(store)
    store.passes(days=31)
    assert _erased(store) == [tip_id]
    with store.unit() as uow:
        assert uow.session.scalar(select(func.count()).select_from(Vault)) == 0
        assert uow.evidence.claim_discarded(9) == [1]
        assert uow.session.get_one(EvidenceFile, 1).key is None
        left = {name: _bytes_in(uow.session, name) for name in OTHER_BYTES if not name.startswith("journal")}
        assert not any(left.values()), left
        lacking = reconcile(uow.session, uow.keyring, tmp_path)
        assert not any(numbers for question, numbers in lacking.items() if question.startswith("tips")), lacking


def _bytes_in(session, name: str) -> int:  # type: ignore[no-untyped-def]
    table, _, column = name.partition(".")
    cell = Base.metadata.tables[table].c[column]
    assert isinstance(cell.type, LargeBinary)
    return sum(bool(value) for value in session.scalars(select(cell)))


def test_a_tip_whose_key_is_lost_can_still_be_erased(store: Store) -> None:
    tip_id = _closed(store)
    with store.unit() as uow:
        uow.session.execute(update(Vault).values(data_key=b"x" * 60, identity=b"y" * 60))
    _warned_of(store)
    store.passes(days=31)
    assert _erased(store) == [tip_id]


def test_only_what_was_for_its_reporter_or_about_the_tip_is_said_no_more(store: Store) -> None:
    """An alarm ends in the number of whom it is for, as the name of a letter about a tip ends in the tip's."""
    tip_id = _closed(store)
    with store.unit() as uow:
        reporter, boss = uow.people.meet(6_100_000_001), uow.people.meet(6_100_000_002)
        for account, once in ((reporter, "closed:9:{}"), (boss, "unreadable:77:{}"), (boss, "approve:5:{}")):
            tell(uow, account, Screen((phrase("x"),)), Kind.NOTICE, once=once.format(tip_id))
        uow.eraser.erase(tip_id)
        waiting = select(OUTBOX.c.once).where(OUTBOX.c.state == OutboxState.WAITING).order_by(OUTBOX.c.id)
        assert uow.session.scalars(waiting).all() == [f"unreadable:77:{tip_id}", f"approve:5:{tip_id}"]


@pytest.mark.parametrize("what", ["forget_reporter", "forget_updates"])
def test_what_is_forgotten_on_request_does_not_stay_in_the_log_of_changes_either(store: Store, what: str) -> None:
    tip_id = store.tip("a")
    with store.unit() as uow:
        info = uow.session.connection().info
        info[TRACES] = False
        getattr(uow.eraser, what)(*((tip_id,) if what == "forget_reporter" else ()), "k")
        assert info[TRACES], "it is emptied after the commit"


def test_a_photo_that_was_discarded_keeps_nobody_known(store: Store) -> None:
    _closed(store)
    with store.unit() as uow:
        key = uow.people.meet(6_100_000_001)
        source = Source("f", name="Nguyen Van A.jpg")
        photo = uow.evidence.add(key, 77, EvidenceKind.PHOTO, source, size=1, album="album")
        uow.evidence.discard([photo])
    _warned_of(store)
    store.passes(days=31)
    _erased(store)
    with store.unit() as uow:
        assert uow.session.scalars(select(Account.key)).all() == []
        row = uow.session.get_one(EvidenceFile, photo)
        assert (row.account_key, row.message_id, row.album, row.size) == (f"erased {photo}", 0, None, None)
        assert uow.evidence.source(photo) == Source("")
        assert uow.evidence.claim_discarded(9) == [photo], "its file still goes"

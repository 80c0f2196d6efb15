"""A trouble is spoken of once, again after its time, by one of several who see it; and its end is news once."""

from datetime import timedelta

from tests.storage.conftest import Store

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def _notice(store: Store, patience: timedelta = timedelta()) -> bool:
    with store.unit() as uow:
        return uow.watch.notice("trouble", HOUR, patience)


def _over(store: Store) -> bool:
    with store.unit() as uow:
        return uow.watch.over("trouble")


def test_it_is_said_once_an_hour_and_its_end_once(store: Store) -> None:
    assert [_notice(store), _notice(store)] == [True, False]
    store.passes(minutes=59)
    assert not _notice(store)
    store.passes(minutes=1)
    assert [_notice(store), _notice(store)] == [True, False]
    assert [_over(store), _over(store)] == [True, False]
    assert _notice(store), "what comes again is news again"


def test_what_goes_away_by_itself_is_not_spoken_of(store: Store) -> None:
    assert not _notice(store, MINUTE)
    store.passes(seconds=59)
    assert not _notice(store, MINUTE)
    assert not _over(store)
    store.passes(seconds=1)
    assert not _notice(store, MINUTE), "it begins anew"
    store.passes(seconds=60)
    assert _notice(store, MINUTE)

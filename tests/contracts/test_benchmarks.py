"""What the benchmarks measure is a ward as the product has it: it can be read, searched, counted and verified."""

from datetime import timedelta

from benchmarks.tips import APART, NOW, OPEN, Filler
from bot.domain.search.request import read_request
from storage.journal_check import check_journals
from tests.storage.conftest import Store, store

__all__ = ["store"]
TIPS = OPEN + 100


def test_the_ward_that_is_measured_is_like_a_real_one(store: Store) -> None:
    with store.unit() as uow:
        Filler(uow, TIPS).fill()
    with store.unit() as uow:
        assert uow.tips.view(TIPS).content.told.endswith(f"0912{TIPS:06}")
        wanted = read_request("0912 000 005", uow.now.astimezone(uow.settings.timezone), ())
        assert [tip.id for tip in uow.searches.find(wanted, 0, 9)] == [5]
        figures, lines = uow.figures.with_lines(NOW - APART * (TIPS + 1), NOW + timedelta(hours=1))
        assert (figures.received_total, len(lines), figures.acknowledged) == (TIPS, TIPS, TIPS)
        assert uow.tips.count_acknowledged() == OPEN
        assert uow.balance.of(NOW - timedelta(days=1), NOW).cardless == ()
    assert check_journals(store.engine, store.workplace.keyring.journal) == (2 * TIPS, None)

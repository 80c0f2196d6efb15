"""What belongs together and is not there is found, from both sides; a healthy database has nothing to answer for."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import delete, select, text, update

from storage.models import INBOX, OUTBOX, EvidenceFile, InboxState, OutboxState, Tip, TipVersion, Vault
from storage.reconcile import QUESTIONS, reconcile
from storage.unit_of_work import UnitOfWork
from tests.filled import Reporter, fill, folder_in
from tests.storage.conftest import Store

Harm = Callable[[UnitOfWork, Path], object]


@pytest.fixture
def filled(store: Store, tmp_path: Path) -> Store:
    """Three tips with all that is theirs."""
    for number in range(3):
        with store.unit() as uow:
            fill(uow, folder_in(tmp_path, uow), Reporter(number))
    return store


def _asked(store: Store, tmp_path: Path) -> dict[str, list[int]]:
    with store.unit() as uow:
        return reconcile(uow.session, uow.keyring, tmp_path / "evidence")


def _row(table, number: int, **values: object) -> Harm:  # type: ignore[no-untyped-def]
    return lambda uow, _: uow.session.execute(update(table).where(table.c.id == number).values(**values))


def _without(kind: str) -> Harm:
    return lambda uow, _: uow.session.execute(delete(OUTBOX).where(OUTBOX.c.tip_id == 2, OUTBOX.c.kind == kind))


FILES = EvidenceFile.__table__
THE_THIRD = select(Vault.identity).where(Vault.tip_id == 3).scalar_subquery()
HARMS: dict[str, Harm] = {
    "tips-without-card": _without("card"),
    "cards-not-posted": lambda uow, _: uow.session.execute(
        update(OUTBOX).where(OUTBOX.c.tip_id == 2, OUTBOX.c.kind == "card").values(state=OutboxState.QUARANTINED)
    ),
    "tips-without-receipt": _without("receipt"),
    "tips-without-version": lambda uow, _: uow.session.execute(delete(TipVersion).where(TipVersion.tip_id == 2)),
    "updates-set-aside": _row(INBOX, 2, state=InboxState.QUARANTINED),
    "letters-set-aside": _row(OUTBOX, 2, state=OutboxState.QUARANTINED),
    "files-given-up": _row(FILES, 2, state="lost"),
    "files-without-key": _row(FILES, 2, key=None),
    "tips-unreadable": lambda uow, _: uow.session.execute(
        update(Vault)
        .where(Vault.tip_id == 2)
        .values(identity=select(Vault.identity).where(Vault.tip_id == 3).scalar_subquery())
    ),
    "files-missing": lambda _, folder: (folder / "2.sealed").unlink(),
    "files-changed": lambda _, folder: (folder / "2.sealed").write_bytes(b"changed"),
    "files-of-no-row": lambda _, folder: (folder / "4.sealed").write_bytes(b"nobody's"),
}
# What else must come of the same harm.
TOO = {"cards-not-posted": {"letters-set-aside"}, "files-given-up": {"files-of-no-row"}}


def test_a_healthy_database_has_nothing_to_answer_for(filled: Store, tmp_path: Path) -> None:
    assert _asked(filled, tmp_path) == {question: [] for question in QUESTIONS}
    assert set(HARMS) == set(QUESTIONS)


@pytest.mark.parametrize("question", QUESTIONS)
def test_each_harm_is_found_with_its_number(filled: Store, tmp_path: Path, question: str) -> None:
    with filled.unit() as uow:
        HARMS[question](uow, tmp_path / "evidence")
    found = {name: numbers for name, numbers in _asked(filled, tmp_path).items() if numbers}
    expected = 4 if question == "files-of-no-row" else 2
    assert found.keys() == {question, *TOO.get(question, ())}
    assert found[question] in ([expected], [3])


def test_a_tip_that_is_closed_and_posted_needs_no_card_under_way(filled: Store, tmp_path: Path) -> None:
    with filled.unit() as uow:
        uow.postings.add(2, -100, 7, 1)
        uow.session.execute(update(Tip).where(Tip.id == 2).values(posted_at=uow.now))
        uow.session.execute(text("DELETE FROM outbox WHERE tip_id = 2 AND kind = 'card'"))
    assert _asked(filled, tmp_path)["tips-without-card"] == []

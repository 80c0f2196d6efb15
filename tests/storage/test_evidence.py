"""Files: discarded for good, given up after many refusals, and never because of an outage."""

import errno
import hashlib
from pathlib import Path

import pytest
from sqlalchemy import select, update

from bot.domain.content import EvidenceKind
from storage.evidence import LARGEST, LEASE, LONGEST_WAIT, MOST_TRIES, EvidenceFolder, Sender, Source, Spoiled
from storage.models import EvidenceFile
from tests.storage.conftest import Store


@pytest.fixture
def file(store: Store) -> int:
    """A photo that must be fetched."""
    with store.unit() as uow:
        account = uow.people.meet(6_100_000_001)
        return uow.evidence.add(account, 5, EvidenceKind.PHOTO, Source("id"), size=None, album=None)


def _row(store: Store, file: int) -> tuple[str, bytes | None, str | None]:
    with store.unit() as uow:
        columns = EvidenceFile.state, EvidenceFile.key, EvidenceFile.sha256
        state, key, sha256 = uow.session.execute(select(*columns).where(EvidenceFile.id == file)).one()
        return state, key, sha256


def test_a_file_discarded_while_it_is_fetched_stays_discarded(store: Store, file: int) -> None:
    with store.unit() as uow:
        uow.evidence.discard([file])
    with store.unit() as uow:
        assert not uow.evidence.stored(file, "a" * 64, 9)
        uow.evidence.failed(file, 0, refused=False)
        assert uow.evidence.too_big(file) is None
    assert _row(store, file) == ("discarded", None, None)


def test_a_stored_file_that_is_discarded_loses_its_key_and_is_handed_over_once(store: Store, file: int) -> None:
    with store.unit() as uow:
        (wanted,) = uow.evidence.claim_wanted(9)
        assert uow.evidence.stored(file, "a" * 64, 9)
        assert uow.evidence.get(file).wrapped_key == wanted.wrapped_key
        assert uow.evidence.claim_discarded(9) == []
    with store.unit() as uow:
        uow.evidence.discard([file])
    assert _row(store, file) == ("discarded", None, None)
    with store.unit() as uow:
        assert uow.evidence.claim_discarded(9) == [file]
    with store.unit() as uow:
        assert uow.evidence.claim_discarded(9) == []


def test_storing_again_after_a_commit_whose_answer_was_lost_keeps_the_file(store: Store, file: int) -> None:
    for _ in range(2):
        with store.unit() as uow:
            assert uow.evidence.stored(file, "a" * 64, 9)


def test_a_file_that_telegram_refuses_for_hours_is_lost(store: Store, file: int) -> None:
    assert _tries(store, refused=True) == MOST_TRIES
    assert _row(store, file)[0] == "lost"


def test_an_outage_of_days_loses_no_file(store: Store, file: int) -> None:
    _tries(store, refused=False, most=4 * MOST_TRIES)
    assert _tries(store, refused=True, most=1) == 1
    assert _row(store, file)[0] == "wanted"


def _tries(store: Store, *, refused: bool, most: int = 10 * MOST_TRIES) -> int:
    """How often the file was asked for until it was given up."""
    for number in range(most):
        with store.unit() as uow:
            wanted = uow.evidence.claim_wanted(9)
            for file in wanted:
                uow.evidence.failed(file.id, file.tries, refused=refused)
        if not wanted:
            return number
        store.passes(seconds=max(LONGEST_WAIT, LEASE).total_seconds())
    return most


ORIGINAL = b"original"
SHA256 = hashlib.sha256(ORIGINAL).hexdigest()


def test_every_read_shows_that_nothing_was_changed_since_the_receipt(store: Store, tmp_path: Path) -> None:
    folder = EvidenceFolder(tmp_path, store.workplace.keyring)
    key = _key(store, 7)
    sha256, size = folder.write(7, key, ORIGINAL)
    assert (sha256, size) == (SHA256, len(ORIGINAL))
    assert folder.read(7, key, sha256) == ORIGINAL


@pytest.mark.parametrize("harm", ["bit", "cut", "other file", "gone", "other hash", "other key"])
def test_what_was_tampered_with_is_noticed_when_it_is_read(store: Store, tmp_path: Path, harm: str) -> None:
    folder = EvidenceFolder(tmp_path, store.workplace.keyring)
    key, other_key = _key(store, 7), _key(store, 8)
    (sha256, _), _ = folder.write(7, key, ORIGINAL), folder.write(8, other_key, b"another")
    path = tmp_path / "7.sealed"
    sealed = path.read_bytes()
    match harm:
        case "bit":
            path.write_bytes(bytes([*sealed[:-1], sealed[-1] ^ 1]))
        case "cut":
            path.write_bytes(sealed[:-1])
        case "other file":
            path.write_bytes((tmp_path / "8.sealed").read_bytes())
        case "gone":
            path.unlink()
        case "other hash":
            sha256 = hashlib.sha256(b"another").hexdigest()
        case "other key":
            key = other_key
    with pytest.raises(Spoiled):
        folder.read(7, key, sha256)


def test_a_file_that_is_too_big_is_kept_by_reference(store: Store) -> None:
    """Also when its size is learnt only from the refusal to hand it out."""
    with store.unit() as uow:
        account = uow.people.meet(6_100_000_001)
        told = uow.evidence.add(account, 6, EvidenceKind.VIDEO, Source("big"), size=LARGEST + 1, album=None)
        untold = uow.evidence.add(account, 7, EvidenceKind.VIDEO, Source("bigger"), size=None, album=None)
        assert uow.evidence.get(told).state == "too_big"
        assert uow.evidence.too_big(untold) == Sender(account, None)
    with store.unit() as uow:
        assert uow.evidence.claim_wanted(9) == []
        assert [uow.evidence.source(file).file_id for file in (told, untold)] == ["big", "bigger"]
        assert [uow.evidence.get(file).state for file in (told, untold)] == ["too_big", "too_big"]


def test_a_removed_file_is_gone_and_half_ones_are_swept_away(store: Store, tmp_path: Path) -> None:
    folder = EvidenceFolder(tmp_path, store.workplace.keyring)
    folder.write(7, _key(store, 7), ORIGINAL)
    (tmp_path / "8.0123456789abcdef.part").write_bytes(b"half")
    folder.sweep()
    assert [path.name for path in tmp_path.iterdir()] == ["7.sealed"]
    for _ in range(2):
        folder.remove(7)
    assert not list(tmp_path.iterdir())


def test_a_file_keeps_the_key_of_its_first_claim(store: Store, file: int) -> None:
    keys = set()
    for _ in range(3):
        with store.unit() as uow:
            keys |= {wanted.wrapped_key for wanted in uow.evidence.claim_wanted(9)}
        store.passes(seconds=LEASE.total_seconds())
    assert len(keys) == 1
    assert _row(store, file)[1] in keys


@pytest.mark.parametrize("links", [True, False])
def test_the_first_file_stays_and_the_second_one_is_told_what_it_is(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    """Also where Telegram, or whoever is between, has handed out something else the second time."""
    if not links:
        monkeypatch.setattr("os.link", _refuses)
    folder, key = EvidenceFolder(tmp_path, store.workplace.keyring), _key(store, 7)
    for data in (ORIGINAL, b"cut off"):
        assert folder.write(7, key, data) == (SHA256, len(ORIGINAL))
        assert folder.read(7, key, SHA256) == ORIGINAL
    assert [path.name for path in tmp_path.iterdir()] == ["7.sealed"]


def test_a_file_that_nothing_opens_gives_way(store: Store, tmp_path: Path) -> None:
    """Left by a process that died before it could record the key."""
    folder, key = EvidenceFolder(tmp_path, store.workplace.keyring), _key(store, 7)
    folder.write(7, _key(store, 7), b"another")
    assert folder.write(7, key, ORIGINAL) == (SHA256, len(ORIGINAL))
    assert folder.read(7, key, SHA256) == ORIGINAL


def test_a_full_disk_is_left_without_half_files(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.fsync", _refuses)
    with pytest.raises(OSError, match="no"):
        EvidenceFolder(tmp_path, store.workplace.keyring).write(7, _key(store, 7), ORIGINAL)
    assert not list(tmp_path.iterdir())


def _key(store: Store, file: int) -> bytes:
    return store.workplace.keyring.new_data_key(f"evidence/file/{file}")[1]


def _refuses(*_: object) -> None:
    raise OSError(errno.EPERM, "no")


def test_a_file_of_which_nobody_can_read_where_it_is_holds_up_no_other(store: Store) -> None:
    with store.unit() as uow:
        key = uow.people.meet(6_100_000_001)
        ids = [uow.evidence.add(key, n, EvidenceKind.VIDEO, Source("f"), size=1, album=None) for n in (5, 6)]
        uow.session.execute(update(EvidenceFile).where(EvidenceFile.id == ids[0]).values(source=b"?"))
        assert {file.id: file.file_id for file in uow.evidence.claim_wanted(9)} == {ids[0]: "", ids[1]: "f"}

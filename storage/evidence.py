"""What was sent as evidence: a row at once, the sealed original in a file soon after, its SHA-256 in the row.

A file's key is made when it is claimed for the first time and is the row's from then on, and the first file that lies
in the folder stays: however late another process comes with the same one, the row and the file fit each other.
"""

import hashlib
import hmac
import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Update, select, update
from sqlalchemy.orm import Session

from bot.crypto import Keyring, SealBroken, sync_folder
from bot.domain.content import EvidenceKind
from bot.failpoints import failpoint
from storage.codec import open_value, seal_value
from storage.dialect import insert_into
from storage.models import EvidenceFile

_ERASED = "erased "  # and the file's id: the account of nobody
_HALF = ".part"  # how the name of a half file ends
LARGEST = 20 * 1024 * 1024
# Longer than it takes to fetch the largest file on a slow line, to store it, and to record that.
LEASE = timedelta(minutes=10)
LONGEST_WAIT = timedelta(minutes=30)
# Telegram's refusals can be of the moment: it is asked for some ten hours. An outage alone never uses that up.
OUTAGE_TRIES = 10
MOST_TRIES = 30


class Spoiled(Exception):
    """The stored original is not what was received, or is not there any more; says how that was noticed."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where the channel keeps the file, and what it said about it. Sealed: a file name may name its owner."""

    file_id: str
    mime: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class WantedFile:
    """A file that must still be fetched, and the wrapped key under which its original is to be sealed."""

    id: int
    ward_id: int
    file_id: str
    tries: int
    wrapped_key: bytes


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sent a file, and to which tip."""

    account_key: str
    tip_id: int | None


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file as an officer may see it. It has a SHA-256 once its original lies in the folder."""

    id: int
    kind: EvidenceKind
    state: str
    sha256: str | None
    wrapped_key: bytes | None


@dataclass(frozen=True, slots=True)
class ListedFile:
    """A file as a paper lists it: ``size`` in bytes, ``received_at`` UTC; a SHA-256 once its original is here."""

    kind: EvidenceKind
    state: str
    received_at: datetime
    size: int | None
    sha256: str | None


class EvidenceStore:
    """Rows of evidence."""

    def __init__(self, session: Session, keyring: Keyring, ward_id: int, now: datetime) -> None:
        self._session, self._keyring, self._ward_id, self._now = session, keyring, ward_id, now

    def add(
        self,
        account_key: str,
        message_id: int,
        kind: EvidenceKind,
        source: Source,
        *,
        size: int | None,
        album: str | None,
    ) -> int:
        """Note a file, once a message; over 20 MB it is known but cannot be fetched (Bot API, getFile)."""
        too_big = size is not None and size > LARGEST
        values = {
            "ward_id": self._ward_id,
            "account_key": account_key,
            "message_id": message_id,
            "album": self._keyring.blind(album) if album else None,
            "kind": kind,
            "source": seal_value(self._keyring.columns, _source_place(account_key, message_id), Source, source),
            "size": size,
            "state": "too_big" if too_big else "wanted",
            "received_at": self._now,
            "next_try_at": self._now,
            "tries": 0,
        }
        new_id: int | None = self._session.scalar(
            insert_into(self._session, EvidenceFile)
            .values(values)
            .on_conflict_do_nothing(index_elements=["account_key", "message_id"])
            .returning(EvidenceFile.id)
        )
        if new_id is None:
            new_id = self._session.scalars(
                select(EvidenceFile.id).where(
                    EvidenceFile.account_key == account_key, EvidenceFile.message_id == message_id
                )
            ).one()
        return new_id

    def tip_of_album(self, account_key: str, album: str) -> int | None:
        """The tip that earlier pictures of the same album belong to."""
        return self._session.scalar(
            select(EvidenceFile.tip_id)
            .where(
                EvidenceFile.account_key == account_key,
                EvidenceFile.album == self._keyring.blind(album),
                EvidenceFile.tip_id.is_not(None),
            )
            .limit(1)
        )

    def of_album(self, account_key: str, album: str) -> set[int]:
        """The pictures of an album that have come so far."""
        found = self._session.scalars(
            select(EvidenceFile.id).where(
                EvidenceFile.account_key == account_key, EvidenceFile.album == self._keyring.blind(album)
            )
        )
        return set(found)

    def attach(self, evidence_ids: Sequence[int], tip_id: int) -> None:
        """These files belong to this tip of this ward now."""
        self._session.execute(
            update(EvidenceFile).where(EvidenceFile.id.in_(evidence_ids)).values(tip_id=tip_id, ward_id=self._ward_id)
        )

    def discard(self, evidence_ids: Sequence[int]) -> None:
        """These files belong to nothing: do not fetch them, and forget the keys of those that are stored.

        Without its key a file is unreadable for good. ``claim_discarded`` hands it over for removal, after this is
        committed: a file removed before a rollback would be missed.
        """
        self._session.execute(
            update(EvidenceFile)
            .where(EvidenceFile.id.in_(evidence_ids), EvidenceFile.tip_id.is_(None))
            .values(state="discarded", key=None, sha256=None, next_try_at=self._now)
        )

    def claim_discarded(self, most: int) -> list[int]:
        """Discarded files that may still lie in the folder, each handed out once. A file that stays there because
        the process dies before it is removed has no key any more.
        """
        found = self._session.scalars(
            select(EvidenceFile.id)
            # A file of no tip, so that the index of the tips' files finds it among all others.
            .where(
                EvidenceFile.tip_id.is_(None), EvidenceFile.state == "discarded", EvidenceFile.next_try_at.is_not(None)
            )
            .limit(most)
            .with_for_update(skip_locked=True)
        ).all()
        if found:
            self._session.execute(update(EvidenceFile).where(EvidenceFile.id.in_(found)).values(next_try_at=None))
        return list(found)

    def claim_wanted(self, most: int) -> list[WantedFile]:
        """Files to fetch now; each is one process's, and left alone, until its lease runs out."""
        rows = self._session.scalars(
            select(EvidenceFile)
            .where(EvidenceFile.state == "wanted", EvidenceFile.next_try_at <= self._now)
            .order_by(EvidenceFile.next_try_at)
            .limit(most)
            .with_for_update(skip_locked=True)
        ).all()
        wanted = [self._claimed(row) for row in rows]
        self._session.flush()
        return wanted

    def _claimed(self, row: EvidenceFile) -> WantedFile:
        row.next_try_at = self._now + LEASE
        if row.key is None:
            _, row.key = self._keyring.new_data_key(_file_place(row.id))
        return WantedFile(row.id, row.ward_id, self._source_if_readable(row).file_id, row.tries, row.key)

    def stored(self, evidence_id: int, sha256: str, size: int) -> bool:
        """The sealed original, of ``size`` bytes, lies in its file. False when the file was discarded or given up
        meanwhile: nothing keeps it then.
        """
        done = self._wanted(evidence_id).values(state="stored", sha256=sha256, size=size, stored_at=self._now)
        # A unit whose commit was lost on the way runs again, and finds its own work done; or another process did it.
        return self._changes(done) or self.get(evidence_id).state == "stored"

    def failed(self, evidence_id: int, tries: int, *, refused: bool) -> None:
        """It could not be fetched; it is tried again, later and later. Files live for months on Telegram's side.

        ``refused``: Telegram answered that it has no such file; after ``MOST_TRIES`` the file counts as lost.
        """
        if refused and tries + 1 >= MOST_TRIES:
            self._changes(self._wanted(evidence_id).values(state="lost", next_try_at=None))
            return
        wait = min(timedelta(seconds=5) * 2 ** min(tries, 10), LONGEST_WAIT)
        tries = tries + 1 if refused else max(tries, min(tries + 1, OUTAGE_TRIES))
        self._changes(self._wanted(evidence_id).values(tries=tries, next_try_at=self._now + wait))

    def too_big(self, evidence_id: int) -> Sender | None:
        """It cannot be fetched, as became known only now. Who sent it, unless it was settled before."""
        who = EvidenceFile.account_key, EvidenceFile.tip_id
        found = self._wanted(evidence_id).values(state="too_big", next_try_at=None).returning(*who)
        row = self._session.execute(found).first()
        return Sender(row.account_key, row.tip_id) if row is not None else None

    def source(self, evidence_id: int) -> Source:
        """Where the channel keeps it: the only way to a file that is too big to be fetched. Raises NoResultFound."""
        return self._source(self._session.get_one(EvidenceFile, evidence_id))

    def of_tip(self, tip_id: int) -> list[StoredFile]:
        """A tip's files in the order in which they came."""
        rows = self._session.scalars(
            select(EvidenceFile).where(EvidenceFile.tip_id == tip_id).order_by(EvidenceFile.id)
        )
        return [self._view(row) for row in rows]

    def listed(self, tip_id: int) -> list[ListedFile]:
        """The same for a list on paper."""
        columns = (EvidenceFile.kind, EvidenceFile.state, EvidenceFile.received_at, EvidenceFile.size)
        query = select(*columns, EvidenceFile.sha256).where(EvidenceFile.tip_id == tip_id).order_by(EvidenceFile.id)
        return [ListedFile(*row) for row in self._session.execute(query)]

    def get(self, evidence_id: int) -> StoredFile:
        """One file. Raises NoResultFound."""
        return self._view(self._session.get_one(EvidenceFile, evidence_id, populate_existing=True))

    def forget_sender(self, tip_id: int) -> None:
        """Nobody can tell any more who sent a tip's files; the files, and where the channel keeps them, stay."""
        for row in self._session.scalars(select(EvidenceFile).where(EvidenceFile.tip_id == tip_id)):
            self._lead_nowhere(row, self._source_if_readable(row))
        self._session.flush()

    def erase(self, tip_id: int) -> None:
        """A tip's files are nobody's and unreadable: their keys go now, and ``claim_discarded`` hands them over."""
        for row in self._session.scalars(select(EvidenceFile).where(EvidenceFile.tip_id == tip_id)):
            row.tip_id, row.state, row.key, row.sha256, row.next_try_at = None, "discarded", None, None, self._now
            self._forget(row)
        self._session.flush()

    def forget_discarded(self, account_key: str) -> None:
        """Nobody can tell any more who sent these, nor when; what still lies in the folder is handed over as before."""
        discarded = EvidenceFile.account_key == account_key, EvidenceFile.state == "discarded"
        for row in self._session.scalars(select(EvidenceFile).where(*discarded)):
            self._forget(row)
        self._session.flush()

    def _forget(self, row: EvidenceFile) -> None:
        row.message_id, row.size = 0, None
        self._lead_nowhere(row, Source(""))

    def _lead_nowhere(self, row: EvidenceFile, source: Source) -> None:
        row.account_key, row.album = f"{_ERASED}{row.id}", None
        place = _source_place(row.account_key, row.message_id)
        row.source = seal_value(self._keyring.columns, place, Source, Source(source.file_id, source.mime))

    def _source_if_readable(self, row: EvidenceFile) -> Source:
        try:
            return self._source(row)
        except SealBroken:
            return Source("")

    def _view(self, row: EvidenceFile) -> StoredFile:
        return StoredFile(row.id, row.kind, row.state, row.sha256, row.key)

    def _source(self, row: EvidenceFile) -> Source:
        place = _source_place(row.account_key, row.message_id)
        return open_value(self._keyring.columns, place, Source, row.source)

    def _wanted(self, evidence_id: int) -> Update:
        """A change of a file that is still wanted: what was discarded or settled meanwhile stays so."""
        return update(EvidenceFile).where(EvidenceFile.id == evidence_id, EvidenceFile.state == "wanted")

    def _changes(self, change: Update) -> bool:
        return self._session.scalar(change.returning(EvidenceFile.id)) is not None


class EvidenceFolder:
    """The sealed originals on disk, one file each, named by row; written so that a half file can never count."""

    def __init__(self, folder: Path, keyring: Keyring) -> None:
        self._folder, self._keyring = folder, keyring

    def write(self, evidence_id: int, wrapped_key: bytes, data: bytes) -> tuple[str, int]:
        """Seal and store; the file is on the disk when this returns. Gives the SHA-256 and the size, in bytes, of
        what lies there now: what another process has stored before stays. Raises SealBroken, KeyNotHere, OSError.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        place = _file_place(evidence_id)
        sealed = self._keyring.data_key(place, wrapped_key).close(place, data)
        half = self._folder / f"{evidence_id}.{secrets.token_hex(8)}{_HALF}"
        try:
            with half.open("wb") as file:
                file.write(sealed)
                file.flush()
                os.fsync(file.fileno())
            failpoint("evidence.before_rename")
            kept = self._put(half, evidence_id, wrapped_key)
            sync_folder(self._folder)
            failpoint("evidence.after_rename")
        finally:
            half.unlink(missing_ok=True)
        original = data if kept is None else kept
        return hashlib.sha256(original).hexdigest(), len(original)

    def _put(self, half: Path, evidence_id: int, wrapped_key: bytes) -> bytes | None:
        """Give the file its name; where a good one has it, that one stays, and its original is returned."""
        path = self._path(evidence_id)
        if _named(half, path):
            return None
        try:
            return _opened(self._keyring, evidence_id, wrapped_key, path.read_bytes())
        except SealBroken:
            # Damaged, or from before keys were kept from the first claim on: nothing opens it.
            half.replace(path)
            return None

    def read(self, evidence_id: int, wrapped_key: bytes, sha256: str) -> bytes:
        """The original bytes, exactly as they were received. Raises Spoiled when they are not, or are gone."""
        try:
            sealed = self._path(evidence_id).read_bytes()
        except OSError as error:
            raise Spoiled(type(error).__name__) from None
        return open_sealed(self._keyring, evidence_id, wrapped_key, sealed, sha256)

    def remove(self, evidence_id: int) -> None:
        """Remove a file that was discarded; it may be gone already. Raises OSError."""
        self._path(evidence_id).unlink(missing_ok=True)

    def sweep(self) -> None:
        """Remove the half files of those who died; whoever is writing one at this moment has to begin again.
        Raises OSError.
        """
        for half in self._folder.glob(f"*{_HALF}"):
            half.unlink(missing_ok=True)

    def _path(self, evidence_id: int) -> Path:
        return self._folder / f"{evidence_id}.sealed"


def open_sealed(keyring: Keyring, evidence_id: int, wrapped_key: bytes, sealed: bytes, sha256: str) -> bytes:
    """The original bytes of a file, exactly as they were received. Raises Spoiled when they are not, KeyNotHere."""
    try:
        original = _opened(keyring, evidence_id, wrapped_key, sealed)
    except SealBroken as error:
        raise Spoiled(type(error).__name__) from None
    if not hmac.compare_digest(hashlib.sha256(original).hexdigest(), sha256):
        raise Spoiled("sha256")
    return original


def _opened(keyring: Keyring, evidence_id: int, wrapped_key: bytes, sealed: bytes) -> bytes:
    place = _file_place(evidence_id)
    return keyring.data_key(place, wrapped_key).open(place, sealed)


def _named(half: Path, path: Path) -> bool:
    """Whether the half file has the name now; not when another one has it."""
    try:
        os.link(half, path)
    except FileExistsError:
        return False
    except OSError:  # a file system without links: there, looking and renaming are two steps
        if path.exists():
            return False
        half.replace(path)
    return True


def _source_place(account_key: str, message_id: int) -> str:
    return f"evidence/source/{account_key}/{message_id}"


def _file_place(evidence_id: int) -> str:
    return f"evidence/file/{evidence_id}"

"""Lists that admins bring in: one an admin, from the request to the confirmation, sealed and soon forgotten."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from bot.crypto import Keyring
from bot.domain.lists.reading import NewList
from storage.codec import UNREADABLE, open_value, seal_value
from storage.dialect import insert_into
from storage.evidence import LEASE, Source
from storage.models import Upload

LIFE = timedelta(hours=1)
MOST_TRIES = 8
FIRST_WAIT = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class WantedList:
    """A file with a list that must still be fetched."""

    account_key: str
    ward_id: int
    token: str
    file_id: str
    tries: int


@dataclass(frozen=True, slots=True)
class ReadList:
    """A list that was read and waits to be confirmed."""

    token: str
    rows: NewList


class UploadStore:
    """Waits for files, hands them out to be fetched, keeps what was read. ``token`` names one attempt."""

    def __init__(self, session: Session, keyring: Keyring, ward_id: int, now: datetime) -> None:
        self._session, self._keyring, self._ward_id, self._now = session, keyring, ward_id, now

    def begin(self, account_key: str) -> None:
        """From now on a file from this account is a list; what was brought in before is forgotten."""
        values = {
            "account_key": account_key,
            "ward_id": self._ward_id,
            "token": secrets.token_hex(4),
            "source": None,
            "rows": None,
            "tries": 0,
            "next_try_at": None,
            "updated_at": self._now,
        }
        new = insert_into(self._session, Upload).values(values)
        changed = {name: new.excluded[name] for name in values if name != "account_key"}
        self._session.execute(new.on_conflict_do_update(index_elements=["account_key"], set_=changed))

    def waits(self, account_key: str) -> bool:
        """Whether a file from this account is a list."""
        return self._row(account_key) is not None

    def came(self, account_key: str, source: Source) -> None:
        """The file is there: it is to be fetched; a list that waited to be confirmed gives way."""
        sealed = seal_value(self._keyring.columns, _source_place(account_key), Source, source)
        self._put(account_key, token=secrets.token_hex(4), source=sealed, rows=None, tries=0, next_try_at=self._now)

    def claim_wanted(self, most: int) -> list[WantedList]:
        """Files to fetch now, of every ward; each is one process's until its lease runs out."""
        found = self._session.scalars(
            select(Upload)
            .where(Upload.source.is_not(None), Upload.next_try_at <= self._now)
            .limit(most)
            .with_for_update(skip_locked=True)
        ).all()
        wanted = [self._wanted(row) for row in found]
        for row in found:
            row.next_try_at = self._now + LEASE
        self._session.flush()
        return wanted

    def fetched(self, wanted: WantedList, rows: NewList | None) -> bool:
        """The file was read; without ``rows`` another one is waited for. False when it was given up meanwhile."""
        sealed = seal_value(self._keyring.columns, _rows_place(wanted.account_key), NewList, rows) if rows else None
        done = self._session.execute(
            update(Upload)
            .where(Upload.account_key == wanted.account_key, Upload.token == wanted.token, Upload.source.is_not(None))
            .values(source=None, rows=sealed, next_try_at=None, updated_at=self._now)
        )
        return bool(done.rowcount)  # type: ignore[attr-defined]

    def failed(self, wanted: WantedList) -> bool:
        """It could not be fetched just now; it is tried again, later and later. False when that was often enough."""
        if wanted.tries + 1 >= MOST_TRIES:
            return False
        self._session.execute(
            update(Upload)
            .where(Upload.account_key == wanted.account_key, Upload.token == wanted.token)
            .values(tries=wanted.tries + 1, next_try_at=self._now + FIRST_WAIT * 2**wanted.tries)
        )
        return True

    def read(self, account_key: str) -> ReadList | None:
        """The list that waits to be confirmed; locked until the commit."""
        row = self._row(account_key)
        if row is None or row.rows is None:
            return None
        return ReadList(row.token, open_value(self._keyring.columns, _rows_place(account_key), NewList, row.rows))

    def forget(self, account_key: str) -> bool:
        """It is done, or was dropped. Returns whether there was one."""
        there = self.waits(account_key)
        self._session.execute(delete(Upload).where(Upload.account_key == account_key))
        return there

    def forget_old(self) -> int:
        """Lists that nobody went on with. Returns how many."""
        gone = self._session.execute(delete(Upload).where(Upload.updated_at <= self._now - LIFE))
        return int(gone.rowcount)  # type: ignore[attr-defined]

    def _row(self, account_key: str) -> Upload | None:
        return self._session.scalar(
            select(Upload)
            .where(
                Upload.account_key == account_key,
                Upload.ward_id == self._ward_id,
                Upload.updated_at > self._now - LIFE,
            )
            .with_for_update()
            .execution_options(populate_existing=True)
        )

    def _put(self, account_key: str, **values: Any) -> None:
        values["updated_at"] = self._now
        self._session.execute(update(Upload).where(Upload.account_key == account_key).values(**values))

    def _wanted(self, row: Upload) -> WantedList:
        assert row.source is not None
        try:
            source = open_value(self._keyring.columns, _source_place(row.account_key), Source, row.source)
        except UNREADABLE:
            source = Source("")
        return WantedList(row.account_key, row.ward_id, row.token, source.file_id, row.tries)


def _source_place(account_key: str) -> str:
    return f"upload/source/{account_key}"


def _rows_place(account_key: str) -> str:
    return f"upload/rows/{account_key}"

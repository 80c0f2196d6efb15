"""Requests of people about their own data: one open of a kind and ward, answered once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.crypto import Keyring
from bot.domain.personal_data import Ground, RequestKind
from storage.codec import UNREADABLE, open_value, seal_value
from storage.models import DataRequest


@dataclass(frozen=True, slots=True)
class DataRequestView:
    """One request. ``account_key`` is for whoever sends the answer, never for whoever decides. Times are UTC.

    ``words`` and ``note`` are empty where nobody can read them.
    """

    id: int
    ward_id: int
    account_key: str
    kind: RequestKind
    words: str
    asked_at: datetime
    remind_at: datetime
    confirmed_at: datetime | None
    answered_at: datetime | None
    answered_by: int | None
    granted: bool | None
    ground: Ground | None
    note: str


class DataRequestStore:
    """Opens, confirms, answers; reads for one ward."""

    def __init__(self, session: Session, keyring: Keyring, ward_id: int, now: datetime) -> None:
        self._session, self._keyring, self._ward_id, self._now = session, keyring, ward_id, now

    def open(self, account_key: str, kind: RequestKind, said: str, remind_at: datetime) -> int:
        """Somebody asks; commanders hear of it again at ``remind_at`` (aware). Returns its number."""
        row = DataRequest(
            ward_id=self._ward_id, account_key=account_key, kind=kind, asked_at=self._now, remind_at=remind_at
        )
        self._session.add(row)
        self._session.flush()
        row.said = self._seal(f"data_request/said/{row.id}", said)
        self._session.flush()
        return row.id

    def open_of(self, account_key: str, kind: RequestKind) -> DataRequestView | None:
        """What this person has asked for in this ward and is still to be answered."""
        row = self._session.scalar(
            select(DataRequest).where(
                DataRequest.account_key == account_key,
                DataRequest.ward_id == self._ward_id,
                DataRequest.kind == kind,
                DataRequest.answered_at.is_(None),
            )
        )
        return self._view(row) if row is not None else None

    def get(self, request_id: int) -> DataRequestView | None:
        """One request of this ward."""
        row = self._session.get(DataRequest, request_id, populate_existing=True)
        return self._view(row) if row is not None and row.ward_id == self._ward_id else None

    def waiting(self, most: int) -> Sequence[DataRequestView]:
        """What this ward has still to answer, the oldest first."""
        rows = self._session.scalars(
            select(DataRequest)
            .where(DataRequest.ward_id == self._ward_id, DataRequest.answered_at.is_(None))
            .order_by(DataRequest.id)
            .limit(most)
        )
        return [self._view(row) for row in rows]

    def due(self, most: int) -> Sequence[DataRequestView]:
        """Of every ward: what commanders must be reminded of now."""
        rows = self._session.scalars(
            select(DataRequest)
            .where(DataRequest.answered_at.is_(None), DataRequest.remind_at <= self._now)
            .order_by(DataRequest.remind_at)
            .limit(most)
        )
        return [self._view(row) for row in rows]

    def plan(self, request: DataRequestView, remind_at: datetime) -> bool:
        """Speak of it again at ``remind_at`` (aware): true for one caller only."""
        return self._change(request.id, DataRequest.remind_at == request.remind_at, remind_at=remind_at)

    def confirm(self, request_id: int, person_id: int) -> bool:
        """Its receipt is confirmed: true for the first one."""
        return self._change(
            request_id, DataRequest.confirmed_at.is_(None), confirmed_at=self._now, confirmed_by=person_id
        )

    def answer(self, request_id: int, person_id: int, ground: Ground | None, note: str) -> bool:
        """Granted, or refused on a ``ground``: true for the first one."""
        return self._change(
            request_id,
            DataRequest.answered_at.is_(None),
            answered_at=self._now,
            answered_by=person_id,
            granted=ground is None,
            ground=ground,
            note=self._seal(f"data_request/note/{request_id}", note),
        )

    def _change(self, request_id: int, condition: object, **values: object) -> bool:
        done = self._session.execute(
            update(DataRequest)
            .where(
                DataRequest.id == request_id,
                DataRequest.ward_id == self._ward_id,
                DataRequest.answered_at.is_(None),
                condition,  # type: ignore[arg-type]
            )
            .values(**values)
            .execution_options(synchronize_session=False)
        )
        return bool(done.rowcount)  # type: ignore[attr-defined]

    def _seal(self, place: str, said: str) -> bytes | None:
        return seal_value(self._keyring.columns, place, str, said) if said else None

    def _open(self, place: str, sealed: bytes | None) -> str:
        try:
            return open_value(self._keyring.columns, place, str, sealed) if sealed else ""
        except UNREADABLE:
            return ""

    def _view(self, row: DataRequest) -> DataRequestView:
        return DataRequestView(
            id=row.id,
            ward_id=row.ward_id,
            account_key=row.account_key,
            kind=row.kind,
            words=self._open(f"data_request/said/{row.id}", row.said),
            asked_at=row.asked_at,
            remind_at=row.remind_at,
            confirmed_at=row.confirmed_at,
            answered_at=row.answered_at,
            answered_by=row.answered_by,
            granted=row.granted,
            ground=row.ground,
            note=self._open(f"data_request/note/{row.id}", row.note),
        )

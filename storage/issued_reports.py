"""Issued reports: frozen when they are issued, read again as they were; and reports that somebody waits for."""

import zlib
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter
from pydantic_core import from_json, to_json
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from bot.crypto import Keyring
from bot.domain.periods import Period
from bot.domain.reports import Frozen, TipLine
from storage.journal import Head
from storage.models import IssuedReport, ReportOrder

_FROZEN: TypeAdapter[Frozen] = TypeAdapter(Frozen)
_LINES: TypeAdapter[tuple[TipLine, ...]] = TypeAdapter(tuple[TipLine, ...])
_PAIRS = "pairs"


@dataclass(frozen=True, slots=True)
class Issued:
    """One version. Times are UTC; ``sent_to`` are ids of people."""

    id: int
    period: Period
    version: int
    frozen: Frozen
    issued_at: datetime
    journal: Head
    sent_to: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Order:
    """What somebody waits for."""

    id: int
    ward_id: int
    person_id: int
    period: Period
    anew: bool
    progress_id: int | None


class IssuedReportStore:
    """Freezes and reads the reports of one ward."""

    def __init__(self, session: Session, keyring: Keyring, ward_id: int, now: datetime, zone: ZoneInfo) -> None:
        self._session, self._keyring, self._ward_id = session, keyring, ward_id
        self._now, self._zone = now, zone

    def freeze(self, period: Period, frozen: Frozen, journal: Head, person_id: int | None = None) -> Issued:
        """Keep a period's figures as its next version."""
        row = IssuedReport(
            ward_id=self._ward_id,
            kind=period.kind,
            period_start=period.start,
            period_end=period.end,
            version=self._newest(period) + 1,
            issued_at=self._now,
            issued_by=person_id,
            journal_lines=journal.count,
            journal_mark=journal.mark,
        )
        self._session.add(row)
        self._session.flush()
        bare = replace(frozen, lines=())
        row.figures = self._seal(row.id, "figures", to_json(_plain(_FROZEN.dump_python(bare))))
        row.lines = self._seal(row.id, "lines", _LINES.dump_json(frozen.lines))
        self._session.flush()
        return Issued(row.id, period, row.version, bare, self._now, journal)

    def sent(self, report_id: int, person_ids: list[int]) -> None:
        """Note to whom it went."""
        self._session.execute(
            update(IssuedReport)
            .where(IssuedReport.id == report_id)
            .values(sent_to=",".join(map(str, person_ids)))
            .execution_options(synchronize_session=False)
        )

    def was_issued(self, period: Period) -> bool:
        """Whether a period has a report, readable or not."""
        return self._newest(period) > 0

    def latest(self, period: Period, version: int | None = None) -> Issued | None:
        """The newest version of a period's report, or a certain one."""
        which = [IssuedReport.version == version] if version is not None else []
        row = self._session.scalar(
            select(IssuedReport).where(*self._of(period), *which).order_by(IssuedReport.version.desc()).limit(1)
        )
        return self._issued(row, period, lines=False) if row is not None else None

    def get(self, report_id: int, *, lines: bool) -> Issued:
        """One version, its tips only where they are wanted. Raises NoResultFound."""
        row = self._session.get_one(IssuedReport, report_id)
        return self._issued(row, self._period(row), lines=lines)

    def order(self, period: Period, person_id: int, *, anew: bool) -> int | None:
        """Somebody wants a report. None when that very person waits for this one already."""
        waits = (
            ReportOrder.person_id == person_id,
            ReportOrder.kind == period.kind,
            ReportOrder.period_start == period.start,
            ReportOrder.period_end == period.end,
            ReportOrder.done_at.is_(None),
        )
        if self._session.scalar(select(ReportOrder.id).where(*waits).limit(1)) is not None:
            return None
        row = ReportOrder(
            ward_id=self._ward_id,
            person_id=person_id,
            kind=period.kind,
            period_start=period.start,
            period_end=period.end,
            anew=anew,
            asked_at=self._now,
        )
        self._session.add(row)
        self._session.flush()
        return row.id

    def shows_progress(self, order_id: int, outbox_id: int | None) -> None:
        """Where the person reads how far it is."""
        self._session.execute(
            update(ReportOrder)
            .where(ReportOrder.id == order_id)
            .values(progress_id=outbox_id)
            .execution_options(synchronize_session=False)
        )

    def waiting(self, besides: Collection[int] = ()) -> Order | None:
        """Of every ward: the oldest order that nobody has seen to; not ``besides`` these."""
        due = (ReportOrder.done_at.is_(None), ReportOrder.id.not_in(besides))
        row = self._session.scalar(select(ReportOrder).where(*due).order_by(ReportOrder.id).limit(1))
        if row is None:
            return None
        return Order(row.id, row.ward_id, row.person_id, self._period(row), row.anew, row.progress_id)

    def done(self, order_id: int) -> bool:
        """It is seen to: true for one caller only."""
        claimed = self._session.execute(
            update(ReportOrder)
            .where(ReportOrder.id == order_id, ReportOrder.done_at.is_(None))
            .values(done_at=self._now)
            .execution_options(synchronize_session=False)
        )
        return bool(claimed.rowcount)  # type: ignore[attr-defined]

    def _period(self, row: IssuedReport | ReportOrder) -> Period:
        start, end = (moment.astimezone(self._zone) for moment in (row.period_start, row.period_end))
        return Period(row.kind, start, end)

    def _newest(self, period: Period) -> int:
        return self._session.scalar(select(func.max(IssuedReport.version)).where(*self._of(period))) or 0

    def _of(self, period: Period) -> tuple[Any, ...]:
        return (
            IssuedReport.ward_id == self._ward_id,
            IssuedReport.kind == period.kind,
            IssuedReport.period_start == period.start,
            IssuedReport.period_end == period.end,
        )

    def _issued(self, row: IssuedReport, period: Period, *, lines: bool) -> Issued:
        frozen = _FROZEN.validate_python(_told(from_json(self._open(row.id, "figures", row.figures))))
        if lines:
            frozen = replace(frozen, lines=_LINES.validate_json(self._open(row.id, "lines", row.lines)))
        sent_to = tuple(map(int, filter(None, row.sent_to.split(","))))
        head = Head(row.journal_lines, row.journal_mark)
        return Issued(row.id, period, row.version, frozen, row.issued_at, head, sent_to)

    def _seal(self, row_id: int, column: str, content: bytes) -> bytes:
        return self._keyring.columns.close(f"issued_report/{column}/{row_id}", zlib.compress(content))

    def _open(self, row_id: int, column: str, sealed: bytes | None) -> bytes:
        assert sealed is not None, "both are written with the row"
        return zlib.decompress(self._keyring.columns.open(f"issued_report/{column}/{row_id}", sealed))


def _plain(value: Any) -> Any:
    """As JSON can hold it: a map with a key that is no string is a list of pairs."""
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    if not isinstance(value, dict):
        return value
    if all(isinstance(key, str) and key != _PAIRS for key in value):
        return {key: _plain(each) for key, each in value.items()}
    return {_PAIRS: [[key, _plain(each)] for key, each in value.items()]}


def _told(value: Any) -> Any:
    if isinstance(value, list):
        return [_told(each) for each in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {_PAIRS}:
        return {key: _told(each) for key, each in value[_PAIRS]}
    return {key: _told(each) for key, each in value.items()}

"""Briefings that were made: one a ward, kind and period."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.dialect import insert_into
from storage.models import Digest


class DigestStore:
    """Makes sure that a period is briefed on once."""

    def __init__(self, session: Session, ward_id: int, now: datetime) -> None:
        self._session, self._ward_id, self._now = session, ward_id, now

    def last(self, kind: str) -> datetime | None:
        """The end of the last period that was briefed on, in UTC."""
        return self._session.scalar(
            select(func.max(Digest.period_end)).where(Digest.ward_id == self._ward_id, Digest.kind == kind)
        )

    def claim(self, kind: str, period_end: datetime) -> bool:
        """Take a period: true for one caller only."""
        made = self._session.scalar(
            insert_into(self._session, Digest)
            .values(ward_id=self._ward_id, kind=kind, period_end=period_end, made_at=self._now)
            .on_conflict_do_nothing()
            .returning(Digest.kind)
        )
        return made is not None

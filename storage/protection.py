"""Wishes for protection that wait for a commander's answer, and when somebody higher hears of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from storage.models import ProtectionRequest


@dataclass(frozen=True, slots=True)
class ProtectionView:
    """One wish. Times are UTC."""

    tip_id: int
    asked_at: datetime
    stage: int
    answered_at: datetime | None
    answered_by: int | None


class ProtectionStore:
    """Notes, chases and answers."""

    def __init__(self, session: Session, now: datetime) -> None:
        self._session, self._now = session, now

    def ask(self, tip_id: int, due_at: datetime) -> None:
        """A reporter asked; without an answer by ``due_at`` (aware) somebody else must hear of it."""
        self._session.add(ProtectionRequest(tip_id=tip_id, asked_at=self._now, due_at=due_at, stage=0))
        self._session.flush()

    def of_tip(self, tip_id: int) -> ProtectionView | None:
        """The wish of a tip's reporter."""
        row = self._session.get(ProtectionRequest, tip_id, populate_existing=True)
        return _view(row) if row is not None else None

    def answer(self, tip_id: int, person_id: int) -> bool:
        """A commander has seen to it: true for the first one."""
        done = self._session.execute(
            update(ProtectionRequest)
            .where(ProtectionRequest.tip_id == tip_id, ProtectionRequest.answered_at.is_(None))
            .values(answered_at=self._now, answered_by=person_id)
            .execution_options(synchronize_session=False)
        )
        return bool(done.rowcount)  # type: ignore[attr-defined]

    def due(self, most: int) -> Sequence[ProtectionView]:
        """What nobody has answered in time, the longest waiting first."""
        rows = self._session.scalars(
            select(ProtectionRequest)
            .where(ProtectionRequest.answered_at.is_(None), ProtectionRequest.due_at <= self._now)
            .order_by(ProtectionRequest.due_at)
            .limit(most)
        )
        return [_view(row) for row in rows]

    def climb(self, tip_id: int, stage: int, next_due: datetime) -> bool:
        """Take this stage and plan the next (aware): true for one caller only."""
        taken = self._session.execute(
            update(ProtectionRequest)
            .where(
                ProtectionRequest.tip_id == tip_id,
                ProtectionRequest.stage == stage,
                ProtectionRequest.answered_at.is_(None),
            )
            .values(stage=stage + 1, due_at=next_due)
            .execution_options(synchronize_session=False)
        )
        return bool(taken.rowcount)  # type: ignore[attr-defined]


def _view(row: ProtectionRequest) -> ProtectionView:
    return ProtectionView(row.tip_id, row.asked_at, row.stage, row.answered_at, row.answered_by)

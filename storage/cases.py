"""The trail of a tip's handling: every move with what stood before it, and what was sent to other bodies."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.crypto import Keyring
from bot.domain.authority import Deed
from bot.domain.casework.feedback import Verdict
from bot.domain.casework.outcomes import Outcome
from bot.domain.casework.state import CaseState
from bot.domain.people import Unit
from storage.codec import open_value, seal_value, text_of, value_of
from storage.models import CaseStep, Decision, Transfer
from storage.vault import VaultStore

# A tip begins with version 0 of its case; the first move makes version 1.
BIRTH = 0


@dataclass(frozen=True, slots=True)
class StepView:
    """One move. ``before`` is the state it changed; ``detail`` holds its particulars by the form's field names."""

    id: int
    tip_id: int
    version: int
    at: datetime
    person_id: int | None
    deed: Deed
    before: CaseState
    detail: dict[str, str]
    undone_at: datetime | None


@dataclass(frozen=True, slots=True)
class TransferView:
    """A tip under way to another body. ``unit`` has its own people here, others are told on paper. Times are UTC."""

    id: int
    tip_id: int
    outcome: Outcome
    unit: Unit | None
    sent_at: datetime
    sent_by: int
    return_by: datetime


class CaseStore:
    """Writes and reads the trail. Rows are only added, and marked when undone or settled."""

    def __init__(self, session: Session, keyring: Keyring, now: datetime) -> None:
        self._session, self._now = session, now
        self._vault = VaultStore(session, keyring)

    def add_step(
        self, tip_id: int, version: int, deed: Deed, person_id: int | None, before: CaseState, detail: dict[str, str]
    ) -> int:
        """A move was made; ``version`` is the tip's case version after it. Returns the step's id."""
        sealed = seal_value(self._vault.key_of(tip_id), _place(tip_id, version), dict[str, str], detail)
        step = CaseStep(
            tip_id=tip_id,
            version=version,
            at=self._now,
            person_id=person_id,
            deed=deed,
            before=text_of(CaseState, before),
            detail=sealed if detail else None,
        )
        self._session.add(step)
        self._session.flush()
        return step.id

    def add_birth(self, tip_id: int, deed: Deed, person_id: int | None, detail: dict[str, str]) -> None:
        """How a tip came to the ward, other than by its reporter's own hand: before every move. Once a tip."""
        self.add_step(tip_id, BIRTH, deed, person_id, CaseState(), detail)

    def steps(self, tip_id: int) -> list[StepView]:
        """Every move of a tip, oldest first. Raises LookupError once the tip's key is destroyed."""
        rows = self._session.scalars(select(CaseStep).where(CaseStep.tip_id == tip_id).order_by(CaseStep.version))
        return [self._view(row) for row in rows]

    def step(self, step_id: int) -> StepView | None:
        """One move."""
        row = self._session.get(CaseStep, step_id, populate_existing=True)
        return self._view(row) if row is not None else None

    def undo(self, step_id: int) -> None:
        """It was taken back."""
        self._session.execute(update(CaseStep).where(CaseStep.id == step_id).values(undone_at=self._now))

    def send(self, tip_id: int, outcome: Outcome, unit: Unit | None, sent_by: int, return_by: datetime) -> int:
        """A tip was sent on; without a confirmation by ``return_by`` (aware) it comes back. Returns its id."""
        row = Transfer(
            tip_id=tip_id, outcome=outcome, unit=unit, sent_at=self._now, sent_by=sent_by, return_by=return_by
        )
        self._session.add(row)
        self._session.flush()
        return row.id

    def under_way(self, tip_id: int) -> TransferView | None:
        """Where a tip was sent and has not been confirmed or sent back."""
        row = self._session.scalar(
            select(Transfer)
            .where(Transfer.tip_id == tip_id, Transfer.settled_at.is_(None))
            .order_by(Transfer.id.desc())
        )
        return _transfer(row) if row is not None else None

    def settle(self, transfer_id: int, person_id: int | None) -> bool:
        """It was confirmed, sent back, or its time ran out: true for one caller only."""
        done = self._session.execute(
            update(Transfer)
            .where(Transfer.id == transfer_id, Transfer.settled_at.is_(None))
            .values(settled_at=self._now, settled_by=person_id)
            .execution_options(synchronize_session=False)
        )
        return bool(done.rowcount)  # type: ignore[attr-defined]

    def overdue(self, most: int) -> Sequence[TransferView]:
        """Transfers whose time has run out, the longest overdue first."""
        rows = self._session.scalars(
            select(Transfer)
            .where(Transfer.settled_at.is_(None), Transfer.return_by <= self._now)
            .order_by(Transfer.return_by)
            .limit(most)
        )
        return [_transfer(row) for row in rows]

    def decide(self, tip_id: int, verdict: Verdict, on: date, entered_by: int) -> None:
        """The investigating body has decided, on a day in the ward's zone."""
        row = Decision(tip_id=tip_id, verdict=verdict, decided_on=on, entered_at=self._now, entered_by=entered_by)
        self._session.add(row)
        self._session.flush()

    def _view(self, row: CaseStep) -> StepView:
        seal, place = self._vault.key_of(row.tip_id), _place(row.tip_id, row.version)
        return StepView(
            id=row.id,
            tip_id=row.tip_id,
            version=row.version,
            at=row.at,
            person_id=row.person_id,
            deed=row.deed,
            before=value_of(CaseState, row.before),
            detail=open_value(seal, place, dict[str, str], row.detail) if row.detail else {},
            undone_at=row.undone_at,
        )


def _transfer(row: Transfer) -> TransferView:
    unit = Unit(row.unit) if row.unit else None
    return TransferView(row.id, row.tip_id, row.outcome, unit, row.sent_at, row.sent_by, row.return_by)


def _place(tip_id: int, version: int) -> str:
    return f"case_step/detail/{tip_id}/{version}"

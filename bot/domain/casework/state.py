"""All that casework changes about a tip, as one value: a move puts a new one in the place of the old one."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.casework.feedback import Verdict
from bot.domain.casework.outcomes import Outcome, Serious, TipKind
from bot.domain.tip import Category, Status


@dataclass(frozen=True, slots=True)
class CaseState:
    """Where a tip stands and in whose hands. ``category`` is the officer's; times are UTC.

    ``verdict`` is the investigating body's latest decision, ``verdict_at`` when the ward wrote it down.
    """

    status: Status = Status.NEW
    owner_id: int | None = None
    kind: TipKind | None = None
    category: Category | None = None
    serious: Serious | None = None
    classified_at: datetime | None = None
    outcome: Outcome | None = None
    closed_at: datetime | None = None
    closed_by: int | None = None
    duplicate_of: int | None = None
    verdict: Verdict | None = None
    verdict_at: datetime | None = None

    @property
    def is_classified(self) -> bool:
        """Whether somebody has said what it is in law."""
        return self.kind is not None


def assigned(state: CaseState, owner_id: int) -> CaseState:
    """In somebody's hands; who is already verifying or has classified goes on from there."""
    fresh = state.status is Status.ACKNOWLEDGED
    return replace(state, owner_id=owner_id, status=Status.ASSIGNED if fresh else state.status)


def verifying(state: CaseState, owner_id: int) -> CaseState:
    """Somebody looks into it; whoever begins owns it unless it was given to another."""
    return replace(state, status=Status.VERIFYING, owner_id=state.owner_id or owner_id)


def released(state: CaseState) -> CaseState:
    """Nobody goes on with it: it waits to be acknowledged again. What is known of it stays."""
    return replace(state, status=Status.NEW, owner_id=None)


def classified(state: CaseState, kind: TipKind, category: Category, serious: Serious | None, at: datetime) -> CaseState:
    """Its class in law is known."""
    return replace(state, status=Status.CLASSIFIED, kind=kind, category=category, serious=serious, classified_at=at)


def transferred(state: CaseState, outcome: Outcome) -> CaseState:
    """Sent on; whoever gets it must confirm."""
    return replace(_undecided(state), status=Status.TRANSFERRED, outcome=outcome)


def returned(state: CaseState) -> CaseState:
    """Sent back, or nobody confirmed in time: it is the ward's again."""
    status = Status.CLASSIFIED if state.is_classified else Status.ACKNOWLEDGED
    return replace(_undecided(state), status=status, outcome=None)


def closed(
    state: CaseState, outcome: Outcome, by: int | None, at: datetime, duplicate_of: int | None = None
) -> CaseState:
    """Ended."""
    return replace(state, status=Status.CLOSED, outcome=outcome, closed_by=by, closed_at=at, duplicate_of=duplicate_of)


def reopened(state: CaseState) -> CaseState:
    """Open again, with what was known of it."""
    status = Status.CLASSIFIED if state.is_classified else Status.VERIFYING
    fresh = _undecided(state)
    return replace(fresh, status=status, outcome=None, closed_by=None, closed_at=None, duplicate_of=None)


def decided(state: CaseState, verdict: Verdict, at: datetime) -> CaseState:
    """The investigating body has decided; where the tip stands at the ward does not change."""
    return replace(state, verdict=verdict, verdict_at=at)


def _undecided(state: CaseState) -> CaseState:
    """Whatever was decided was decided of an earlier sending."""
    return replace(state, verdict=None, verdict_at=None)

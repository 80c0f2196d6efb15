"""Requests to know who reported a tip: each step is one conditional update, so that it is taken once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from pydantic import ValidationError
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.crypto import KeyNotHere, Keyring, SealBroken
from bot.domain.reveals import RUNNING, RevealState
from storage.codec import open_value, seal_value
from storage.models import Reveal
from storage.vault import VaultStore


@dataclass(frozen=True, slots=True)
class RevealView:
    """One request. ``reason`` is empty when the tip's key is destroyed or lost; times are UTC."""

    id: int
    ward_id: int
    tip_id: int
    asked_by: int
    asked_at: datetime
    reason: str
    state: RevealState
    due_at: datetime
    decided_by: int | None
    decided_at: datetime | None
    message_row: int | None
    shown_at: datetime | None
    ended_at: datetime | None


class RevealStore:
    """Asks, decides, shows and ends; reads for one ward."""

    def __init__(self, session: Session, keyring: Keyring, ward_id: int, now: datetime) -> None:
        self._session, self._ward_id, self._now = session, ward_id, now
        self._vault = VaultStore(session, keyring)

    def ask(self, tip_id: int, person_id: int, reason: str, due_at: datetime) -> int:
        """Somebody asks; without a decision by ``due_at`` (aware) it lapses. Returns its id."""
        row = Reveal(
            ward_id=self._ward_id, tip_id=tip_id, asked_by=person_id, asked_at=self._now, reason=b"", due_at=due_at
        )
        self._session.add(row)
        self._session.flush()
        row.reason = seal_value(self._vault.key_of(tip_id), _place(row.id), str, reason)
        self._session.flush()
        return row.id

    def get(self, reveal_id: int) -> RevealView | None:
        """One request of this ward."""
        row = self._session.get(Reveal, reveal_id, populate_existing=True)
        return self._view(row) if row is not None and row.ward_id == self._ward_id else None

    def running_for(self, tip_id: int, person_id: int) -> bool:
        """Whether that person has asked for this already and it is not over."""
        running = select(Reveal.id).where(
            Reveal.tip_id == tip_id, Reveal.asked_by == person_id, Reveal.state.in_(RUNNING)
        )
        return self._session.scalar(running) is not None

    def decide(self, reveal_id: int, person_id: int, state: RevealState, due_at: datetime) -> bool:
        """A second person agreed or did not: true for the first one, and only in time."""
        return self._move(
            reveal_id, {RevealState.ASKED}, in_time=True, state=state, due_at=due_at, decided_by=person_id,
            decided_at=self._now,
        )  # fmt: skip

    def sends(self, reveal_id: int, outbox_id: int | None) -> None:
        """The outgoing row of the message that will show it."""
        self._session.execute(update(Reveal).where(Reveal.id == reveal_id).values(message_row=outbox_id))

    def show(self, reveal_id: int, until: datetime) -> bool:
        """It is about to be seen, until ``until`` (aware): true the first time."""
        return self._move(
            reveal_id, {RevealState.APPROVED}, in_time=True, state=RevealState.SHOWN, shown_at=self._now, due_at=until
        )

    def end(self, reveal_id: int, state: RevealState) -> bool:
        """It is over: true for one caller only."""
        return self._move(reveal_id, RUNNING, in_time=False, state=state, ended_at=self._now)

    def over(self, most: int) -> Sequence[RevealView]:
        """Of every ward: what has run its time."""
        rows = self._session.scalars(
            select(Reveal)
            .where(Reveal.state.in_(RUNNING), Reveal.due_at <= self._now)
            .order_by(Reveal.due_at)
            .limit(most)
        )
        return [self._view(row) for row in rows]

    def shown(self, most: int) -> Sequence[RevealView]:
        """Of every ward: what stands on somebody's phone now."""
        rows = self._session.scalars(select(Reveal).where(Reveal.state == RevealState.SHOWN).limit(most))
        return [self._view(row) for row in rows]

    def latest(self, most: int, skip: int = 0) -> Sequence[RevealView]:
        """The requests of this ward, the newest first."""
        rows = self._session.scalars(
            select(Reveal).where(Reveal.ward_id == self._ward_id).order_by(Reveal.id.desc()).offset(skip).limit(most)
        )
        return [self._view(row) for row in rows]

    def _move(self, reveal_id: int, before: Collection[RevealState], *, in_time: bool, **values: object) -> bool:
        change = update(Reveal).where(Reveal.id == reveal_id, Reveal.state.in_(before))
        if in_time:
            change = change.where(Reveal.due_at > self._now)
        done = self._session.execute(change.values(**values).execution_options(synchronize_session=False))
        return bool(done.rowcount)  # type: ignore[attr-defined]

    def _view(self, row: Reveal) -> RevealView:
        return RevealView(
            id=row.id,
            ward_id=row.ward_id,
            tip_id=row.tip_id,
            asked_by=row.asked_by,
            asked_at=row.asked_at,
            reason=self._reason(row),
            state=row.state,
            due_at=row.due_at,
            decided_by=row.decided_by,
            decided_at=row.decided_at,
            message_row=row.message_row,
            shown_at=row.shown_at,
            ended_at=row.ended_at,
        )

    def _reason(self, row: Reveal) -> str:
        try:
            return open_value(self._vault.key_of(row.tip_id), _place(row.id), str, row.reason)
        except (LookupError, SealBroken, KeyNotHere, ValidationError):
            return ""


def _place(reveal_id: int) -> str:
    return f"identity_reveal/reason/{reveal_id}"

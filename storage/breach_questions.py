"""Why limits were broken: asked once a tip and limit, answered once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from bot.crypto import Keyring
from bot.domain.clocks import ClockKey
from storage.codec import seal_value
from storage.dialect import insert_into
from storage.models import BreachQuestion, Tip


@dataclass(frozen=True, slots=True)
class BreachQuestionView:
    """One question. Times are UTC."""

    id: int
    ward_id: int
    tip_id: int
    code: str
    clock: ClockKey
    asked_by: int
    asked_at: datetime
    remind_at: datetime
    answered_by: int | None
    answered_at: datetime | None


class BreachQuestionStore:
    """Asks, reminds and answers; reads for one ward."""

    def __init__(self, session: Session, keyring: Keyring, ward_id: int, now: datetime) -> None:
        self._session, self._keyring, self._ward_id, self._now = session, keyring, ward_id, now

    def ask(self, tip_id: int, clock: ClockKey, person_id: int, remind_at: datetime) -> int | None:
        """Somebody asks; the command hears of it again at ``remind_at`` (aware). None when it was asked before."""
        asked: int | None = self._session.scalar(
            insert_into(self._session, BreachQuestion)
            .values(
                ward_id=self._ward_id,
                tip_id=tip_id,
                clock=clock,
                asked_by=person_id,
                asked_at=self._now,
                remind_at=remind_at,
            )
            .on_conflict_do_nothing(index_elements=["tip_id", "clock"])
            .returning(BreachQuestion.id)
        )
        return asked

    def get(self, question_id: int) -> BreachQuestionView | None:
        """One question of this ward."""
        found = self._session.execute(_VIEW.where(BreachQuestion.id == question_id)).first()
        return BreachQuestionView(*found) if found is not None and found.ward_id == self._ward_id else None

    def due(self, most: int) -> Sequence[BreachQuestionView]:
        """Of every ward: what the command must be reminded of now."""
        due = _VIEW.where(BreachQuestion.answered_at.is_(None), BreachQuestion.remind_at <= self._now)
        rows = self._session.execute(due.order_by(BreachQuestion.remind_at).limit(most))
        return [BreachQuestionView(*row) for row in rows]

    def plan(self, question: BreachQuestionView, remind_at: datetime) -> bool:
        """Speak of it again at ``remind_at`` (aware): true for one caller only."""
        return self._change(question.id, BreachQuestion.remind_at == question.remind_at, remind_at=remind_at)

    def answer(self, question_id: int, person_id: int, reason: str) -> bool:
        """Say why: true for the first one."""
        sealed = seal_value(self._keyring.columns, f"breach_question/reason/{question_id}", str, reason)
        values = {"answered_at": self._now, "answered_by": person_id, "reason": sealed}
        return self._change(question_id, BreachQuestion.ward_id == self._ward_id, **values)

    def _change(self, question_id: int, condition: object, **values: object) -> bool:
        done = self._session.execute(
            update(BreachQuestion)
            .where(BreachQuestion.id == question_id, BreachQuestion.answered_at.is_(None), condition)  # type: ignore[arg-type]
            .values(**values)
            .execution_options(synchronize_session=False)
        )
        return bool(done.rowcount)  # type: ignore[attr-defined]


_VIEW: Select[*tuple[Any, ...]] = select(
    BreachQuestion.id,
    BreachQuestion.ward_id,
    BreachQuestion.tip_id,
    Tip.code,
    BreachQuestion.clock,
    BreachQuestion.asked_by,
    BreachQuestion.asked_at,
    BreachQuestion.remind_at,
    BreachQuestion.answered_by,
    BreachQuestion.answered_at,
).join(Tip, Tip.id == BreachQuestion.tip_id)

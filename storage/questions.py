"""Questions of the ward to reporters: asked, sent, lost on the way, answered. What was answered is in the tip."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from bot.crypto import Keyring
from bot.domain.inquiry import Asked, Reply, Words
from bot.domain.tip import OPEN
from storage.codec import open_value, seal_value
from storage.models import OUTBOX, OutboxState, Question, Tip
from storage.vault import VaultStore


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question without its words: lists must work even when a key is lost. ``sent_at`` is UTC, as all times."""

    id: int
    tip_id: int
    asked_by: int
    asked: Asked
    outbox_id: int | None
    sent_at: datetime | None


class QuestionStore:
    """Writes and reads questions."""

    def __init__(self, session: Session, keyring: Keyring, now: datetime) -> None:
        self._session, self._now = session, now
        self._vault = VaultStore(session, keyring)

    def add(self, tip_id: int, asked_by: int, words: Words) -> int:
        """Somebody asks. Returns the question's id."""
        row = Question(tip_id=tip_id, asked_by=asked_by, asked_at=self._now, wording=b"")
        self._session.add(row)
        self._session.flush()
        row.wording = seal_value(self._vault.key_of(tip_id), _place(row.id), Words, words)
        self._session.flush()
        return row.id

    def words(self, question: QuestionView) -> Words:
        """What is asked. Raises LookupError once the tip's key is destroyed."""
        sealed = self._session.scalars(select(Question.wording).where(Question.id == question.id)).one()
        return open_value(self._vault.key_of(question.tip_id), _place(question.id), Words, sealed)

    def get(self, question_id: int) -> QuestionView | None:
        """One question."""
        return next(iter(self._find(Question.id == question_id)), None)

    def of_tip(self, tip_id: int) -> list[QuestionView]:
        """All questions about a tip, oldest first."""
        return self._find(Question.tip_id == tip_id)

    def of_row(self, outbox_id: int) -> QuestionView | None:
        """The question that an outgoing row puts."""
        return next(iter(self._find(Question.outbox_id == outbox_id)), None)

    def of_message(self, account_key: str, message_id: int) -> QuestionView | None:
        """The question that this message in somebody's chat puts."""
        mine = self._vault.tips_of(account_key)
        return next(iter(self._find(Question.tip_id.in_(mine), OUTBOX.c.message_id == message_id)), None)

    def waiting_for(self, account_key: str, since: datetime) -> QuestionView | None:
        """The latest question that reached this person after ``since`` (aware) and has no answer yet."""
        mine = self._vault.tips_of(account_key)
        found = self._find(
            Question.tip_id.in_(mine),
            Question.answered_at.is_(None),
            OUTBOX.c.state == OutboxState.SENT,
            OUTBOX.c.sent_at >= since,
        )
        return found[-1] if found else None

    def open_among(self, tip_ids: Collection[int]) -> set[int]:
        """Which of these tips have a question that waits for an answer."""
        asked = select(Question.tip_id).where(Question.tip_id.in_(tip_ids), Question.answered_at.is_(None))
        return set(self._session.scalars(asked))

    def unanswered(self, asked_before: datetime, most: int) -> list[QuestionView]:
        """Questions of that time (aware) or earlier without an answer, about open tips of every ward; oldest first.

        Those that did not get to the reporter are among them, with ``asked.lost_at``.
        """
        about_open = select(Tip.id).where(Tip.status.in_(OPEN))
        return self._find(
            Question.answered_at.is_(None),
            Question.asked_at <= asked_before,
            Question.tip_id.in_(about_open),
            most=most,
        )

    def lost_of(self, tip_id: int) -> list[QuestionView]:
        """Questions that did not get to the reporter and have no answer."""
        return self._find(Question.tip_id == tip_id, Question.lost_at.is_not(None), Question.answered_at.is_(None))

    def sent_as(self, question_id: int, outbox_id: int | None) -> None:
        """It is on its way in this row."""
        self._change(question_id, outbox_id=outbox_id, lost_at=None)

    def lost(self, question_id: int) -> bool:
        """It did not get to the reporter. Returns whether that is news."""
        return self._change(question_id, Question.lost_at.is_(None), Question.answered_at.is_(None), lost_at=self._now)

    def answered(self, question_id: int, reply: Reply) -> bool:
        """The reporter answered, or would rather not. Returns whether that is news.

        Who tells something after all has told; who told something has not declined.
        """
        open_still = Question.answered_at.is_(None)
        news = or_(open_still, Question.reply != Reply.TOLD) if reply is Reply.TOLD else open_still
        return self._change(question_id, news, answered_at=self._now, reply=reply)

    def _find(self, *conditions: object, most: int | None = None) -> list[QuestionView]:
        rows = self._session.execute(
            select(Question, OUTBOX.c.sent_at)
            .outerjoin(OUTBOX, OUTBOX.c.id == Question.outbox_id)
            .where(*conditions)  # type: ignore[arg-type]
            .order_by(Question.asked_at, Question.id)
            .limit(most)
            .execution_options(populate_existing=True)
        )
        return [_view(row, sent_at) for row, sent_at in rows]

    def _change(self, question_id: int, *conditions: object, **values: object) -> bool:
        changed = self._session.execute(
            update(Question)
            .where(Question.id == question_id, *conditions)  # type: ignore[arg-type]
            .values(**values)
            .execution_options(synchronize_session=False)
        )
        return bool(changed.rowcount)  # type: ignore[attr-defined]


def _view(row: Question, sent_at: datetime | None) -> QuestionView:
    asked = Asked(row.asked_at, row.lost_at, row.answered_at, row.reply)
    return QuestionView(row.id, row.tip_id, row.asked_by, asked, row.outbox_id, sent_at)


def latest(questions: Sequence[QuestionView]) -> QuestionView | None:
    """The one to show: the latest without an answer, or else the latest of all."""
    waiting = [each for each in questions if each.asked.answered_at is None] or questions
    return waiting[-1] if waiting else None


def _place(question_id: int) -> str:
    return f"question/wording/{question_id}"

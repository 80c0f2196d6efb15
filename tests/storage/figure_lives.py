"""Tips with random lives, written as bare rows: what they say does not matter to a report."""

from datetime import datetime, timedelta
from random import Random

from sqlalchemy.orm import Session

from bot.domain.casework.feedback import Verdict
from bot.domain.casework.outcomes import TRANSFERS, Outcome, Serious, TipKind
from bot.domain.clocks import ClockKey
from bot.domain.tip import Category, Channel, IdentityMode, ReporterKind, Status, Urgency
from storage.models import Decision, Tip, TipClock, Transfer


class Lives:
    """Makes tips around a period, many of them at its very edges."""

    def __init__(self, session: Session, seed: int, start: datetime, end: datetime) -> None:
        self._session, self._random, self._start, self._end = session, Random(seed), start, end

    def add(self, number: int, ward_id: int, places: list[int | None], person_id: int) -> None:
        """One tip, its limit and where it was sent."""
        random = self._random
        received = self._near()
        tip = Tip(
            ward_id=ward_id, code=f"X-{number}", draft_id=f"d{number}", urgency=Urgency.NORMAL,
            category=random.choice(list(Category)), neighbourhood_id=random.choice(places),
            identity_mode=random.choice(list(IdentityMode)), reporter_kind=ReporterKind.RESIDENT, confirmed=True,
            received_at=received, channel=random.choice(list(Channel)), status=Status.NEW,
            kind=random.choice([None, *TipKind]), serious=random.choice([None, *Serious]),
        )  # fmt: skip
        if random.random() < 0.85:
            tip.acknowledged_at = received + timedelta(seconds=random.choice([0, 90, 90, random.randrange(900_000)]))
            tip.status = Status.ACKNOWLEDGED
            if random.random() < 0.7:
                tip.closed_at = max(tip.acknowledged_at, self._near())
                tip.status, tip.outcome = Status.CLOSED, random.choice(list(Outcome))
        self._session.add(tip)
        self._session.flush()
        self._clock(tip)
        for _ in range(random.choice([0, 1, 1, 2])):
            self._sent(tip, person_id)
        for at in sorted(self._near() for _ in range(random.choice([0, 0, 1, 2, 3]))):
            self._decided(tip, person_id, at)

    def _near(self) -> datetime:
        """A moment around the period, or one of its edges."""
        around = self._start + (self._end - self._start) * self._random.uniform(-1.0, 1.6)
        return self._random.choice([self._start, self._end, around, around, around, around])

    def _clock(self, tip: Tip) -> None:
        if self._random.random() < 0.1:
            return
        late = self._random.choice([self._near(), self._near(), self._end, tip.closed_at or self._end])
        self._session.add(
            TipClock(tip_id=tip.id, slot=ClockKey.TRANSFER_7D, state="{}", due_at=late, late_at=late, said_at=late)
        )
        # Another clock of the same tip must not be taken for it.
        other = self._near()
        self._session.add(
            TipClock(tip_id=tip.id, slot=ClockKey.NOTIFY_PROCURACY, state="{}", due_at=other, late_at=other,
                     said_at=other)
        )  # fmt: skip

    def _sent(self, tip: Tip, person_id: int) -> None:
        sent = max(tip.received_at, self._near())
        self._session.add(
            Transfer(
                tip_id=tip.id, outcome=tip.outcome if tip.outcome in TRANSFERS else Outcome.OTHER_UNIT, unit=None,
                sent_at=sent, sent_by=person_id, return_by=sent,
                settled_at=self._random.choice([None, sent + timedelta(days=self._random.randrange(20))]),
            )
        )  # fmt: skip

    def _decided(self, tip: Tip, person_id: int, at: datetime) -> None:
        self._session.add(
            Decision(tip_id=tip.id, verdict=self._random.choice(list(Verdict)), decided_on=at.date(), entered_at=at,
                     entered_by=person_id)
        )  # fmt: skip
        self._session.flush()

"""The figures of a report agree cell by cell with a slow count, tip by tip, in plain Python."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.domain.casework.feedback import Verdict
from bot.domain.casework.outcomes import Outcome
from bot.domain.clocks import ClockKey
from bot.domain.people import Role
from bot.domain.reports import Figures, Handled, Standing, TipLine
from bot.domain.tip import IdentityMode
from storage.models import Decision, Neighbourhood, Tip, TipClock, Transfer
from storage.wards import ensure_ward
from tests.storage.conftest import Store
from tests.storage.figure_lives import Lives

START, END = datetime(2026, 6, 14, 17, tzinfo=UTC), datetime(2026, 7, 14, 17, tzinfo=UTC)


@pytest.fixture
def lived(store: Store) -> Store:
    """300 tips of the ward, and 40 of another one that must not be counted."""
    with store.unit() as uow:
        uow.ward.set_neighbourhoods((f"TDP {n}", ()) for n in range(1, 6))
        person = uow.people.enrol(uow.people.meet(1), "An", Role.OFFICER)
        places = [None, *uow.session.scalars(select(Neighbourhood.id))]
        other = ensure_ward(uow.session, "HB", "Công an phường Hồng Bàng", "0225 000 0114")
        lives = Lives(uow.session, 12, START, END)
        for number in range(340):
            lives.add(number, uow.ward_id if number < 300 else other, places, person.id)
    return store


def test_every_cell_agrees_with_a_slow_count(lived: Store) -> None:
    with lived.unit() as uow:
        figures, lines = uow.figures.of(START, END), uow.figures.lines(START, END)
        lives = _slow_lives(uow.session, uow.ward_id)
        assert figures == _slow(lives, *_slow_decisions(uow.session, uow.ward_id))
    assert lines == sorted((line for _, line in lives), key=lambda line: (line.received_at, line.code))
    assert figures.total == len(lines) == figures.handled_total + figures.open_total
    # None of the cells is empty, so that none agrees by chance.
    assert set(figures.handled) == set(Outcome)
    assert all((figures.carried_over, figures.open_in_time, figures.open_overdue, figures.open_unknown))
    assert all(sum(getattr(line, cell) for line in figures.handled.values())
               for cell in ("day_kept", "week_kept", "late", "unknown"))  # fmt: skip
    assert {line.standing for line in lines} == set(Standing)
    assert set(figures.decided) == set(Verdict)
    assert figures.undecided


def test_what_one_period_leaves_open_the_next_one_begins_with(lived: Store) -> None:
    middle = START + (END - START) / 2
    with lived.unit() as uow:
        first, second = uow.figures.of(START, middle), uow.figures.of(middle, END)
        both = uow.figures.of(START, END)
    assert second.carried_over == first.open_total
    assert both.received_total == first.received_total + second.received_total
    assert both.handled_total == first.handled_total + second.handled_total


def test_a_period_without_tips_is_empty(store: Store) -> None:
    with store.unit() as uow:
        figures = uow.figures.of(START, END)
        assert uow.figures.lines(START, END) == []
    assert figures.is_empty
    assert (figures.handling_rate, figures.on_time_rate, figures.median_wait) == (None, None, None)


Life = tuple[Tip, TipLine]


def _slow_lives(session: Session, ward_id: int) -> list[Life]:
    names = {place.id: place.name for place in session.scalars(select(Neighbourhood))}
    limits = {c.tip_id: c.late_at for c in session.scalars(select(TipClock)) if c.slot is ClockKey.TRANSFER_7D}
    sent = list(session.scalars(select(Transfer)))
    found = []
    for tip in session.scalars(select(Tip)):
        if tip.ward_id != ward_id or tip.received_at >= END or (tip.closed_at and tip.closed_at < START):
            continue
        tip.place_name = names.get(tip.neighbourhood_id)  # type: ignore[attr-defined, arg-type]
        found.append((tip, _slow_line(tip, limits.get(tip.id), [row for row in sent if row.tip_id == tip.id])))
    return found


def _slow_line(tip: Tip, limit: datetime | None, sent: list[Transfer]) -> TipLine:
    seen = tip.acknowledged_at if tip.acknowledged_at and tip.acknowledged_at < END else None
    under_way = [row.sent_at for row in sent if row.sent_at < END and not (row.settled_at and row.settled_at < END)]
    if tip.closed_at and tip.closed_at < END:
        passed_on = [row.sent_at for row in sent if row.outcome is tip.outcome and row.sent_at <= tip.closed_at]
        standing, judged, outcome = Standing.CLOSED, max(passed_on, default=tip.closed_at), tip.outcome
    elif under_way:
        standing, judged, outcome = Standing.PASSED_ON, max(under_way), None
    else:
        standing, judged, outcome = Standing.IN_HAND if seen else Standing.NEW, END, None
    kept = None if limit is None else judged <= limit
    return TipLine(tip.code, tip.received_at, seen, tip.category, standing, outcome, kept)


def _slow_decisions(session: Session, ward_id: int) -> tuple[dict[Verdict, int], int]:
    """Of each tip the last decision heard of in the period; and how many passed on had none by its end."""
    decided, undecided = Counter[Verdict](), 0
    rows = session.scalars(select(Decision).order_by(Decision.entered_at, Decision.id)).all()
    for tip in session.scalars(select(Tip).where(Tip.ward_id == ward_id)):
        heard = [row for row in rows if row.tip_id == tip.id and row.entered_at < END]
        in_time = [row for row in heard if row.entered_at >= START]
        decided.update(row.verdict for row in in_time[-1:])
        passed_on = tip.outcome is Outcome.INVESTIGATION and tip.closed_at is not None and tip.closed_at < END
        undecided += passed_on and not heard
    return decided, undecided


def _slow(lives: list[Life], decided: dict[Verdict, int], undecided: int) -> Figures:
    new = [(tip, line) for tip, line in lives if tip.received_at >= START]
    ended = [(tip, line) for tip, line in lives if line.standing is Standing.CLOSED]
    left = Counter(line.kept for _, line in lives if line.standing is not Standing.CLOSED)
    waits = sorted(line.acknowledged_at - tip.received_at for tip, line in new if line.acknowledged_at)
    return Figures(
        start=START, end=END, carried_over=len(lives) - len(new), received=Counter(tip.kind for tip, _ in new),
        acknowledged=len(waits), handled={outcome: _slow_handled(ended, outcome) for outcome in Outcome},
        open_in_time=left[True], open_overdue=left[False], open_unknown=left[None],
        median_wait=_within(waits, 50), p90_wait=_within(waits, 90),
        unidentified=sum(tip.identity_mode is IdentityMode.WITHHELD for tip, _ in new),
        by_category=Counter(tip.category for tip, _ in new),
        by_neighbourhood=Counter(tip.place_name for tip, _ in new),  # type: ignore[attr-defined]
        by_channel=Counter(tip.channel for tip, _ in new), decided=decided, undecided=undecided,
    )  # fmt: skip


def _slow_handled(ended: list[Life], outcome: Outcome) -> Handled:
    cells = [(line.kept, tip.serious is not None) for tip, line in ended if tip.outcome is outcome]
    return Handled(
        day_kept=cells.count((True, True)),
        week_kept=cells.count((True, False)),
        late=cells.count((False, True)) + cells.count((False, False)),
        unknown=cells.count((None, True)) + cells.count((None, False)),
    )


def _within(waits: list[timedelta], hundredths: int) -> timedelta:
    """The smallest wait such that at least so many of a hundred are no longer."""
    return next(wait for wait in waits if sum(other <= wait for other in waits) * 100 >= hundredths * len(waits))

"""Limits kept and broken agree with a slow count in plain Python, tip by tip; what was frozen is read as it was."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.domain.clocks import ClockKey
from bot.domain.ladders import Lack
from bot.domain.people import Role
from bot.domain.periods import Period, PeriodKind
from bot.domain.reports import Breach, ClockFigures, Frozen, Shift, ShiftTally, Tally, corrections
from bot.domain.tip import Channel
from bot.services.reports.gather import count, cut_offs_of
from storage.models import Neighbourhood, Reminder, Tip, TipClock, Transfer
from storage.wards import ensure_ward
from tests.storage.conftest import Store
from tests.storage.figure_lives import Lives

START, END = datetime(2026, 6, 14, 17, tzinfo=UTC), datetime(2026, 7, 14, 17, tzinfo=UTC)
UTC_OFFSET = timedelta(hours=7)


@pytest.fixture
def lived(store: Store) -> Store:
    """200 tips of the ward with all their limits, and 30 of another ward."""
    random = Random(5)
    with store.unit() as uow:
        uow.ward.set_neighbourhoods((f"TDP {n}", ()) for n in range(1, 4))
        person = uow.people.enrol(uow.people.meet(1), "An", Role.OFFICER)
        places = [None, *uow.session.scalars(select(Neighbourhood.id))]
        other = ensure_ward(uow.session, "HB", "Công an phường Hồng Bàng", "0225 000 0114")
        lives = Lives(uow.session, 7, START, END)
        for number in range(230):
            lives.add(number, uow.ward_id if number < 200 else other, places, person.id)
        for tip in list(uow.session.scalars(select(Tip))):
            by = tip.received_at + random.choice([timedelta(minutes=5), timedelta(days=9)])
            by = random.choice([by, by, START, END])
            if random.random() < 0.9:
                uow.session.add(
                    Reminder(
                        tip_id=tip.id, lack=Lack.ACKNOWLEDGEMENT, ladder="[]", begun_at=by, late_from=by, due_at=by
                    )
                )
        for clock in list(uow.session.scalars(select(TipClock).where(TipClock.slot != ClockKey.TRANSFER_7D))):
            around = clock.late_at + timedelta(hours=random.choice([-30, 0, 30]))
            clock.done_at = random.choice([None, around])
            clock.idle_at = random.choice([None, None, clock.late_at - timedelta(hours=1), around])
    return store


def test_every_cell_agrees_with_a_slow_count(lived: Store) -> None:
    with lived.unit() as uow:
        found = uow.clock_figures.of(START, END)
        assert found == _slow(uow.session, uow.ward_id)
        halves = [
            uow.clock_figures.of(*ends)
            for ends in ((START, START + (END - START) / 2), (START + (END - START) / 2, END))
        ]
        one = found.breaches[0].code
        late = [b for b in uow.clock_figures.broken(one, END) if b.late_at >= START]
        assert late == [b for b in found.breaches if b.code == one]
    assert {ClockKey.ACK, ClockKey.TRANSFER_24H, ClockKey.TRANSFER_7D, ClockKey.NOTIFY_PROCURACY} == set(found.clocks)
    assert all(tally.kept and tally.broken for tally in found.clocks.values())
    assert set(found.shifts) == set(Shift)
    # Each limit counts in one period.
    for key, tally in found.clocks.items():
        parts = [half.clocks.get(key, Tally()) for half in halves]
        assert tally == Tally(sum(p.kept for p in parts), sum(p.broken for p in parts))


def test_what_is_frozen_is_read_as_it_was_whatever_happens_later(lived: Store) -> None:
    with lived.unit() as uow:
        zone, cut_offs = uow.settings.timezone, cut_offs_of(uow.settings)
        period = Period(PeriodKind.MONTH, START.astimezone(zone), END.astimezone(zone))
        counted = count(uow, period, cut_offs)
        first = uow.issued_reports.freeze(period, counted, uow.journal.head())
    with lived.unit() as uow:
        for tip in uow.session.scalars(select(Tip).limit(20)):
            tip.neighbourhood_id = None
    with lived.unit() as uow:
        again = uow.issued_reports.get(first.id, lines=True)
        assert (again.version, again.period, again.frozen) == (1, period, counted)
        recounted = count(uow, period, cut_offs)
        second = uow.issued_reports.freeze(period, recounted, uow.journal.head())
        assert (second.version, uow.issued_reports.latest(period).id) == (2, second.id)
        changed = corrections(counted.tables, recounted.tables)
        assert changed
        assert {c.table.key for c in changed} == {"paper-title-places"}
        assert all(c.before != c.after for c in changed)
        assert corrections(counted.tables, counted.tables) == ()


def test_a_comparison_is_with_what_was_issued(lived: Store) -> None:
    """What was reported for the month before stands, also when the tips say otherwise by now."""
    with lived.unit() as uow:
        zone, cut_offs = uow.settings.timezone, cut_offs_of(uow.settings)
        before = Period(PeriodKind.MONTH, datetime(2026, 5, 15, tzinfo=zone), START.astimezone(zone))
        period = Period(PeriodKind.MONTH, START.astimezone(zone), END.astimezone(zone))
        issued = uow.issued_reports.freeze(before, count(uow, before, cut_offs), uow.journal.head())
        for tip in uow.session.scalars(select(Tip).where(Tip.received_at < START).limit(9)):
            tip.received_at = START - timedelta(days=300)
        uow.session.flush()
        frozen: Frozen = count(uow, period, cut_offs)
        assert frozen.previous == issued.frozen.now
        assert frozen.previous != uow.figures.of(before.start, before.end)


def _slow(session: Session, ward_id: int) -> ClockFigures:
    reminders = {r.tip_id: r for r in session.scalars(select(Reminder)) if r.lack is Lack.ACKNOWLEDGEMENT}
    clocks, sent = list(session.scalars(select(TipClock))), list(session.scalars(select(Transfer)))
    found: list[Breach] = []
    tallies: Counter[tuple[ClockKey, bool]] = Counter()
    received: Counter[Shift] = Counter()
    judged: Counter[tuple[Shift, bool]] = Counter()

    def judge(code: str, key: ClockKey, late_at: datetime, done_at: datetime | None) -> None:
        if START <= late_at < END:
            kept = done_at is not None and done_at <= late_at
            tallies[key, kept] += 1
            if not kept:
                found.append(Breach(code, key, late_at, done_at))

    for tip in session.scalars(select(Tip).where(Tip.ward_id == ward_id)):
        reminder, chat = reminders.get(tip.id), tip.channel is Channel.CHAT
        if reminder and chat:
            judge(tip.code, ClockKey.ACK, reminder.late_from, tip.acknowledged_at)
        if START <= tip.received_at < END:
            shift = Shift.DAY if 7 <= (tip.received_at + UTC_OFFSET).hour < 19 else Shift.NIGHT
            received[shift] += 1
            if reminder and chat and reminder.late_from < END:
                judged[shift, bool(tip.acknowledged_at and tip.acknowledged_at <= reminder.late_from)] += 1
        for clock in (c for c in clocks if c.tip_id == tip.id):
            if clock.slot is ClockKey.TRANSFER_7D:
                key = ClockKey.TRANSFER_24H if tip.serious else ClockKey.TRANSFER_7D
                judge(tip.code, key, clock.late_at, _passed_on(tip, [s for s in sent if s.tip_id == tip.id]))
            elif clock.done_at or not clock.idle_at or clock.idle_at > clock.late_at:
                judge(tip.code, clock.slot, clock.late_at, clock.done_at)
    return ClockFigures(
        clocks={
            k: Tally(tallies[k, True], tallies[k, False]) for k in ClockKey if tallies[k, True] + tallies[k, False]
        },
        shifts={s: ShiftTally(received[s], Tally(judged[s, True], judged[s, False])) for s in Shift if received[s]},
        breaches=tuple(sorted(found, key=lambda b: (b.late_at, b.code, b.clock))),
    )


def _passed_on(tip: Tip, sent: list[Transfer]) -> datetime | None:
    if tip.closed_at:
        confirmed = [s.sent_at for s in sent if s.outcome is tip.outcome and s.sent_at <= tip.closed_at]
        return max(confirmed, default=tip.closed_at)
    return max((s.sent_at for s in sent if s.settled_at is None), default=None)

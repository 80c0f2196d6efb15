"""Clocks of one tip: two ends, extensions, suspensions, turning serious, a change of the calendar."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from bot.domain.calendar import Edit, WorkingCalendar, edited
from bot.domain.clocks import (
    DEFAULT_RULES,
    ClockKey,
    ClockRule,
    Extension,
    Limit,
    Mark,
    NotExtendable,
    NotPausable,
    Planned,
    RunningClock,
    Unit,
    acknowledgement,
    extend,
    pause,
    replan,
    resume,
    start,
    told_by,
    turn_serious,
)
from bot.domain.tip import IdentityMode, Urgency
from tests.domain.clocks.ward_time import LAW, ZONE, calendars, day, local, midnight_after, moments

WEEK = DEFAULT_RULES[ClockKey.TRANSFER_7D]
DAY = DEFAULT_RULES[ClockKey.TRANSFER_24H]
RESOLVE = DEFAULT_RULES[ClockKey.RESOLVE]


def begun(key: ClockKey, at: str) -> RunningClock:
    return start(DEFAULT_RULES[key], local(at), LAW)


def by(amount: int, unit: Unit, document: str = "12/QĐ-CSĐT") -> Extension:
    return Extension(Limit(amount, unit), document, "Phó Thủ trưởng")


def test_the_clock_says_when_it_must_be_spoken_of() -> None:
    """Received Thu 26/02, so up to 24:00 on Thu 05/03: a word at 8 on Wednesday, at 8 on Thursday, and when late."""
    clock = begun(ClockKey.TRANSFER_7D, "26/02/2026 16:30")
    assert clock.stages == (
        Planned(Mark.WARN, local("04/03/2026 08:00")),
        Planned(Mark.DUE, local("05/03/2026 08:00")),
        Planned(Mark.OVER, local("06/03/2026 00:00")),
    )
    assert clock.standing(local("04/03/2026 07:59")) is None
    assert clock.standing(local("04/03/2026 08:00")) is Mark.WARN
    assert clock.standing(local("20/03/2026 08:00")) is Mark.OVER


def test_every_stage_is_said_once_even_after_an_outage() -> None:
    clock = begun(ClockKey.TRANSFER_7D, "26/02/2026 16:30")
    said, last = [], clock.started_at
    while stage := clock.next_stage(last):
        said.append(stage.mark)
        last = stage.at
    assert said == [Mark.WARN, Mark.DUE, Mark.OVER]


def test_what_is_done_at_the_last_instant_is_in_time() -> None:
    clock = begun(ClockKey.TRANSFER_24H, "05/03/2026 16:30")
    assert clock.kept(local("06/03/2026 16:30"))
    assert not clock.kept(local("06/03/2026 16:31"))


@pytest.mark.parametrize(
    ("received", "remind", "late"),
    [
        ("02/03/2026 08:00", "05/03/2026", "05/03/2026"),  # Mon: three days are three working days
        ("05/03/2026 08:00", "09/03/2026", "10/03/2026"),  # Thu: Sun 8 moves to Mon 9; Fri 6, Mon 9, Tue 10
        ("13/02/2026 08:00", "23/02/2026", "25/02/2026"),  # before Tết
    ],
)
def test_the_procuracy_is_told_by_the_earlier_end_and_late_after_the_later(
    received: str, remind: str, late: str
) -> None:
    clock = begun(ClockKey.NOTIFY_PROCURACY, received)
    assert clock.due_at == midnight_after(remind)
    assert clock.late_at == midnight_after(late)
    assert clock.stages[-1] == Planned(Mark.OVER, clock.late_at)
    assert clock.stages[-2] == Planned(Mark.DUE, clock.due_at - timedelta(hours=16))


class TestTurningSerious:
    """Received Thu 26/02/2026 16:30; by the milder clock until 24:00 on Thu 05/03."""

    mild = begun(ClockKey.TRANSFER_7D, "26/02/2026 16:30")

    def serious(self, at: str) -> RunningClock:
        return turn_serious(self.mild, DAY, local(at), LAW)

    def test_24_hours_run_from_the_moment_it_turns_out(self) -> None:
        clock = self.serious("04/03/2026 16:30")
        assert clock.key is ClockKey.TRANSFER_24H
        assert clock.rule.basis == "basis-transfer-24h"
        assert clock.started_at == local("04/03/2026 16:30")
        assert clock.due_at == clock.late_at == local("05/03/2026 16:30")

    def test_never_past_the_old_end(self) -> None:
        clock = self.serious("05/03/2026 20:00")
        assert clock.due_at == midnight_after("05/03/2026")
        assert clock.stages == (
            # six hours before lies before it turned serious: too late to warn
            Planned(Mark.DUE, local("05/03/2026 23:00")),
            Planned(Mark.OVER, local("06/03/2026 00:00")),
        )

    def test_less_than_an_hour_is_left(self) -> None:
        clock = self.serious("05/03/2026 23:30")
        assert clock.stages[0] == Planned(Mark.DUE, local("05/03/2026 23:30"))

    def test_already_late(self) -> None:
        clock = self.serious("06/03/2026 09:00")
        assert clock.due_at == midnight_after("05/03/2026")
        assert clock.stages == (Planned(Mark.OVER, local("06/03/2026 09:00")),)

    def test_twice_is_once(self) -> None:
        once = self.serious("04/03/2026 16:30")
        assert turn_serious(once, DAY, local("04/03/2026 20:00"), LAW) is once

    def test_other_clocks_do_not_care(self) -> None:
        clock = begun(ClockKey.NOTIFY_REPORTER, "26/02/2026 16:30")
        assert turn_serious(clock, DAY, local("27/02/2026 16:30"), LAW) is clock

    def test_the_old_end_moves_with_the_calendar(self) -> None:
        off = edited(ZONE, [Edit(day("05/03/2026"), working=False)])
        # the old end is now 24:00 on Friday, so the 24 hours are whole
        assert replan(self.serious("05/03/2026 20:00"), off).due_at == local("06/03/2026 20:00")


class TestExtensions:
    """Received by the competent body on Mon 02/02/2026: 20 days end on Sun 22/02, the last of Tết, so on Mon 23/02."""

    clock = begun(ClockKey.RESOLVE, "02/02/2026 09:00")

    def test_twenty_days(self) -> None:
        assert self.clock.due_at == midnight_after("23/02/2026")
        # the last morning before the fifth day before the end
        assert self.clock.stages[0] == Planned(Mark.WARN, local("17/02/2026 08:00"))

    def test_the_head_prolongs_to_two_months_in_all_and_the_procuracy_once_more(self) -> None:
        first = extend(self.clock, by(2, Unit.MONTHS), LAW)
        assert first.due_at == first.late_at == midnight_after("02/04/2026")  # a Thursday
        second = extend(first, by(2, Unit.MONTHS, "7/QĐ-VKS"), LAW)
        assert second.due_at == midnight_after("02/06/2026")  # from the last day, not from the midnight after it
        assert [extension.document for extension in second.extended_by] == ["12/QĐ-CSĐT", "7/QĐ-VKS"]
        with pytest.raises(NotExtendable):
            extend(second, by(1, Unit.DAYS), LAW)

    def test_shorter_than_the_most(self) -> None:
        # 40 days in all from 02/02 are Sat 14/03
        assert extend(self.clock, by(40, Unit.DAYS), LAW).due_at == midnight_after("16/03/2026")

    def test_from_a_last_day_that_was_moved(self) -> None:
        # 30/06 + 2 months = Sun 30/08, moved to Thu 03/09: that day is the last, and two months follow on it
        clock = extend(begun(ClockKey.RESOLVE, "30/06/2026 09:00"), by(2, Unit.MONTHS), LAW)
        assert extend(clock, by(2, Unit.MONTHS), LAW).due_at == midnight_after("03/11/2026")

    @pytest.mark.parametrize("extension", [by(3, Unit.MONTHS), by(61, Unit.DAYS), by(20, Unit.DAYS), by(1, Unit.HOURS)])
    def test_neither_longer_than_the_law_allows_nor_no_longer_than_before(self, extension: Extension) -> None:
        with pytest.raises(NotExtendable):
            extend(self.clock, extension, LAW)

    def test_no_other_clock_can_be_prolonged(self) -> None:
        for key in set(ClockKey) - {ClockKey.RESOLVE}:
            with pytest.raises(NotExtendable):
                extend(begun(key, "02/02/2026 09:00"), by(2, Unit.MONTHS), LAW)


class TestSuspension:
    """Only the resolution can be suspended (Điều 148); from the decision to resume it has a month (Điều 149.1)."""

    clock = begun(ClockKey.RESOLVE, "02/02/2026 09:00")

    def test_it_says_nothing_while_it_stands(self) -> None:
        still = pause(self.clock, local("10/02/2026 09:00"), "3/QĐ-TĐC")
        assert still.paused
        assert still.next_stage(still.started_at) is None
        assert still.standing(local("01/12/2026 09:00")) is None
        assert replan(still, edited(ZONE, [Edit(day("23/02/2026"), working=False)])) == still

    def test_a_month_from_the_decision_to_resume(self) -> None:
        still = pause(self.clock, local("10/02/2026 09:00"), "3/QĐ-TĐC")
        again = resume(still, local("01/04/2026 09:00"), "4/QĐ-PH", LAW)
        assert not again.paused
        assert again.due_at == midnight_after("04/05/2026")  # Fri 01/05 is off
        assert all(stage.at > local("01/04/2026 09:00") for stage in again.stages)
        assert again.pauses[0].resumed_by == "4/QĐ-PH"

    def test_that_month_is_not_prolonged(self) -> None:
        still = pause(self.clock, local("10/02/2026 09:00"), "3/QĐ-TĐC")
        again = resume(still, local("12/02/2026 09:00"), "4/QĐ-PH", LAW)
        assert again.due_at == midnight_after("12/03/2026")  # two months in all would be 02/04
        with pytest.raises(NotExtendable):
            extend(again, by(2, Unit.MONTHS), LAW)

    def test_nothing_is_said_of_the_time_before_it_was_resumed(self) -> None:
        short = start(replace(RESOLVE, resumed=Limit(3, Unit.DAYS)), local("02/02/2026 09:00"), LAW)
        again = resume(pause(short, local("10/02/2026 09:00"), "3/QĐ-TĐC"), local("03/03/2026 09:00"), "4/QĐ-PH", LAW)
        # to 24:00 on Fri 06/03; the word a week before would lie before the decision to resume
        assert [stage.at for stage in again.stages] == [
            local("05/03/2026 08:00"),
            local("06/03/2026 08:00"),
            local("07/03/2026 00:00"),
        ]

    def test_only_what_runs_can_stop_and_only_what_stands_can_run(self) -> None:
        still = pause(self.clock, local("10/02/2026 09:00"), "3/QĐ-TĐC")
        with pytest.raises(NotPausable):
            pause(still, local("11/02/2026 09:00"), "5/QĐ-TĐC")
        with pytest.raises(NotPausable):
            resume(self.clock, local("11/02/2026 09:00"), "4/QĐ-PH", LAW)
        for key in set(ClockKey) - {ClockKey.RESOLVE}:
            with pytest.raises(NotPausable):
                pause(begun(key, "02/02/2026 09:00"), local("02/02/2026 09:30"), "3/QĐ-TĐC")


def test_a_change_of_the_calendar_moves_what_it_touches() -> None:
    off = edited(ZONE, [Edit(day("05/03/2026"), working=False)])
    moved = begun(ClockKey.TRANSFER_7D, "26/02/2026 16:30")
    assert replan(moved, off).due_at == midnight_after("06/03/2026")
    assert replan(replan(moved, off), LAW) == moved
    for untouched in (begun(ClockKey.TRANSFER_24H, "05/03/2026 16:30"), begun(ClockKey.TRANSFER_7D, "27/02/2026 9:00")):
        assert replan(untouched, off) == untouched


def test_a_change_of_policy_leaves_running_clocks_alone() -> None:
    clock = start(replace(WEEK, limit=Limit(5, Unit.DAYS)), local("26/02/2026 16:30"), LAW)
    assert replan(clock, LAW).due_at == midnight_after("03/03/2026")


def test_the_wards_minutes() -> None:
    for urgency, minutes in ((Urgency.DANGER, 5), (Urgency.URGENT, 5), (Urgency.NORMAL, 15)):
        clock = start(acknowledgement(urgency, danger=5, normal=15), local("16/02/2026 23:58"), LAW)
        assert clock.due_at == clock.started_at + timedelta(minutes=minutes)


def test_who_gave_no_name_is_owed_no_letter() -> None:
    void = {key for key, rule in DEFAULT_RULES.items() if not rule.runs_for(IdentityMode.WITHHELD)}
    assert void == {ClockKey.NOTIFY_REPORTER, ClockKey.RESULT_TO_REPORTER}
    assert all(rule.runs_for(IdentityMode.SECRET) for rule in DEFAULT_RULES.values())


def test_there_is_a_rule_for_each_key() -> None:
    assert set(DEFAULT_RULES) == set(ClockKey)


def test_a_clock_can_be_kept_as_json_and_read_again() -> None:
    serious = turn_serious(begun(ClockKey.TRANSFER_7D, "26/02/2026 16:30"), DAY, local("04/03/2026 16:30"), LAW)
    still = pause(
        extend(begun(ClockKey.RESOLVE, "02/02/2026 09:00"), by(2, Unit.MONTHS), LAW), local("10/02/2026 9:00"), "3"
    )
    adapter = TypeAdapter(RunningClock)
    for clock in (serious, still):
        assert adapter.validate_json(adapter.dump_json(clock)) == clock


rules = st.sampled_from(sorted(DEFAULT_RULES.values(), key=lambda rule: rule.key))


@given(rules, moments, calendars)
def test_stages_come_in_order_after_the_start(rule: ClockRule, at: datetime, calendar: WorkingCalendar) -> None:
    clock = start(rule, at, calendar)
    marks = [stage.mark for stage in clock.stages]
    assert [stage.at for stage in clock.stages] == sorted({stage.at for stage in clock.stages})
    assert all(stage.at >= at for stage in clock.stages)
    assert marks == sorted(marks, key=list(Mark).index)
    assert marks[-1] is Mark.OVER
    assert at < clock.due_at <= clock.late_at <= clock.stages[-1].at


@given(rules, moments, calendars, calendars)
def test_replanning_is_starting_anew(
    rule: ClockRule, at: datetime, one: WorkingCalendar, other: WorkingCalendar
) -> None:
    assert replan(start(rule, at, one), other) == start(rule, at, other)


@given(moments, st.timedeltas(timedelta(), timedelta(days=12)), calendars)
def test_serious_is_within_24_hours_and_never_later_than_before(
    at: datetime, later: timedelta, calendar: WorkingCalendar
) -> None:
    mild = start(WEEK, at, calendar)
    clock = turn_serious(mild, DAY, at + later, calendar)
    assert clock.due_at == min(mild.due_at, at + later + timedelta(hours=24))
    assert replan(clock, calendar) == clock


@given(rules, moments, calendars, calendars, st.integers(0, 4))
def test_a_calendar_edit_repeats_no_stage_and_leaves_none_out(
    rule: ClockRule, at: datetime, one: WorkingCalendar, other: WorkingCalendar, said: int
) -> None:
    old, new = start(rule, at, one), start(rule, at, other)
    said_at = old.stages[min(said, len(old.stages)) - 1].at if said else old.unspoken
    told = told_by(old, new, said_at)
    assert [s.mark for s in new.stages if s.at > told] == [s.mark for s in old.stages if s.at > said_at]

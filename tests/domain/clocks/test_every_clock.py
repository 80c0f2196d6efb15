"""Every clock of the ward against dates worked out by hand, and what holds for each of them.

Days off, from the calendars: Tết Sat 14/02–Sun 22/02/2026 and Thu 04/02–Wed 10/02/2027; Tue 24/11/2026
(Ngày Văn hóa Việt Nam, off from 2026 on); Sat 22/08/2026 is worked for Mon 31/08. 29/02/2028 is a Tuesday.
"""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import WorkingCalendar
from bot.domain.clocks import DEFAULT_RULES, ClockKey, ClockRule, Unit, start
from tests.domain.clocks.ward_time import LAW, ZONE, calendars, local, midnight_after, moments

BY_DAY = [
    # seven days to pass a tip on
    ("transfer_7d", "09/02/2026 08:00", "23/02/2026", "23/02/2026"),  # Mon 16/02 is in Tết
    ("transfer_7d", "28/01/2027 08:00", "11/02/2027", "11/02/2027"),  # Thu 04/02 is in Tết
    ("transfer_7d", "17/11/2026 08:00", "25/11/2026", "25/11/2026"),  # Tue 24/11
    ("transfer_7d", "15/08/2026 08:00", "22/08/2026", "22/08/2026"),  # a worked Saturday is a last day
    ("transfer_7d", "22/02/2028 23:59", "29/02/2028", "29/02/2028"),
    ("transfer_7d", "30/12/2026 00:00", "06/01/2027", "06/01/2027"),  # over the year
    # three days by one source, three working days by the other
    ("notify_procuracy", "13/02/2026 08:00", "23/02/2026", "25/02/2026"),
    ("notify_procuracy", "03/02/2027 08:00", "11/02/2027", "15/02/2027"),  # Sat 06/02; Thu 11, Fri 12, Mon 15
    ("notify_procuracy", "21/11/2026 08:00", "25/11/2026", "26/11/2026"),  # Tue 24/11; Mon 23, Wed 25, Thu 26
    ("notify_procuracy", "19/08/2026 08:00", "22/08/2026", "22/08/2026"),  # Thu, Fri and the worked Saturday
    ("notify_procuracy", "26/02/2028 08:00", "29/02/2028", "01/03/2028"),  # a Saturday: Mon, Tue, Wed
    # three working days
    ("notify_reporter", "27/02/2026 16:30", "04/03/2026", "04/03/2026"),
    ("notify_reporter", "13/02/2026 16:30", "25/02/2026", "25/02/2026"),
    ("notify_reporter", "03/02/2027 16:30", "15/02/2027", "15/02/2027"),
    ("notify_reporter", "20/11/2026 16:30", "26/11/2026", "26/11/2026"),  # Mon 23, Wed 25, Thu 26
    ("notify_reporter", "20/08/2026 16:30", "24/08/2026", "24/08/2026"),  # Fri 21, Sat 22, Mon 24
    ("notify_reporter", "25/02/2028 16:30", "01/03/2028", "01/03/2028"),
    # twenty days to resolve
    ("resolve", "02/02/2026 09:00", "23/02/2026", "23/02/2026"),  # Sun 22/02
    ("resolve", "18/01/2027 09:00", "11/02/2027", "11/02/2027"),  # Sun 07/02 is in Tết
    ("resolve", "04/11/2026 09:00", "25/11/2026", "25/11/2026"),
    ("resolve", "02/08/2026 09:00", "22/08/2026", "22/08/2026"),
    ("resolve", "09/02/2028 09:00", "29/02/2028", "29/02/2028"),
    ("resolve", "31/03/2026 09:00", "20/04/2026", "20/04/2026"),  # a month's end is no matter for days
    # three days to tell the result
    ("result_to_reporter", "13/02/2026 09:00", "23/02/2026", "23/02/2026"),
    ("result_to_reporter", "21/11/2026 09:00", "25/11/2026", "25/11/2026"),
    ("result_to_reporter", "29/12/2026 09:00", "04/01/2027", "04/01/2027"),  # Fri 01/01, then a weekend
    ("result_to_reporter", "26/02/2028 09:00", "29/02/2028", "29/02/2028"),
    # requests about personal data: two working days, ten days, twenty
    ("request_answer", "13/02/2026 09:00", "24/02/2026", "24/02/2026"),
    ("request_answer", "23/11/2026 09:00", "26/11/2026", "26/11/2026"),
    ("request_answer", "28/02/2028 09:00", "01/03/2028", "01/03/2028"),
    ("request_copy", "06/02/2026 09:00", "23/02/2026", "23/02/2026"),
    ("request_copy", "14/11/2026 09:00", "25/11/2026", "25/11/2026"),
    ("request_copy", "19/02/2028 09:00", "29/02/2028", "29/02/2028"),
    ("request_delete", "15/01/2027 09:00", "11/02/2027", "11/02/2027"),
    ("request_delete", "27/01/2027 09:00", "16/02/2027", "16/02/2027"),
    ("request_delete", "04/11/2026 09:00", "25/11/2026", "25/11/2026"),
]
BY_HOUR = [
    ("ack", "16/02/2026 23:58", "17/02/2026 00:13"),
    ("danger", "16/02/2026 23:58", "17/02/2026 00:03"),
    ("transfer_24h", "14/02/2026 22:15", "15/02/2026 22:15"),  # through Tết
    ("transfer_24h", "23/11/2026 16:00", "24/11/2026 16:00"),
    ("transfer_24h", "28/02/2028 12:00", "29/02/2028 12:00"),
    ("transfer_24h", "31/12/2026 00:00", "01/01/2027 00:00"),
    ("suspend_notice", "05/02/2027 07:30", "06/02/2027 07:30"),
    ("suspend_notice", "29/02/2028 23:59", "01/03/2028 23:59"),
    ("breach_notice", "31/12/2026 23:30", "03/01/2027 23:30"),
    ("breach_notice", "27/02/2028 08:00", "01/03/2028 08:00"),
]


@pytest.mark.parametrize(("key", "at", "due", "late"), BY_DAY)
def test_what_ends_with_a_day(key: str, at: str, due: str, late: str) -> None:
    clock = start(DEFAULT_RULES[ClockKey(key)], local(at), LAW)
    assert clock.due_at == midnight_after(due)
    assert clock.late_at == midnight_after(late)
    assert clock.kept(clock.late_at), "24:00 itself is in time"
    assert not clock.kept(clock.late_at + timedelta(microseconds=1))


@pytest.mark.parametrize(("key", "at", "end"), BY_HOUR)
def test_what_ends_with_an_hour(key: str, at: str, end: str) -> None:
    clock = start(DEFAULT_RULES[ClockKey(key)], local(at), LAW)
    assert clock.due_at == clock.late_at == local(end).astimezone(UTC)


def test_no_clock_is_left_out() -> None:
    assert {row[0] for row in BY_DAY} | {row[0] for row in BY_HOUR} == {str(key) for key in ClockKey}


rules = st.sampled_from(sorted(DEFAULT_RULES.values(), key=lambda rule: rule.key))
EXACT = {Unit.MINUTES: "minutes", Unit.HOURS: "hours"}


@given(rules, moments, st.timedeltas(timedelta(), timedelta(days=60)), calendars)
def test_who_begins_later_ends_no_earlier(
    rule: ClockRule, at: datetime, later: timedelta, calendar: WorkingCalendar
) -> None:
    first, second = start(rule, at, calendar), start(rule, at + later, calendar)
    assert first.due_at <= second.due_at
    assert first.late_at <= second.late_at


@given(rules, moments, calendars)
def test_days_end_on_a_working_day_and_hours_are_exact(
    rule: ClockRule, at: datetime, calendar: WorkingCalendar
) -> None:
    clock = start(rule, at, calendar)
    if rule.limit.unit in EXACT:
        assert clock.late_at - at == timedelta(**{EXACT[rule.limit.unit]: rule.limit.amount})
        return
    for end in (clock.due_at, clock.late_at):
        last = (end - timedelta(microseconds=1)).astimezone(ZONE)
        assert calendar.works(last.date())
        assert end.astimezone(ZONE).time() == datetime.min.time()

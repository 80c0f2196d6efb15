"""A deadline falls when it falls; we speak when people may be spoken to. Danger never waits."""

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.clocks import DEFAULT_RULES, ClockKey, Mark, QuietHours, next_moment_to_speak, speak_at, start
from bot.domain.tip import Urgency
from tests.domain.clocks.ward_time import LAW, ZONE, local, moments

NIGHT = QuietHours(ZONE)
CALM = [Urgency.URGENT, Urgency.NORMAL]


@pytest.mark.parametrize("urgency", CALM)
@pytest.mark.parametrize(
    ("moment", "spoken"),
    [
        ("05/03/2026 21:59", "05/03/2026 21:59"),
        ("05/03/2026 22:00", "06/03/2026 06:00"),
        ("05/03/2026 23:30", "06/03/2026 06:00"),
        ("06/03/2026 00:00", "06/03/2026 06:00"),
        ("06/03/2026 05:59", "06/03/2026 06:00"),
        ("06/03/2026 06:00", "06/03/2026 06:00"),
    ],
)
def test_at_night_it_waits_for_the_morning(urgency: Urgency, moment: str, spoken: str) -> None:
    assert next_moment_to_speak(local(moment), urgency, NIGHT) == local(spoken)


def test_quiet_hours_within_a_day_and_none_at_all() -> None:
    noon = QuietHours(ZONE, time(11, 30), time(13, 30))
    assert next_moment_to_speak(local("05/03/2026 12:00"), Urgency.NORMAL, noon) == local("05/03/2026 13:30")
    assert next_moment_to_speak(local("05/03/2026 23:00"), Urgency.NORMAL, noon) == local("05/03/2026 23:00")
    never = QuietHours(ZONE, time(6), time(6))
    assert next_moment_to_speak(local("05/03/2026 06:00"), Urgency.NORMAL, never) == local("05/03/2026 06:00")


def test_a_warning_that_would_come_too_late_comes_at_night() -> None:
    moment = local("05/03/2026 23:00")
    at_night = local("06/03/2026 00:00")
    assert next_moment_to_speak(moment, Urgency.NORMAL, NIGHT, before=at_night) == moment
    assert next_moment_to_speak(moment, Urgency.NORMAL, NIGHT, before=local("06/03/2026 09:00")) == local(
        "06/03/2026 06:00"
    )
    # an end at the very moment of the morning cannot be met any more
    assert next_moment_to_speak(moment, Urgency.NORMAL, NIGHT, before=local("06/03/2026 06:00")) == moment
    # once it is past there is nothing left to be in time for
    assert next_moment_to_speak(at_night, Urgency.NORMAL, NIGHT, before=at_night) == local("06/03/2026 06:00")


def test_a_day_limit_is_called_late_in_the_morning_an_hour_limit_at_once() -> None:
    week = start(DEFAULT_RULES[ClockKey.TRANSFER_7D], local("26/02/2026 16:30"), LAW)
    late = week.stages[-1]
    assert late.mark is Mark.OVER
    assert speak_at(week, late, Urgency.NORMAL, NIGHT) == local("06/03/2026 06:00")
    assert speak_at(week, late, Urgency.DANGER, NIGHT) == week.due_at
    hours = start(DEFAULT_RULES[ClockKey.TRANSFER_24H], local("26/02/2026 23:30"), LAW)
    assert [speak_at(hours, stage, Urgency.NORMAL, NIGHT) for stage in hours.stages] == [s.at for s in hours.stages]


hours = st.times().map(lambda t: t.replace(second=0, microsecond=0))
quiets = st.builds(QuietHours, st.just(ZONE), hours, hours)


@given(moments, quiets)
def test_danger_never_waits(moment: datetime, quiet: QuietHours) -> None:
    assert next_moment_to_speak(moment, Urgency.DANGER, quiet) == moment


@given(moments, st.sampled_from(CALM), quiets)
def test_it_waits_less_than_a_day_and_only_while_it_is_quiet(
    moment: datetime, urgency: Urgency, quiet: QuietHours
) -> None:
    spoken = next_moment_to_speak(moment, urgency, quiet)
    assert moment <= spoken < moment + timedelta(days=1)
    assert not quiet.cover(spoken)
    assert (spoken == moment) is not quiet.cover(moment)


@given(moments, st.timedeltas(timedelta(), timedelta(days=3)), st.sampled_from(CALM), quiets)
def test_what_comes_later_is_said_no_earlier(
    moment: datetime, later: timedelta, urgency: Urgency, quiet: QuietHours
) -> None:
    said = next_moment_to_speak(moment, urgency, quiet)
    assert said <= next_moment_to_speak(moment + later, urgency, quiet)

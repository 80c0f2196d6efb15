"""One chat is read at once up to a burst, then in turn; in danger up to the danger, a few times; others never wait."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clock import MovableClock
from bot.reading_pace import FORGET_FROM, HURRIES, HURRY_AGAIN, MOST_HURRIED, ReadingPace
from tests.world import MONDAY_NINE


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(MONDAY_NINE)


@pytest.fixture
def pace(clock: MovableClock) -> ReadingPace:
    return ReadingPace(clock.now, burst=40, per_minute=30)


def test_an_album_and_a_quick_dialog_never_meet_it(pace: ReadingPace, clock: MovableClock) -> None:
    assert all(pace.admits("a", n) for n in range(10))
    for n in range(10, 100):
        clock.advance(timedelta(seconds=1.5))
        assert pace.admits("a", n)


def test_a_burst_then_one_every_two_seconds(pace: ReadingPace, clock: MovableClock) -> None:
    assert sum(pace.admits("a", n) for n in range(1000)) == 40
    assert pace.wait("a") == timedelta(seconds=2)
    clock.advance(timedelta(seconds=2))
    assert [pace.admits("a", n) for n in (1000, 1001)] == [True, False]
    assert pace.admits("b", 1), "somebody else"


def test_an_episode_ends_with_calm(pace: ReadingPace, clock: MovableClock) -> None:
    while pace.admits("a", 1):
        pass
    pace.tell("a")
    clock.advance(timedelta(seconds=78))
    assert pace.is_told("a")
    clock.advance(timedelta(seconds=2))
    assert not pace.is_told("a")


def test_danger_is_read_up_to_a_few_times(pace: ReadingPace, clock: MovableClock) -> None:
    while pace.admits("a", 1):
        pass
    for n in range(HURRIES):
        assert pace.may_hurry("a")
        pace.hurry("a", 100 * n + 100)
        assert all(pace.admits("a", 100 * n + m) for m in range(2, 101))
        assert not pace.admits("a", 100 * n + 101), "what comes after the danger waits again"
    assert not pace.may_hurry("a")
    clock.advance(timedelta(seconds=80))
    assert not pace.may_hurry("a"), "calm gives the burst back, not this"
    clock.advance(HURRY_AGAIN - timedelta(seconds=80))
    assert pace.may_hurry("a")


def test_danger_far_behind_comes_nearer_each_time(pace: ReadingPace) -> None:
    """Ten thousand messages before it are no honest person's; nobody else is to pay for reading them all at once."""
    while pace.admits("a", 1):
        pass
    pace.hurry("a", 10_000)
    assert sum(pace.admits("a", n) for n in range(2, 10_000)) == MOST_HURRIED
    pace.hurry("a", 10_000)
    assert sum(pace.admits("a", n) for n in range(2, 10_000)) == MOST_HURRIED


def test_a_clock_that_goes_back_makes_nobody_wait_longer() -> None:
    moment = [MONDAY_NINE]
    pace = ReadingPace(lambda: moment[0], burst=40, per_minute=30)
    while pace.admits("a", 1):
        pass
    moment[0] -= timedelta(hours=3)
    assert pace.wait("a") <= timedelta(seconds=2)
    moment[0] += timedelta(seconds=2)
    assert pace.admits("a", 2)


def test_who_is_calm_is_forgotten(pace: ReadingPace, clock: MovableClock) -> None:
    for n in range(3 * FORGET_FROM):
        assert pace.admits(f"lane {n}", 1)
        clock.advance(timedelta(seconds=1))
    assert len(pace._chats) < 1.1 * FORGET_FROM


@given(st.lists(st.floats(0, 30), max_size=200))
def test_nobody_is_read_faster_than_is_published(pauses: list[float]) -> None:
    clock = MovableClock(MONDAY_NINE)
    pace, read = ReadingPace(clock.now, burst=40, per_minute=30), 0
    for pause in pauses:
        clock.advance(timedelta(seconds=pause))
        read += sum(pace.admits("a", n) for n in range(5))
        assert read <= 40 + (clock.now() - MONDAY_NINE).total_seconds() / 2 + 0.001

"""The bot never speaks faster than Telegram allows, and never holds back one chat because of another."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pacing import Pacing


@dataclass
class Seconds:
    """A monotonic clock that a test moves."""

    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


def _paced(seconds: Seconds) -> Pacing:
    return Pacing(seconds, bot_per_second=28, chat_per_second=1, group_per_minute=20)


def _sent_to(lane: str, pacing: Pacing, seconds: Seconds, during: float, *, group: bool) -> list[float]:
    """When messages go out to one lane that always has more to say."""
    sent, end = [], seconds.now + during
    while seconds.now < end:
        if lane not in pacing.blocked() and pacing.room() >= 1:
            pacing.spend(lane, group=group)
            sent.append(seconds.now)
        else:
            seconds.now += 0.05
    return sent


def test_no_minute_in_a_group_sees_more_than_twenty() -> None:
    seconds = Seconds()
    sent = _sent_to("g:1", _paced(seconds), seconds, 600, group=True)
    assert all(sum(at <= other < at + 60 for other in sent) <= 20 for at in sent)
    assert len(sent) >= 0.7 * 20 * 10, "and it is not much slower than allowed either"


def test_a_chat_takes_a_short_burst_and_then_one_a_second() -> None:
    seconds = Seconds()
    sent = _sent_to("a:1", _paced(seconds), seconds, 60, group=False)
    assert 50 <= len(sent) <= 67
    assert sum(at < sent[0] + 1 for at in sent) <= 7


def test_the_whole_bot_stays_within_its_second() -> None:
    seconds, sent = Seconds(), []
    pacing = _paced(seconds)
    for n in range(300):
        while pacing.room() < 1:
            seconds.now += 0.01
        pacing.spend(f"a:{n}", group=False)
        sent.append(seconds.now)
    late = [at for at in sent if at > sent[0] + 1]
    assert all(sum(at <= other < at + 1 for other in late) <= 30 for at in late)


def test_one_slow_lane_holds_up_no_other() -> None:
    seconds = Seconds()
    pacing = _paced(seconds)
    for _ in range(5):
        pacing.spend("g:1", group=True)
    assert pacing.blocked() == {"g:1"}
    assert pacing.room() >= 1


def test_what_telegram_asks_for_is_kept_to_the_second() -> None:
    seconds = Seconds()
    pacing = _paced(seconds)
    pacing.hold("a:1", 17)
    seconds.now += 16.9
    assert pacing.blocked() == {"a:1"}
    assert pacing.wait() == pytest.approx(0.1)
    seconds.now += 0.2
    assert pacing.blocked() == set()


def test_lanes_that_are_quiet_again_are_forgotten() -> None:
    """A year has many chats."""
    seconds = Seconds()
    pacing = _paced(seconds)
    for n in range(20):
        pacing.spend(f"a:{n}", group=False)
    seconds.now += 3600
    assert pacing.blocked() == set()
    assert not pacing._lanes
    assert not pacing._held


@given(st.lists(st.tuples(st.sampled_from("abc"), st.floats(0, 5)), max_size=60))
def test_waiting_as_long_as_it_says_always_frees_something(steps: list[tuple[str, float]]) -> None:
    seconds = Seconds()
    pacing = _paced(seconds)
    for lane, pause in steps:
        if lane not in pacing.blocked() and pacing.room() >= 1:
            pacing.spend(lane, group=lane == "a")
        seconds.now += pause
    blocked = pacing.blocked()
    if blocked:
        seconds.now += pacing.wait() + 1e-6
        assert pacing.blocked() < blocked
    assert pacing.wait() >= 0


def test_answers_to_presses_are_no_messages_to_a_chat() -> None:
    """Who presses twenty buttons in a row sees none of them wait; all together they keep to the bot's own pace."""
    seconds = Seconds()
    pacing = _paced(seconds)
    sent = _sent_to("p:one", pacing, seconds, 2, group=False)
    assert sum(at < sent[0] + 1 for at in sent) > 20
    assert len(sent) <= 28 * 3

"""The table of ladders, row by row as the ward wants it, and what holds for all of them."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.casework.outcomes import Outcome
from bot.domain.casework.state import CaseState
from bot.domain.escalation import Rung, To
from bot.domain.ladders import WATCHES, Lack, Wait, lacks, ladder_of, speaks_at_night
from bot.domain.tip import Status, Urgency

MINUTES = {Wait.ACKNOWLEDGE: 5, Wait.ESCALATE: 10, Wait.ASSIGN: 120, Wait.MOVE: 480, Wait.CONFIRM: 18 * 60}
# Written out by hand: (minutes after the one before, to whom); then every so many minutes.
EXPECTED: dict[Lack, tuple[list[tuple[int, str]], int]] = {
    Lack.ACKNOWLEDGEMENT: ([(5, "group"), (10, "commander"), (10, "chief")], 60),
    Lack.OWNER: ([(120, "group"), (120, "commander")], 0),
    Lack.MOVEMENT: ([(480, "owner"), (120, "desk")], 0),
    Lack.CONFIRMATION: ([(1080, "unit")], 0),
    Lack.ANSWER: ([(1440, "reporter"), (1440, "asker")], 0),
    Lack.WORD: ([(20160, "reporter")], 0),
}
STATES = {
    Lack.ACKNOWLEDGEMENT: {"new"},
    Lack.OWNER: {"acknowledged", "assigned", "verifying", "classified"},
    Lack.MOVEMENT: {"acknowledged", "assigned", "verifying"},
    Lack.CONFIRMATION: {"transferred"},
    Lack.ANSWER: {"new", "acknowledged", "assigned", "verifying", "classified", "transferred"},
    Lack.WORD: {"closed"},
}


@pytest.mark.parametrize("lack", list(Lack))
def test_the_table_is_what_the_ward_wants(lack: Lack) -> None:
    ladder = ladder_of(lack, MINUTES)
    assert ([(rung.minutes, rung.to) for rung in ladder.rungs], ladder.repeat) == EXPECTED[lack]
    assert {status for status in Status if lacks(lack, CaseState(status))} == STATES[lack]


def test_only_the_wait_for_an_acknowledgement_never_ends() -> None:
    for lack in Lack:
        ladder = ladder_of(lack, MINUTES)
        last = len(ladder.rungs) - 1
        if lack is Lack.ACKNOWLEDGEMENT:
            assert ladder.rung(10_000) == Rung(60, To.CHIEF)
            assert ladder.wait(10_000) == timedelta(hours=1)
        else:
            assert ladder.wait(last) is not None
            assert ladder.wait(last + 1) is None


def test_a_tip_with_an_owner_lacks_none() -> None:
    assert not any(lacks(Lack.OWNER, CaseState(status, owner_id=1)) for status in Status)


@pytest.mark.parametrize("outcome", list(Outcome))
def test_who_told_something_false_or_twice_is_not_asked_whether_all_is_well(outcome: Outcome) -> None:
    asked = lacks(Lack.WORD, CaseState(Status.CLOSED, outcome=outcome))
    assert asked == (outcome not in {Outcome.FALSE, Outcome.JUNK, Outcome.DUPLICATE})


def test_at_night_only_danger_speaks_and_what_just_happened_finds_somebody() -> None:
    aloud = {(lack, u) for lack in Lack for u in Urgency if speaks_at_night(lack, To.GROUP, u)}
    of_danger = {(lack, Urgency.DANGER) for lack in Lack if lack is not Lack.WORD}
    assert aloud == of_danger | {(Lack.ACKNOWLEDGEMENT, Urgency.URGENT)}
    assert not any(speaks_at_night(lack, To.REPORTER, u) for lack in Lack for u in Urgency)


@given(st.sampled_from(Lack), st.integers(0, 50), st.integers(1, 24 * 60))
def test_every_wait_is_long_enough_not_to_follow_at_once(lack: Lack, stage: int, minutes: int) -> None:
    ladder = ladder_of(lack, dict.fromkeys(Wait, minutes))
    wait = ladder.wait(stage)
    assert wait is None or wait >= timedelta(minutes=1)
    assert wait is not None or stage >= len(ladder.rungs)


def test_every_open_state_has_somebody_who_waits() -> None:
    """No tip may be left without a ladder or a legal clock; a classified one has an owner or is asked for one."""
    begun = {status for watch in WATCHES.values() if watch.by_state for status in watch.states}
    assert begun | {Status.TRANSFERRED} == set(Status)

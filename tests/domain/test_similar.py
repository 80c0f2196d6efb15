"""Which tips are proposed as belonging together, and why."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.casework.similar import WEIGHTS, Reason, Traits, reasons, weight
from bot.domain.search.terms import TermKind
from bot.domain.tip import Category

NOW = datetime(2026, 3, 2, 2, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TIP = Traits(Category.THEFT, NOW, neighbourhood_id=5, start=NOW - 10 * HOUR, end=NOW - 8 * HOUR)


def _other(**changed: object) -> Traits:
    values = {
        "category": Category.THEFT, "received_at": NOW + HOUR, "neighbourhood_id": 5,
        "start": NOW - 9 * HOUR, "end": NOW - 9 * HOUR,
    } | changed  # fmt: skip
    return Traits(**values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("other", "shared", "why"),
    [
        (_other(), (), (Reason.NEIGHBOURHOOD,)),
        (_other(neighbourhood_id=6), (), ()),
        (_other(neighbourhood_id=None), (), ()),
        (_other(category=Category.FRAUD), (), ()),
        (_other(start=NOW - 33 * HOUR, end=NOW - 33 * HOUR), (), (Reason.NEIGHBOURHOOD,)),
        (_other(start=NOW - 35 * HOUR, end=NOW - 35 * HOUR), (), ()),
        (_other(start=None, end=None), (), (Reason.NEIGHBOURHOOD,)),
        (_other(start=None, end=None, received_at=NOW + 2 * DAY), (), ()),
        (_other(received_at=NOW + 7 * DAY, category=Category.FRAUD), (TermKind.PLATE,), (Reason.PLATE,)),
        (_other(received_at=NOW + 7 * DAY + HOUR), (TermKind.PLATE,), ()),
        (_other(), (TermKind.LINK, TermKind.PLATE), (Reason.PLATE, Reason.LINK, Reason.NEIGHBOURHOOD)),
        (_other(), (TermKind.WORD, TermKind.HOST, TermKind.PLACE, TermKind.DAY), (Reason.NEIGHBOURHOOD,)),
    ],
)
def test_reasons(other: Traits, shared: tuple[TermKind, ...], why: tuple[Reason, ...]) -> None:
    assert reasons(TIP, other, shared) == why


def test_positions_say_more_than_neighbourhoods() -> None:
    here = Traits(Category.THEFT, NOW, 5, (20.86, 106.68))
    assert reasons(here, _other(start=None, end=None, position=(20.8605, 106.6805), neighbourhood_id=6), ()) == (
        Reason.NEAR,
    )
    assert reasons(here, _other(start=None, end=None, position=(20.87, 106.68)), ()) == ()
    assert reasons(here, _other(start=None, end=None), ()) == (Reason.NEIGHBOURHOOD,)


def test_tips_of_no_kind_are_not_alike_for_that() -> None:
    unknown = Traits(Category.OTHER, NOW, 5)
    assert reasons(unknown, Traits(Category.OTHER, NOW, 5), ()) == ()


def test_every_reason_has_its_weight_and_a_number_says_more_than_a_place() -> None:
    assert set(WEIGHTS) == set(Reason)
    assert weight((Reason.LINK,)) > weight((Reason.NEAR,)) > weight((Reason.NEIGHBOURHOOD,)) > weight(()) == 0


TRAITS = st.builds(
    Traits,
    st.sampled_from(list(Category)),
    st.integers(0, 400).map(lambda hours: NOW + hours * HOUR),
    st.sampled_from([None, 5, 6]),
    st.sampled_from([None, (20.86, 106.68), (20.8601, 106.6801), (20.9, 106.7)]),
    st.none() | st.integers(-200, 0).map(lambda hours: NOW + hours * HOUR),
)


@given(one=TRAITS, other=TRAITS, shared=st.sets(st.sampled_from(list(TermKind))))
def test_both_ways_round_the_reasons_are_the_same(one: Traits, other: Traits, shared: set[TermKind]) -> None:
    assert reasons(one, other, shared) == reasons(other, one, shared)

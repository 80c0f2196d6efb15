"""Small counts: whoever knows the rules, the total and everything that is shown works out none of them."""

from collections import defaultdict
from itertools import product

from bot.domain.reports import suppressed


def test_every_small_count_could_be_another_one() -> None:
    """Every table of four rows up to six a row: those that look alike differ in each row that is not shown."""
    for rows in (2, 3, 4):
        alike: dict[object, list[tuple[int, ...]]] = defaultdict(list)
        for table in product(range(7 if rows < 4 else 6), repeat=rows):
            found = suppressed(dict(enumerate(table)))
            assert all(count >= 3 for count in found.shown.values())
            assert sum(found.shown.values()) + found.rest == sum(table)
            alike[tuple(sorted(found.shown.items())), found.rest].append(table)
        for (shown, rest), tables in alike.items():
            hidden = set(range(rows)) - {row for row, _ in shown}
            for row in hidden if rest else ():
                assert len({table[row] for table in tables}) > 1, (shown, rest, row)


def test_large_counts_are_shown_as_they_are() -> None:
    found = suppressed({"a": 3, "b": 12})
    assert (found.shown, found.rest) == ({"a": 3, "b": 12}, 0)
    assert suppressed({}).rest == 0

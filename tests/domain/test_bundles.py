"""Which cards go out together."""

from itertools import count

from bot.domain.bundles import MOST_IN_DANGER_SINGLY, MOST_LINES, MOST_SINGLY, Waiting, bundle


def _waiting(calm: int, in_danger: int = 0) -> list[Waiting]:
    ids = count(1)
    return [Waiting(n := next(ids), n, danger) for danger in [True] * in_danger + [False] * calm]


def test_a_few_cards_go_out_one_by_one() -> None:
    assert bundle([]) == []
    assert bundle(_waiting(MOST_SINGLY)) == []
    assert bundle(_waiting(MOST_SINGLY - MOST_IN_DANGER_SINGLY, MOST_IN_DANGER_SINGLY)) == []


def test_more_than_a_few_go_out_together() -> None:
    waiting = _waiting(MOST_SINGLY + 1)
    assert bundle(waiting) == waiting
    waiting = _waiting(0, MOST_IN_DANGER_SINGLY + 1)
    assert bundle(waiting) == waiting


def test_a_message_holds_so_many_tips_and_the_first_is_among_them() -> None:
    waiting = _waiting(MOST_LINES * 3, 5)
    assert bundle(waiting) == waiting[:MOST_LINES]


def test_two_rows_of_one_tip_are_one_line() -> None:
    card, anew = Waiting(1, 1, danger=True), Waiting(9, 1, danger=True)
    assert bundle([card, anew, *_waiting(0, 1)]) == []
    others = [Waiting(n, n, danger=False) for n in range(2, 9)]
    assert bundle([card, *others, anew]) == [card, *others, anew]

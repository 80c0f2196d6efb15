"""A ward's link, the list to choose from, and when a resident may turn to another ward."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from bot.domain.dialog import may_move, moved
from bot.domain.draft import Draft, SentTip, Talk
from bot.domain.screen import Button
from bot.domain.screens.wards import choose_ward
from bot.domain.wards import linked_ward, ward_link

NOW = datetime(2026, 3, 2, 2, tzinfo=UTC)


@dataclass(frozen=True)
class Listed:
    id: int
    name: str


def _labels(count: int, page: int = 0) -> list[list[str]]:
    screen = choose_ward([Listed(n, f"Phường {n}") for n in range(1, count + 1)], page)
    return [[_label(button) for button in row if isinstance(button, Button)] for row in screen.buttons]


def _label(button: Button) -> str:
    return str(button.label.args.get("ward", button.label.key))


@pytest.mark.parametrize("code", ["BD", "ABCD"])
def test_a_link_is_read_back(code: str) -> None:
    assert linked_ward(ward_link(code)) == code


@pytest.mark.parametrize(
    "payload", ["", "w-", "w-b", "w-bd", "w-ABCDE", "w-BD-", "xw-BD", "w-Đ1", "w-4fJk2Lq9Zp0Xc7Vb1NmQ"]
)
def test_anything_else_is_no_link(payload: str) -> None:
    assert linked_ward(payload) is None


def test_a_short_list_stands_on_one_page() -> None:
    assert _labels(2) == [["Phường 1"], ["Phường 2"]]
    assert len(_labels(10)) == 10


def test_a_long_list_is_turned_page_by_page() -> None:
    assert _labels(25)[-1] == ["page-after"]
    assert _labels(25, 1)[0] == ["Phường 11"]
    assert _labels(25, 1)[-1] == ["page-before", "page-after"]
    assert _labels(25, 2)[-1] == ["page-before"]
    assert _labels(25, 99) == _labels(25, 2)


def test_a_report_being_written_stays_with_its_ward() -> None:
    draft = Draft("abc", NOW, NOW)
    assert may_move(Talk())
    assert not may_move(Talk(draft=draft))
    assert may_move(Talk(draft=Draft("abc", NOW, NOW, sent_at=NOW)))


def test_nothing_of_the_earlier_ward_is_taken_along() -> None:
    tip = SentTip(1, "BD-7K3M-Q", NOW)
    talk = Talk(Draft("abc", NOW, NOW, sent_at=NOW), tip, NOW, tip, "abc", "album", keyboard=True)
    assert moved(talk) == Talk(sent_draft="abc", keyboard=True)

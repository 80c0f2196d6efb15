"""What suggests danger is seen before anybody has read it, and nothing that comes in can break that."""

from typing import Any

import pytest

from bot.danger_mark import suggests_danger


@pytest.mark.parametrize(
    "update",
    [
        {"message": {"text": "Cứu với, có người cầm dao ở số 5"}},
        {"message": {"caption": "nha dang chay to lam"}},
        {"edited_message": {"text": "họ đang đánh nhau ngoài ngõ"}},
        {"callback_query": {"data": "r1:urgency:0123456789ab:now"}},
        {"callback_query": {"data": "r1:safety:0123456789ab:yes"}},
    ],
)
def test_danger(update: dict[str, Any]) -> None:
    assert suggests_danger(update)


@pytest.mark.parametrize(
    "update",
    [
        {"message": {"text": "Loa kẹo kéo ồn quá, ngày nào cũng thế"}},
        {"message": {"text": "cửa hàng này cháy hàng rồi"}},
        {"callback_query": {"data": "r1:urgency:0123456789ab:past"}},
        {"callback_query": {"data": "d1:safety:0123456789ab:yes"}},
        {"callback_query": {"data": "r1"}},
        {"my_chat_member": {"chat": {"id": 5}}},
        {},
    ],
)
def test_no_danger(update: dict[str, Any]) -> None:
    assert not suggests_danger(update)


@pytest.mark.parametrize(
    "odd", [None, 5, "cứu với", [], {}, {"text": None}, {"text": ["cứu"]}, {"data": {"a": 1}}, {"caption": 0}]
)
def test_whatever_comes_in(odd: Any) -> None:
    assert not any(suggests_danger({kind: odd}) for kind in ("message", "edited_message", "callback_query"))

"""What is typed after /tim, understood."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.domain.places import Neighbourhood
from bot.domain.search.request import About, At, Coded, Condition, InState, OnDays, Says, Sought, read_request
from bot.domain.search.terms import Term, TermKind
from bot.domain.tip import IN_HAND, OPEN, Category, Status

NOW = datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
WARD = (Neighbourhood(5, "Tổ dân phố số 5", ("Chợ Sắt",)), Neighbourhood(7, "Cam Lộ 1"), Neighbourhood(9, "Đỗ"))


def _read(text: str) -> dict[Sought, tuple[Condition, ...]]:
    return {one.kind: one.any_of for one in read_request(text, NOW, WARD)}


def _says(*words: str, kind: TermKind = TermKind.WORD) -> Says:
    return Says(frozenset(Term(kind, word) for word in words))


@pytest.mark.parametrize("text", ["mất xe Sirius", "mat xe sirius", "MẤT XE, SIRIUS!", "bị mất cái xe sirius rồi"])
def test_words_are_the_same_with_accents_and_without(text: str) -> None:
    assert _read(text) == {Sought.WORDS: (_says("mat", "xe", "sirius"),)}


@pytest.mark.parametrize("text", ["", "  ", "?!", "bị của tôi", "là có và không"])
def test_words_that_say_nothing_ask_for_nothing(text: str) -> None:
    assert _read(text) == {}


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("hôm qua", date(2026, 3, 1), date(2026, 3, 1)),
        ("hom qua", date(2026, 3, 1), date(2026, 3, 1)),
        ("ngày 20/2", date(2026, 2, 20), date(2026, 2, 20)),
        ("từ 01/02 đến 05/02", date(2026, 2, 1), date(2026, 2, 5)),
        ("tu ngay 01/02 den ngay 05/02", date(2026, 2, 1), date(2026, 2, 5)),
        ("từ 20/2", date(2026, 2, 20), date(2026, 3, 2)),
        ("05/03", date(2025, 3, 5), date(2025, 3, 5)),
        ("tuần trước", date(2026, 2, 23), date(2026, 3, 1)),
        ("tháng 2", date(2026, 2, 1), date(2026, 2, 28)),
        ("lúc 20h tối qua", date(2026, 3, 1), date(2026, 3, 1)),
    ],
)
def test_times_are_days(text: str, first: date, last: date) -> None:
    read = _read(text)
    assert set(read) == {Sought.DAYS}
    assert read[Sought.DAYS][0] == OnDays(first, last)


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("chưa tiếp nhận", {Status.NEW}),
        ("chua ai tiep nhan", {Status.NEW}),
        ("đã tiếp nhận", {Status.ACKNOWLEDGED}),
        ("đang xử lý", IN_HAND | {Status.TRANSFERRED}),
        ("dang xu ly", IN_HAND | {Status.TRANSFERRED}),
        ("chưa xong", OPEN),
        ("đã xong", {Status.CLOSED}),
    ],
)
def test_states(text: str, statuses: set[Status]) -> None:
    assert _read(text) == {Sought.STATE: (InState(frozenset(statuses)),)}


@pytest.mark.parametrize("typed", ["15B1-123.45", "15b1 12345", "biển số 15b1-12345", "bks 15b1 123.45"])
def test_a_plate_in_any_spelling(typed: str) -> None:
    read = _read(typed)
    assert set(read) == {Sought.PLATE}
    assert read[Sought.PLATE][0] == _says("15B1-123.45", kind=TermKind.PLATE)


def test_a_number_is_looked_for_as_whatever_it_may_be() -> None:
    read = _read("sđt 0912 345 678")
    assert set(read) == {Sought.NUMBER}
    assert _says("+84912345678", kind=TermKind.PHONE) in read[Sought.NUMBER]
    assert _says("0912345678", kind=TermKind.ACCOUNT) in read[Sought.NUMBER]
    assert _read("0011 0041 23456")[Sought.NUMBER][0] == _says("0011004123456", kind=TermKind.ACCOUNT)
    assert _read("stk vcb 0011004123456")[Sought.NUMBER][0] == _says("0011004123456", kind=TermKind.ACCOUNT)


def test_categories_and_places_by_name() -> None:
    assert _read("ma tuy")[Sought.CATEGORY] == (About(Category.DRUGS), _says("ma", "tuy"))
    assert _read("tdp 5")[Sought.PLACE] == (At(5), _says("to 5", kind=TermKind.PLACE))
    assert _read("ngõ 34/5")[Sought.PLACE] == (_says("ngo 34/5", kind=TermKind.PLACE),)
    assert _read("trộm ở cam lo 1")[Sought.PLACE] == (At(7), _says("cam", "lo", "1"))
    assert _read("chợ sắt")[Sought.PLACE][0] == At(5)
    assert _read("Đỗ")[Sought.PLACE] == (At(9), _says("do"))
    assert _read("thôn đỗ mất xe")[Sought.PLACE][0] == At(9)
    assert Sought.PLACE not in _read("xe màu đỏ")


def test_everything_together() -> None:
    read = _read("trộm cắp tổ 5 hôm qua chưa tiếp nhận 15B1-123.45 sirius")
    assert set(read) == {
        Sought.CATEGORY, Sought.PLACE, Sought.DAYS, Sought.STATE, Sought.PLATE, Sought.WORDS,
    }  # fmt: skip
    assert read[Sought.WORDS] == (_says("sirius"),)


@pytest.mark.parametrize("typed", ["bd-7k3m-{}", "BD7K3M{}", "BD 7K3M {}"])
def test_a_code(typed: str) -> None:
    from bot.domain.codes import ALPHABET, read_code

    code = next(c for last in ALPHABET if (c := read_code(f"BD-7K3M-{last}")))
    assert Coded(code) in _read(typed.format(code[-1]))[Sought.CODE]

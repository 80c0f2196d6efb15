"""What holds for every text: no exception, no future, the same with and without accents."""

import unicodedata
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain import vietnamese as vn

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2026, 11, 23, 15, 0, tzinfo=ZONE)
WARD = (vn.Neighbourhood(5, "Tổ dân phố số 5"), vn.Neighbourhood(7, "Đổ"), vn.Neighbourhood(8, "Cam Lộ 1"))

READINGS: dict[str, Callable[[str], object]] = {
    "fold": vn.fold,
    "time": lambda text: vn.find_time_phrase(text, NOW),
    "place": lambda text: vn.understand_place(text, WARD),
    "phones": vn.find_phones,
    "phone": vn.normalise_phone,
    "plates": vn.find_plates,
    "categories": vn.propose_categories,
    "danger": vn.danger_signs,
    "urgency": vn.understand_urgency,
    "desk": vn.wrong_door,
    "identity": lambda text: vn.identity_hints(text, "0912345678"),
    "answer": vn.yes_no_unknown,
}

TYPED = """
    tối qua | 8h | 8h30 | 25h | sáng nay | hôm qua | hôm kia | từ | đến | khoảng | - | , | . | ngày |
    tháng | 5/11 | 31/02 | 29/2 | mùng 5 | thứ 2 | tuần trước | CN | cách đây | 2 | 0 | 99 | phút |
    tiếng | năm | trước | rồi | rưỡi | kém 15 | 24h | 0h | 12h đêm | 1h | năm ngoái | tháng 10 | / | : |
    đầu tháng | nay | qua | ngõ 12 | tổ 5 | số nhà | gần chợ | 0912345678 | 15B1-123.45 | có dao | không
    | đang | cháy | trộm | con trai tôi | đến giờ | nửa | 999 năm trước | mấy hôm | hồi sáng | nãy |
    8-9h | tháng 2 năm 1900 | năm 1950 | 5 tháng 2 năm 2024 | cuối tuần | mới | bây giờ
"""
PIECES = st.sampled_from([piece.strip() for piece in TYPED.split("|")])
TALK = st.lists(PIECES, max_size=14).map(" ".join)
ANY_TEXT = st.one_of(st.text(max_size=200), TALK, st.text(alphabet="0123456789/.-:h gh,+()tr", max_size=80))
# Naive limits, as the strategy wants them: the zone is added to what it draws.
MOMENTS = st.datetimes(
    datetime(2024, 1, 1),  # noqa: DTZ001
    datetime(2032, 12, 31),  # noqa: DTZ001
    timezones=st.just(ZONE),
)

CLOCKS = st.builds(
    "{}{}{}".format,
    st.integers(0, 24),
    st.sampled_from(["h", " giờ", "h30", " giờ rưỡi", " giờ kém 10", ":15"]),
    st.sampled_from(["", " sáng", " trưa", " chiều", " tối", " đêm"]),
)
DAYS = st.sampled_from(
    [
        "hôm nay",
        "hôm qua",
        "hôm kia",
        "sáng nay",
        "tối qua",
        "đêm qua",
        "thứ hai tuần trước",
        "chủ nhật",
        "mùng 5",
        "ngày 5",
        "5/11",
        "05/11/2026",
        "cách đây 2 tiếng",
        "3 ngày trước",
        "tuần trước",
        "tháng trước",
        "rạng sáng nay",
        "vừa xong",
    ]
)
TIMES = st.one_of(
    CLOCKS,
    DAYS,
    st.builds("{} {}".format, CLOCKS, DAYS),
    st.builds("{} lúc {}".format, DAYS, CLOCKS),
    st.builds("từ {} đến {}".format, CLOCKS, CLOCKS),
    st.builds("khoảng {} {}".format, CLOCKS, DAYS),
)
PLACES = st.lists(
    st.sampled_from(
        [
            "tổ 5",
            "TDP số 5",
            "ngõ 12",
            "số nhà 8",
            "ngách 3/12",
            "thôn Đổ",
            "Cam Lộ 1",
            "gần chợ Sắt",
            "hẻm 4",
            "đường Trần Phú",
        ]
    ),
    min_size=1,
    max_size=4,
).map(", ".join)


@pytest.mark.parametrize("name", READINGS)
@given(text=ANY_TEXT)
@settings(max_examples=150, deadline=None)
def test_no_text_raises(name: str, text: str) -> None:
    READINGS[name](text)


@given(text=st.one_of(TALK, TIMES), now=MOMENTS)
@settings(max_examples=1000, deadline=None)
def test_a_time_is_never_in_the_future(text: str, now: datetime) -> None:
    guess = vn.find_time_phrase(text, now)
    if guess:
        assert guess.start <= guess.end <= now
        assert guess.start.tzinfo is guess.end.tzinfo is now.tzinfo


@given(text=st.text())
@settings(max_examples=500, deadline=None)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert vn.fold(vn.fold(text)) == vn.fold(text)


@given(phrase=TIMES, now=MOMENTS)
@settings(max_examples=400, deadline=None)
def test_a_time_reads_the_same_without_accents(phrase: str, now: datetime) -> None:
    with_accents, without = vn.find_time_phrase(phrase, now), vn.find_time_phrase(vn.fold(phrase), now)
    assert (with_accents is None) == (without is None)
    if with_accents and without:
        assert (with_accents.start, with_accents.end, with_accents.exact) == (
            without.start,
            without.end,
            without.exact,
        )
        assert vn.fold(with_accents.raw) == without.raw


@given(phrase=PLACES)
@settings(max_examples=200, deadline=None)
def test_a_place_reads_the_same_without_accents(phrase: str) -> None:
    with_accents, without = vn.understand_place(phrase, WARD), vn.understand_place(vn.fold(phrase), WARD)
    assert with_accents is not None
    assert without is not None
    assert with_accents.neighbourhood_id == without.neighbourhood_id
    assert vn.fold(with_accents.words) == without.words


@pytest.mark.parametrize("name", READINGS)
@given(text=st.one_of(TALK, TIMES, PLACES))
@settings(max_examples=100, deadline=None)
def test_decomposed_text_reads_the_same(name: str, text: str) -> None:
    assert READINGS[name](unicodedata.normalize("NFD", text)) == READINGS[name](text)

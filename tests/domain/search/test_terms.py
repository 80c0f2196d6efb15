"""What a tip can be found by, and what leaves nothing."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.content import AnswerPart, Place, StoryPart, TipContent, When
from bot.domain.search.terms import Term, TermKind, terms_of

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
AT = datetime(2026, 3, 1, 18, tzinfo=UTC)  # 01:00 on the 2nd in Hải Phòng


def _terms(text: str = "", hidden: tuple[str, ...] = (), **content: object) -> set[tuple[str, str]]:
    tip = TipContent(story=(StoryPart(1, text, AT),), **content)  # type: ignore[arg-type]
    return {(term.kind.value, term.value) for term in terms_of(tip, ZONE, hidden)}


def _words(text: str) -> set[str]:
    return {value for kind, value in _terms(text) if kind == "word"}


def test_words_are_folded_and_those_that_say_nothing_left_out() -> None:
    assert _words("Bị mất cái xe Sirius của tôi") == {"mat", "xe", "sirius"}
    assert _words("bác sỹ ở công ty") == _words("bac si cong ti") == {"bac", "si", "cong", "ti"}
    assert _words("sđt lđ") >= {"so", "lua", "dao", "sdt", "ld"}


def test_numbers_and_places_mean_something_by_themselves() -> None:
    found = _terms("xe 15b1 12345 ngõ 34/5 tdp 5, stk vcb 0011004123456, gọi 0912 345 678, vào https://nhanqua.vip/x")
    assert found >= {
        ("plate", "15B1-123.45"), ("place", "ngo 34/5"), ("place", "ngo 34"), ("place", "to 5"),
        ("account", "0011004123456"), ("phone", "+84912345678"), ("link", "nhanqua.vip"), ("word", "12345"),
    }  # fmt: skip


def test_a_page_on_a_shared_host_is_somebodys_and_the_host_is_not() -> None:
    found = _terms("https://facebook.com/nguyen.a")
    assert {("link", "facebook.com/nguyen.a"), ("host", "facebook.com")} <= found
    assert ("link", "facebook.com") not in found


def test_what_was_answered_later_is_found_too() -> None:
    found = _terms("mất xe", answers=(AnswerPart(1, 2, "biển 15B1-234.56", AT), AnswerPart(1, 0, "", AT, contact=True)))
    assert {("plate", "15B1-234.56"), ("word", "mat")} <= found


def test_what_lies_in_the_vault_leaves_nothing() -> None:
    content = {"phone": "+84900000123", "phone_words": "gọi Zylphương", "guardian": "Mẹ Qwenhạnh 0900000125"}
    assert _terms("", **content) == set()
    told = "số tôi 0900 000 123, momo 0900000123, sđt 0900000123 và 0912345678"
    found = _terms(told, hidden=("+84900000123",))
    assert ("phone", "+84912345678") in found
    assert not any("900000123" in value or value in {"0900", "000", "123"} for _, value in found)


def test_the_days_of_the_event_are_those_of_the_ward() -> None:
    when = When(AT, AT + timedelta(hours=1))
    assert ("day", "2026-03-02") in _terms(when=when)
    week = When(AT, AT + timedelta(days=7), words="tuần qua")
    assert len([value for kind, value in _terms(when=week) if kind == "day"]) == 8
    assert not any(kind == "day" for kind, _ in _terms(when=When(AT, AT + timedelta(days=90))))


def test_other_words_of_the_tip_count_too_but_not_why_somebody_stays_unknown() -> None:
    found = _terms(
        category_words="bẻ khóa", place=Place(words="gần chợ Sắt"), known_words="thấy camera",
        others_know="bảo vệ", withheld_reason="sợ trả thù",
    )  # fmt: skip
    assert {("word", word) for word in ("khoa", "cho", "sat", "camera", "bao")} <= found
    assert ("word", "thu") not in found


def test_a_flood_of_words_is_cut_after_the_numbers() -> None:
    found = terms_of(
        TipContent(story=(StoryPart(1, " ".join(f"w{n}" for n in range(9000)) + " 15B1-123.45", AT),)), ZONE
    )
    assert len(found) == 4000
    assert Term(TermKind.PLATE, "15B1-123.45") in found

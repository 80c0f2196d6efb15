"""Nothing on the card, in the review or in a line of the chat gives the reporter away."""

import pytest
from talking import WARD, plain, reporting, say, shown

from bot.domain.card import CardFacts, card_lines
from bot.domain.draft import Question
from bot.domain.tip import IdentityMode

TO_STORY = ("Đã qua", "Trộm cắp", "Tổ dân phố 3", "Hôm qua")
TO_IDENTITY = (*TO_STORY, "Xong", "Không kể thêm", "các câu còn lại", "Câu trước")
LONG = "số tôi là 0912.345.678, gọi sau 7 giờ tối giúp tôi vì ban ngày đi làm"
FACTS = CardFacts(WARD.zone, WARD.neighbourhoods)


def test_the_review_shows_exactly_the_card_of_the_duty_group() -> None:
    lan = reporting(*TO_IDENTITY)
    while lan.asked is not Question.IDENTITY:
        lan.taps("Câu trước")
    lan.taps("Cho cán bộ giải quyết biết")
    assert lan.asked is Question.REVIEW
    card = "\n".join(say(line) for line in card_lines(lan.content, FACTS))
    assert card in "\n".join(say(line) for line in shown(lan.last)[-1].body)


@pytest.mark.parametrize("typed", ["0912 345 678", LONG])
def test_the_reporters_number_is_kept_apart(typed: str) -> None:
    lan = reporting(*TO_IDENTITY)
    assert lan.asked is Question.PHONE
    lan.says(typed)
    assert lan.content.phone == "+84912345678"
    assert lan.content.phone_words == typed
    everything = "".join(say(line) for line in card_lines(lan.content, FACTS)) + lan.text
    everything += "".join(plain(a.line) for a in lan.last.answered)
    assert "345" not in everything


def test_who_withholds_the_name_is_told_the_truth_and_leaves_no_number() -> None:
    lan = reporting(*TO_IDENTITY)
    lan.says("0912345678")
    lan.taps("✏️ Danh tính")
    assert "Telegram vẫn biết" in lan.text
    lan.taps("Không cung cấp")
    assert lan.asked is Question.REASON
    lan.says("tôi sợ bị trả thù")
    assert lan.content.identity is IdentityMode.WITHHELD
    assert lan.content.withheld_reason == "tôi sợ bị trả thù"
    assert lan.content.phone is None
    lan.shares_own_number("+84912345678")
    assert lan.content.phone is None


def test_no_replies_can_be_wished_and_unwished() -> None:
    lan = reporting(*TO_IDENTITY)
    lan.taps("Câu trước")
    assert lan.asked is Question.IDENTITY
    lan.taps("🔕")
    assert lan.content.no_reply
    assert lan.last.redraw is not None
    lan.taps("🔔")
    assert not lan.content.no_reply


def test_words_that_give_the_writer_away_are_pointed_out() -> None:
    lan = reporting(*TO_STORY)
    lan.says("con trai tôi thấy nó bê cái máy bơm ra")
    lan.taps("Xong")
    lan.taps("các câu còn lại")
    assert "con trai tôi" in lan.text.split("đoán ra ông/bà", 1)[1]


def test_the_minimal_card_leaves_address_and_summary_out() -> None:
    lan = reporting("Đã qua", "Trộm cắp")
    lan.says("số 5 ngõ 14, TDP 3")
    lan.taps("Hôm qua")
    lan.says("mất máy bơm")
    card = "".join(say(line) for line in card_lines(lan.content, FACTS, minimal=True))
    assert "Tổ dân phố 3" in card
    assert "ngõ 14" not in card
    assert "máy bơm" not in card


def test_a_long_story_is_cut_on_the_card_and_says_so() -> None:
    lan = reporting(*TO_STORY)
    lan.says("mất xe máy " * 200)
    summary = plain(card_lines(lan.content, FACTS)[4])
    assert len(summary) < 450
    assert "xem đủ" in summary

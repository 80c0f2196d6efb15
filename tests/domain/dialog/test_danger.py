"""Danger: the numbers first, then the short path, and the rest after sending."""

import pytest
from talking import WARD, Resident, plain, reporting, shown

from bot.domain.dialog import Submit, Update
from bot.domain.draft import Question
from bot.domain.tip import Category, Urgency


def test_happening_now_shows_the_numbers_before_anything_is_asked() -> None:
    lan = reporting("Đang xảy ra")
    first, *rest = shown(lan.last)
    assert "113" in plain(first.body)
    assert WARD.phone in plain(first.body)
    assert rest
    assert lan.asked is Question.CATEGORY


def test_category_place_send_is_all_that_is_asked() -> None:
    lan = reporting("Đang xảy ra", "Đánh nhau")
    assert lan.asked is Question.PLACE
    lan.taps("Tổ dân phố 3")
    assert lan.asked is Question.REVIEW
    lan.taps("✅ Gửi")
    assert [e.confirmed for e in lan.submissions] == [True]
    assert lan.sent.urgency is Urgency.DANGER
    assert lan.sent.when is not None
    assert lan.sent.when.just_now


def test_after_sending_each_answer_is_a_new_version() -> None:
    lan = reporting("Đang xảy ra", "Đánh nhau", "Tổ dân phố 3", "✅ Gửi")
    assert lan.asked is Question.STORY
    lan.says("hai nhóm cầm gậy đánh nhau trước quán nước")
    assert isinstance(lan.last.effect, Update)
    assert lan.last.effect.draft_id == lan.submissions[0].draft_id
    lan.taps("Xong")
    lan.taps("Không có")
    lan.taps("Tận mắt")
    assert lan.sent.known_by is not None
    lan.taps("Thế là đủ")
    assert lan.talk.draft is None
    assert len(lan.submissions) == 1


def test_certain_words_are_enough() -> None:
    lan = Resident()
    lan.says("cứu với, có người cầm dao đang đuổi chém nhau ở ngõ 12")
    assert "113" in plain(shown(lan.last)[0].body)
    assert lan.content.urgency is Urgency.DANGER


@pytest.mark.parametrize("words", ["hôm kia có thằng kề dao cướp điện thoại ở ngõ 5", "không có dao đâu"])
def test_words_that_only_may_mean_danger_are_asked_about(words: str) -> None:
    lan = Resident()
    lan.says(words)
    assert lan.asked is Question.SAFETY
    lan.taps("Không, lúc này yên")
    assert lan.content.urgency is not Urgency.DANGER
    assert lan.asked is not Question.SAFETY


def test_who_says_yes_gets_the_numbers() -> None:
    lan = Resident()
    lan.says("hôm kia có thằng kề dao cướp điện thoại ở ngõ 5")
    lan.says("có")
    assert "113" in lan.text
    assert lan.content.urgency is Urgency.DANGER


def test_danger_in_the_middle_of_the_story_interrupts_it() -> None:
    lan = reporting("Đã qua", "Trộm cắp", "Tổ dân phố 3", "Hôm qua")
    assert lan.asked is Question.STORY
    lan.says("nó quay lại rồi, đang phá cửa nhà tôi")
    assert "113" in lan.text
    assert lan.asked is Question.REVIEW
    assert "phá cửa" in lan.content.told


def test_numbers_are_not_repeated_with_every_message() -> None:
    lan = reporting("Đang xảy ra")
    lan.says("đang đánh nhau to")
    assert not any("Gọi ngay" in plain(s.body) for s in lan.last.screens)


@pytest.mark.parametrize(("label", "number"), [("Xâm hại trẻ em", "111"), ("Bạo lực gia đình", "111")])
def test_children_and_families_are_told_whom_to_call(label: str, number: str) -> None:
    assert number in reporting("Đã qua", label).text


def test_a_cheated_person_is_sent_to_the_bank_at_once() -> None:
    assert "ngân hàng" in reporting("Vừa xảy ra", "Lừa đảo").text


def test_submit_carries_what_the_review_showed() -> None:
    lan = reporting("Đang xảy ra", "Ma túy", "Tổ dân phố 3", "✅ Gửi")
    effect = lan.submissions[0]
    assert isinstance(effect, Submit)
    assert effect.content.category is Category.DRUGS
    assert effect.content.place is not None
    assert effect.content.place.neighbourhood_id == 3

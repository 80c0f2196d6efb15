"""Somebody simply writes: what they said is understood and kept, and only the rest is asked."""

import pytest
from talking import Resident

from bot.domain.content import EvidenceKind
from bot.domain.draft import Question
from bot.domain.tip import Category, Urgency

THEFT = "có trộm ở ngõ 12 tối qua mất xe sirius"


@pytest.mark.parametrize("text", [THEFT, "co trom o ngo 12 toi qua mat xe sirius"])
def test_category_place_and_time_are_taken_from_the_words(text: str) -> None:
    lan = Resident()
    lan.says(text)
    assert lan.content.category is Category.THEFT
    assert lan.content.place is not None
    assert "12" in lan.content.place.words
    assert lan.content.when is not None
    assert lan.content.urgency is Urgency.NORMAL
    assert lan.content.told == text
    assert "Bot hiểu là" in lan.text
    assert lan.asked is Question.STORY


def test_the_same_works_in_the_caption_of_a_photo() -> None:
    lan = Resident()
    lan.sends(EvidenceKind.PHOTO, caption=THEFT)
    assert lan.content.category is Category.THEFT
    assert len(lan.content.evidence) == 1
    assert lan.content.told == THEFT


def test_what_was_misunderstood_is_put_right_with_one_tap() -> None:
    lan = Resident()
    lan.says(THEFT)
    lan.taps("✏️ Việc gì")
    lan.taps("Cướp, giật đồ")
    assert lan.content.category is Category.ROBBERY
    assert lan.asked is Question.STORY


@pytest.mark.parametrize("hello", ["alo", "Xin chào", "hello", "chào bạn", "👋"])
def test_a_greeting_opens_the_menu_and_no_draft(hello: str) -> None:
    lan = Resident()
    lan.says(hello)
    assert lan.talk.draft is None
    assert "Kính chào" in lan.text


def test_photos_in_an_album_are_thanked_once() -> None:
    lan = Resident()
    lan.says(THEFT)
    assert lan.sends(album="a").screens
    assert not lan.sends(album="a").screens
    assert not lan.sends(album="a").screens
    assert len(lan.content.evidence) == 3


def test_a_photo_does_not_disturb_the_open_question() -> None:
    lan = Resident()
    lan.commands("start")
    lan.taps("Báo tin")
    lan.sends()
    assert lan.asked is Question.URGENCY
    assert len(lan.content.evidence) == 1


def test_words_that_do_not_answer_join_the_story_and_it_says_so() -> None:
    lan = Resident()
    lan.commands("start")
    lan.taps("Báo tin")
    lan.taps("Đã qua")
    told = "tôi ra chợ mua rau thì gặp chị Hoa rồi hai chị em đứng nói chuyện một lúc lâu"
    lan.says(told)
    assert told in lan.content.told
    assert "phần kể" in lan.text
    assert lan.asked is Question.CATEGORY


def test_a_child_is_asked_for_a_grown_up_and_may_say_no() -> None:
    nam = Resident()
    nam.says("em 15 tuổi, em bị bạn cùng lớp đánh hôm qua ở ngõ 3")
    nam.taps("Không, lúc này yên") if nam.asked is Question.SAFETY else None
    while nam.asked is not Question.STORY:
        nam.taps({Question.CATEGORY: "Đánh nhau", Question.URGENCY: "Đã qua"}[nam.asked])
    nam.taps("Xong")
    nam.taps("các câu còn lại")
    assert nam.asked is Question.REVIEW
    nam.taps("Câu trước")
    assert nam.asked is Question.GUARDIAN
    nam.taps("Bỏ qua")
    assert nam.asked is Question.REVIEW

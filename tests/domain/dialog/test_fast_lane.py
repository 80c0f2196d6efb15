"""The fast lane: one message and "Gửi"; nothing else is asked before sending, and nothing is forced afterwards."""

from dataclasses import replace
from datetime import timedelta

import pytest
from talking import WARD, Resident, buttons, plain, shown

from bot.domain.content import EvidenceKind
from bot.domain.dialog import next_timers
from bot.domain.draft import Question
from bot.domain.keys import KEYS, key_in
from bot.domain.tip import Category, ReporterKind, Urgency
from bot.texts import load_texts

LEADER = replace(WARD, reporter=ReporterKind.GROUP_LEADER, home=5)


def leader() -> Resident:
    return Resident(ward=LEADER)


@pytest.mark.parametrize("kind", [ReporterKind.GROUP_LEADER, ReporterKind.SECURITY_TEAM, ReporterKind.UNIT])
def test_whatever_the_keys_say_is_understood(kind: ReporterKind) -> None:
    for row in KEYS[kind]:
        for key in row:
            assert key_in(load_texts().say(f"key-{key}")) is key


@pytest.mark.parametrize("kind", EvidenceKind)
def test_any_file_opens_it(kind: EvidenceKind) -> None:
    him = leader()
    him.sends(kind)
    assert him.asked is Question.REVIEW
    him.taps("Gửi: Ma túy")
    assert him.sent.category is Category.DRUGS
    assert him.asked is Question.DETAILS
    assert him.talk.draft is not None


def test_a_greeting_opens_the_menu_and_no_report() -> None:
    him = leader()
    him.says("alo")
    assert him.talk.draft is None


@pytest.mark.parametrize("words", ["xin thẻ căn cước cho cháu thì đến đâu", "hôm kia có thằng kề dao cướp điện thoại"])
def test_no_question_comes_between_the_message_and_sending(words: str) -> None:
    him = leader()
    him.says(words)
    assert him.asked is Question.REVIEW


def test_words_that_may_mean_danger_are_asked_about_after_sending() -> None:
    him = leader()
    him.says("hôm kia có thằng kề dao cướp điện thoại ở ngõ 5")
    him.taps("✅ Gửi")
    assert him.asked is Question.SAFETY
    him.taps("Có, đang nguy hiểm")
    assert "113" in him.text
    assert him.sent.urgency is Urgency.DANGER


def test_the_place_is_the_own_neighbourhood_unless_another_was_told() -> None:
    him = leader()
    him.says("mất trộm xe đạp")
    assert him.content.place is not None
    assert him.content.place.neighbourhood_id == 5
    him.says("ở tổ 7 cơ")
    assert him.content.place is not None
    assert him.content.place.neighbourhood_id == 7


def test_a_position_far_away_is_not_taken_for_the_own_neighbourhood() -> None:
    him = leader()
    him.locates(10.77, 106.70)
    assert him.asked is Question.REVIEW
    assert him.content.place is not None
    assert him.content.place.neighbourhood_id is None


def test_without_a_home_the_place_stays_open() -> None:
    him = Resident(ward=replace(LEADER, home=None))
    him.says("mất trộm xe đạp")
    assert him.content.place is None


def test_nothing_said_of_the_time_counts_as_urgent_and_claims_nothing() -> None:
    him = leader()
    him.says("mất trộm xe đạp")
    him.taps("✅ Gửi")
    # An urgency that was not told counts as urgent when the tip is made.
    assert him.sent.urgency is None
    assert him.sent.when is None


def test_details_are_offered_and_never_asked_by_themselves() -> None:
    him = leader()
    him.says("mất trộm xe đạp")
    him.taps("✅ Gửi")
    for text in ("xe màu xanh", "khóa chữ U"):
        him.says(text)
        assert him.asked is Question.DETAILS
    him.says("thêm chi tiết")
    assert him.asked is Question.URGENCY
    him.taps("Thế là đủ")
    assert him.talk.draft is None
    assert "khóa chữ U" in him.sent.told


def test_a_fast_draft_with_nothing_in_it_is_not_handed_over() -> None:
    him = leader()
    him.says("⚡ Báo nhanh")
    assert him.asked is Question.MESSAGE
    assert next_timers(him.talk).hand_over_at is None
    him.says("mất trộm xe đạp")
    assert next_timers(him.talk).hand_over_at == him.at + timedelta(minutes=3)


def test_the_menus_own_button_asks_every_question() -> None:
    him = leader()
    him.commands("start")
    him.taps("🚨 Báo tin")
    assert him.asked is Question.URGENCY


def test_what_is_said_of_whom_it_is_told_for_is_no_place_and_no_story() -> None:
    him = leader()
    him.says("mất trộm xe đạp")
    him.taps("Báo hộ")
    him.says("bà Hoa ở tổ 9, hôm qua mới gọi cho tôi, số 0912 345 678, chồng là ông Ba")
    assert him.asked is Question.REVIEW
    assert "Hoa" not in him.content.told
    assert him.content.when is None
    assert him.content.place is not None
    assert him.content.place.neighbourhood_id == 5
    assert "Hoa" not in him.text
    assert him.content.informant.startswith("bà Hoa")


def test_old_buttons_of_the_last_look_do_nothing() -> None:
    him = leader()
    him.sends()
    old = him.button("Gửi: Ma túy")
    him.taps("Gửi: Trộm cắp")
    him.presses(old)
    assert len(him.submissions) == 1
    assert him.sent.category is Category.THEFT


def test_a_resident_cannot_send_without_the_last_look() -> None:
    lan = Resident()
    lan.says("mất trộm xe đạp ở tổ 5 tối qua")
    press = replace(buttons(shown(lan.last)[-1])[0], verb="review", choice="theft")
    lan.presses(press)
    assert not lan.submissions


def test_every_screen_of_the_lane_fits_its_buttons_into_64_bytes() -> None:
    him = leader()
    him.says("⚡ Báo nhanh")
    him.sends()
    him.taps("✅ Gửi: Trộm cắp")
    for screen in him.chat:
        for button in buttons(screen):
            assert len(f"{button.area}:{button.verb}:{button.subject}:{button.choice}".encode()) <= 64
            assert plain(button.label)


def test_a_new_report_in_the_place_of_a_slow_one_takes_the_fast_lane() -> None:
    him = leader()
    him.commands("start")
    him.taps("🚨 Báo tin")
    him.taps("Đã qua")
    him.says("⚡ Báo nhanh")
    him.taps("Bỏ tin cũ")
    assert him.asked is Question.MESSAGE
    assert him.dropped

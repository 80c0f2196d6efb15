"""How a draft ends: sent once, dropped, added to an earlier tip, left alone."""

from dataclasses import replace
from datetime import timedelta

import pytest
from talking import EVENING, TIP, WARD, Resident, plain, reporting

from bot.domain.content import EvidenceKind
from bot.domain.desks import Desk
from bot.domain.dialog import Add, Drop, Submit, Update, next_timers, start_adding
from bot.domain.draft import Question, Talk
from bot.domain.screen import Area

TO_REVIEW = ("Đã qua", "Trộm cắp", "Tổ dân phố 3", "Hôm qua", "Xong", "Không kể thêm", "các câu còn lại")


def test_pressed_three_times_it_is_sent_once() -> None:
    lan = reporting(*TO_REVIEW)
    send = lan.button("✅ Gửi")
    for _ in range(3):
        lan.presses(send)
    assert len(lan.submissions) == 1
    assert lan.talk.draft is None
    assert lan.last.alert is not None
    assert "đã gửi rồi" in plain(lan.last.alert.text)


def test_dropping_asks_once_more() -> None:
    lan = reporting(*TO_REVIEW)
    lan.taps("Thôi không báo")
    assert lan.talk.draft is not None
    lan.taps("Viết tiếp")
    assert lan.asked is Question.REVIEW
    lan.taps("Thôi không báo")
    lan.taps("Bỏ, không gửi")
    assert lan.talk.draft is None
    assert isinstance(lan.last.effect, Drop)
    assert not lan.submissions


def test_huy_and_start_always_work() -> None:
    lan = reporting("Đã qua")
    lan.commands("start")
    assert plain(lan.last.screens[-1].buttons[0][0].label).endswith("Viết tiếp tin đang viết dở")
    lan.taps("Viết tiếp")
    assert lan.asked is Question.CATEGORY
    lan.commands("huy")
    lan.taps("Bỏ, không gửi")
    assert lan.talk.draft is None


def test_a_new_report_over_an_open_one_is_asked_about() -> None:
    lan = reporting("Đã qua", "Trộm cắp")
    old = lan.draft.id
    lan.commands("start")
    lan.taps("Báo tin")
    assert lan.draft.id == old
    lan.taps("viết tin mới")
    assert lan.draft.id != old
    assert lan.content.category is None
    assert lan.dropped


def after_a_tip() -> Resident:
    return Resident(talk=Talk(last_tip=TIP))


def test_words_after_a_fresh_tip_may_belong_to_it() -> None:
    lan = after_a_tip()
    lan.says("nó đi xe wave màu đỏ")
    assert lan.asked is Question.ADDRESSEE
    lan.taps("Gửi thêm vào tin BD-7K3M-Q")
    assert isinstance(lan.last.effect, Add)
    assert lan.last.effect.tip == TIP
    assert lan.last.effect.content.told == "nó đi xe wave màu đỏ"
    assert lan.talk.draft is None
    lan.sends(EvidenceKind.PHOTO)
    assert isinstance(lan.last.effect, Add)
    lan.taps("✅ Xong")
    assert lan.talk.adding_to is None


def test_or_they_are_another_matter() -> None:
    lan = after_a_tip()
    lan.says("có sới bạc ở ngõ 9")
    lan.taps("Việc khác")
    assert lan.content.told == "có sới bạc ở ngõ 9"
    assert lan.asked is Question.URGENCY


def test_a_day_later_nothing_is_asked() -> None:
    lan = after_a_tip()
    lan.at += timedelta(hours=25)
    lan.says("có sới bạc ở ngõ 9")
    assert lan.asked is not Question.ADDRESSEE


def test_adding_ends_after_an_hour_of_silence() -> None:
    lan = Resident(talk=start_adding(Talk(), TIP, EVENING).talk)
    lan.at += timedelta(hours=2)
    lan.says("có sới bạc ở ngõ 9")
    assert lan.last.effect is None
    assert lan.content.told == "có sới bạc ở ngõ 9"


@pytest.mark.parametrize(
    ("text", "desk"),
    [
        ("cho hỏi làm căn cước ở đâu", Desk.PAPERS),
        ("tôi muốn đầu thú", Desk.SURRENDER),
        ("nhà bên hát karaoke ồn quá", Desk.NOISE),
    ],
)
def test_the_wrong_door_shows_the_right_one_and_stays_open(text: str, desk: Desk) -> None:
    lan = Resident()
    lan.says(text)
    assert lan.draft.door is desk
    facts = next((f for f in WARD.desks if f.desk is desk), None)
    assert (facts.phone if facts else WARD.phone) in lan.text
    lan.taps("Vẫn gửi cho công an")
    assert lan.content.told == text
    assert lan.asked is not Question.DOOR


def test_a_quiet_draft_is_nudged_once() -> None:
    lan = reporting("Đã qua", "Trộm cắp")
    assert next_timers(lan.talk).nudge_at == lan.at + timedelta(minutes=10)
    assert lan.waits_nudge().screens
    assert next_timers(lan.talk).nudge_at is None
    assert not lan.waits_nudge().screens


@pytest.mark.parametrize("label", ["Đang xảy ra", "Vừa xảy ra"])
def test_an_urgent_draft_goes_to_the_duty_desk_unconfirmed(label: str) -> None:
    lan = reporting(label)
    assert next_timers(lan.talk).hand_over_at is None
    lan.taps("Đánh nhau")
    assert next_timers(lan.talk).hand_over_at is not None
    effect = lan.waits_hand_over().effect
    assert isinstance(effect, Submit)
    assert not effect.confirmed
    assert next_timers(lan.talk).hand_over_at is None
    assert lan.waits_hand_over().effect is None
    lan.taps("Đúng, tôi báo tin này")
    assert isinstance(lan.last.effect, Update)
    assert lan.last.effect.confirmed
    lan.taps("Viết tiếp")
    lan.taps("Tổ dân phố 3")
    assert lan.sent.place is not None


def test_danger_counts_from_its_first_word_however_long_they_write() -> None:
    lan = reporting("Đang xảy ra", "Đánh nhau")
    due = next_timers(lan.talk).hand_over_at
    for _ in range(5):
        lan.says("chúng nó đông lắm, cầm gậy gộc, chưa ai ra can ngăn được cả")
    assert next_timers(lan.talk).hand_over_at == due


def test_a_handed_over_draft_ends_with_the_review_as_its_confirmation() -> None:
    lan = reporting(*("Vừa xảy ra", "Trộm cắp", "Tổ dân phố 3", "Xong", "Không kể thêm", "các câu còn lại"))
    lan.waits_hand_over()
    assert lan.asked is Question.REVIEW
    lan.taps("✅ Gửi")
    assert isinstance(lan.last.effect, Update)
    assert lan.last.effect.confirmed
    assert lan.talk.draft is None
    assert len(lan.submissions) == 1


def test_a_forgotten_draft_goes_after_three_days_and_says_so() -> None:
    lan = reporting("Đã qua", "Trộm cắp")
    assert next_timers(lan.talk).expire_at == lan.at + timedelta(hours=72)
    assert lan.waits_expire().screens
    assert lan.dropped
    assert lan.talk.draft is None


def test_a_button_of_a_draft_that_is_gone_says_what_to_do() -> None:
    lan = reporting("Đã qua")
    old = lan.button("Trộm cắp")
    lan.talk = Talk()
    lan.presses(old)
    assert lan.last.alert is not None
    assert "alo" in plain(lan.last.alert.text)


def test_presses_of_areas_that_are_not_a_residents_change_nothing() -> None:
    lan = reporting("Đã qua")
    before = lan.talk
    lan.presses(replace(lan.button("Trộm cắp"), area=Area.ADMIN))
    assert lan.talk == before


def test_an_hour_after_sending_the_open_questions_are_let_go() -> None:
    lan = reporting("Đang xảy ra", "Đánh nhau", "Tổ dân phố 3", "✅ Gửi")
    assert next_timers(lan.talk).expire_at == lan.at + timedelta(hours=1)
    assert not lan.waits_expire().screens
    assert lan.talk.draft is None
    assert not lan.dropped

"""Each question takes its buttons and what people type instead."""

from dataclasses import replace

import pytest
from talking import WARD, Resident, plain, reporting

from bot.domain.content import KnownBy, Place
from bot.domain.draft import Question
from bot.domain.events import Rewrote
from bot.domain.tip import Category, IdentityMode, Urgency

TO_STORY = ("Đã qua", "Trộm cắp", "Tổ dân phố 3", "Hôm qua")


def at(question: Question) -> Resident:
    """A resident who is being asked this."""
    lan = reporting("Đã qua")
    answers = {
        Question.CATEGORY: "Trộm cắp", Question.PLACE: "Tổ dân phố 3", Question.WHEN: "Hôm qua",
        Question.EVIDENCE: "Không có", Question.SOURCE: "Nghe kể", Question.OTHERS: "Không rõ",
        Question.IDENTITY: "🔒 Giữ bí mật", Question.PHONE: "Không cần",
    }  # fmt: skip
    while lan.asked is not question:
        if lan.asked is Question.STORY:
            lan.says("mất xe máy trước cửa")
            lan.taps("Xong")
        else:
            assert lan.asked in answers
            lan.taps(answers[lan.asked])
    return lan


@pytest.mark.parametrize(
    ("typed", "urgency"),
    [("đang xảy ra", Urgency.DANGER), ("vừa xong", Urgency.URGENT), ("lâu rồi", Urgency.NORMAL)],
)
def test_urgency_in_words(typed: str, urgency: Urgency) -> None:
    lan = reporting()
    lan.says(typed)
    assert lan.content.urgency is urgency
    assert lan.asked is Question.CATEGORY


def test_a_typed_category_is_proposed_and_confirmed() -> None:
    lan = reporting("Đã qua")
    lan.says("bốc bát họ")
    assert lan.content.category is None
    lan.taps("Vay nặng lãi")
    assert lan.content.category is Category.LOAN_SHARKING


def test_a_proposal_that_is_wrong_leads_to_the_whole_list() -> None:
    lan = reporting("Đã qua")
    lan.says("bốc bát họ")
    lan.taps("Việc khác")
    lan.taps("Mại dâm")
    assert lan.content.category is Category.PROSTITUTION


def test_places_turn_pages_in_the_same_message() -> None:
    lan = at(Question.PLACE)
    lan.taps("Tiếp »")
    assert lan.last.redraw is not None
    assert not lan.last.screens
    lan.taps("Tiếp »")
    lan.taps("Tổ dân phố 18")
    assert lan.content.place == Place(neighbourhood_id=18)


@pytest.mark.parametrize("typed", ["số 5 ngõ 34/5 gần chợ", "đầu làng nhà ông Ba"])
def test_an_address_may_be_typed(typed: str) -> None:
    lan = at(Question.PLACE)
    lan.says(typed)
    assert lan.content.place is not None
    assert lan.content.place.words == typed
    assert lan.asked is Question.WHEN


@pytest.mark.parametrize("question", [Question.PLACE, Question.WHEN])
def test_not_remembering_is_an_answer(question: Question) -> None:
    lan = at(question)
    lan.says("ko nho")
    assert question in lan.draft.answered
    told = lan.content.place if question is Question.PLACE else lan.content.when
    assert told is not None
    assert told.unknown


def test_a_position_in_the_ward_is_taken() -> None:
    lan = at(Question.PLACE)
    lan.taps("📍")
    assert lan.last.screens[0].share
    lan.locates(20.866, 106.684)
    assert any(screen.clear_share for screen in lan.last.screens)
    assert lan.asked is Question.WHEN


def test_a_position_outside_the_ward_is_asked_about_and_never_refused() -> None:
    lan = at(Question.PLACE)
    lan.locates(21.0278, 105.8342)
    assert lan.asked is Question.PLACE
    assert "ở ngoài" in lan.text
    lan.taps("Đúng, xảy ra ở đó")
    assert lan.asked is Question.WHEN
    assert lan.content.place is not None
    assert lan.content.place.latitude == 21.0278


def test_the_position_may_turn_out_to_be_the_wrong_one() -> None:
    lan = at(Question.PLACE)
    lan.locates(21.0278, 105.8342)
    lan.taps("Không, để tôi chọn")
    lan.taps("Tổ dân phố 2")
    assert lan.content.place == Place(neighbourhood_id=2)


def test_a_fraud_may_have_happened_by_telephone() -> None:
    lan = reporting("Đã qua", "Lừa đảo")
    lan.taps("Qua mạng")
    assert lan.content.place == Place(online=True)


def test_a_group_leader_is_offered_the_own_neighbourhood_first() -> None:
    tam = Resident(ward=replace(WARD, home=7))
    tam.commands("baotin")
    tam.taps("Đã qua")
    tam.taps("Trộm cắp")
    assert "Tổ dân phố 7" in plain(tam.last.screens[-1].buttons[0][0].label)


def test_a_time_phrase_is_said_back_and_confirmed() -> None:
    lan = at(Question.WHEN)
    lan.says("8h tối qua")
    assert "Bot hiểu là" in lan.text
    assert "20 giờ" in lan.text
    assert lan.asked is Question.WHEN
    lan.taps("👌 Đúng")
    assert lan.content.when is not None
    assert lan.content.when.words == "8h tối qua"
    assert lan.asked is Question.STORY


@pytest.mark.parametrize("yes", ["đúng", "dung", "Đúng rồi", "vâng", "ừ"])
def test_a_time_said_back_may_be_confirmed_in_words(yes: str) -> None:
    lan = at(Question.WHEN)
    lan.says("8h tối qua")
    lan.says(yes)
    assert lan.asked is Question.STORY


def test_stopping_in_words_asks_once_more() -> None:
    lan = at(Question.WHEN)
    lan.says("dừng")
    lan.taps("Bỏ, không gửi")
    assert lan.talk.draft is None


def test_a_time_said_back_may_be_corrected() -> None:
    lan = at(Question.WHEN)
    lan.says("8h tối qua")
    lan.taps("✏️ Sửa")
    lan.says("hôm kia")
    lan.says("phải")
    assert lan.content.when is not None
    assert lan.content.when.words == "hôm kia"


def test_parts_of_the_day_that_have_not_come_are_not_offered() -> None:
    lan = at(Question.WHEN)
    labels = [plain(b.label) for row in lan.last.screens[-1].buttons for b in row]
    assert "Sáng nay" in labels
    assert "Tối nay" in labels
    morning = Resident(at=lan.at.replace(hour=0))
    morning.commands("baotin")
    for label in ("Đã qua", "Trộm cắp", "Tổ dân phố 3"):
        morning.taps(label)
    assert "Chiều nay" not in [plain(b.label) for row in morning.last.screens[-1].buttons for b in row]


def test_a_story_takes_several_messages() -> None:
    lan = reporting(*TO_STORY)
    for part in ("xe dựng trước cửa", "quay ra thì mất", "nó đi về phía cầu"):
        lan.says(part)
        assert lan.asked is Question.STORY
    lan.says("hết rồi")
    assert lan.asked is Question.EVIDENCE
    assert lan.content.told == "xe dựng trước cửa\nquay ra thì mất\nnó đi về phía cầu"


def test_an_empty_story_is_asked_for_once_more_and_then_accepted() -> None:
    lan = reporting(*TO_STORY)
    lan.taps("✅ Xong")
    assert lan.asked is Question.STORY
    lan.taps("Không kể thêm")
    assert lan.asked is Question.EVIDENCE


def test_an_edited_message_replaces_what_it_said() -> None:
    lan = reporting(*TO_STORY)
    lan.says("xe mầu đỏ")
    number = lan.content.story[-1].message_id
    lan.does(Rewrote("xe màu xanh", number, lan.at))
    assert lan.content.told == "xe màu xanh"


def test_the_story_may_be_told_anew_but_an_old_button_cannot_wipe_it() -> None:
    lan = at(Question.REVIEW)
    lan.taps("✏️ Lời kể")
    wipe = lan.button("kể lại từ đầu")
    lan.says("nhớ thêm là có hai người")
    lan.presses(wipe)
    assert "hai người" in lan.content.told
    lan.taps("Xong")
    lan.taps("✏️ Lời kể")
    lan.taps("kể lại từ đầu")
    assert lan.content.told == ""


@pytest.mark.parametrize(
    ("typed", "known"),
    [("tôi nhìn thấy tận mắt", KnownBy.SEEN), ("nghe hàng xóm kể", KnownBy.HEARD), ("toi bi mat xe", KnownBy.VICTIM)],
)
def test_how_they_know_in_words(typed: str, known: KnownBy) -> None:
    lan = at(Question.SOURCE)
    lan.says(typed)
    assert lan.content.known_by is known
    assert lan.content.known_words == typed


def test_who_else_knows() -> None:
    lan = at(Question.OTHERS)
    lan.says("cô bán nước đầu ngõ")
    assert lan.content.others_know == "cô bán nước đầu ngõ"


@pytest.mark.parametrize(
    ("typed", "mode"),
    [
        ("giữ bí mật giúp", IdentityMode.SECRET),
        ("cho cán bộ biết", IdentityMode.OFFICER),
        ("an danh", IdentityMode.WITHHELD),
    ],
)
def test_identity_in_words(typed: str, mode: IdentityMode) -> None:
    lan = at(Question.IDENTITY)
    lan.says(typed)
    assert lan.content.identity is mode
    assert lan.asked is (Question.REASON if mode is IdentityMode.WITHHELD else Question.PHONE)


def test_the_review_sends_on_a_typed_word() -> None:
    lan = at(Question.REVIEW)
    lan.says("gửi đi")
    assert len(lan.submissions) == 1


def test_the_way_back_leads_to_the_question_before() -> None:
    lan = at(Question.WHEN)
    lan.taps("Câu trước")
    assert lan.asked is Question.PLACE
    lan.taps("Câu trước")
    assert lan.asked is Question.CATEGORY
    lan.taps("Giữ nguyên")
    assert lan.asked is Question.WHEN


def test_what_is_answered_becomes_one_line() -> None:
    lan = reporting("Đã qua")
    lan.taps("Trộm cắp")
    (answered,) = lan.last.answered
    assert answered.question is Question.CATEGORY
    assert plain(answered.line) == "✓ Việc gì: Trộm cắp"

"""What was said apart from the story never becomes part of one, whatever is done before and after it is edited."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from talking import TIP, WARD, Resident, reporting, say

from bot.domain.card import CardFacts, card_lines
from bot.domain.content import EvidenceKind, TipContent
from bot.domain.dialog import Amend, Drop, start_adding
from bot.domain.draft import Question
from bot.domain.events import Rewrote, Wrote

ASIDE, CANARY = 777, "0987 654 321"
FACTS = CardFacts(WARD.zone, WARD.neighbourhoods)
TO_SOURCE = ("Đã qua", "Trộm cắp", "Tổ dân phố 3", "Hôm qua", "Xong", "Không kể thêm", "Không có")
PATHS = {
    Question.SOURCE: TO_SOURCE,
    Question.OTHERS: (*TO_SOURCE, "Nghe kể"),
    Question.REASON: (*TO_SOURCE, "Nghe kể", "Không rõ", "Không cung cấp"),
    Question.PHONE: (*TO_SOURCE, "Nghe kể", "Không rõ", "Giữ bí mật"),
}
ANSWERS = ("0912 345 678", "0912 345 67", "không", "cô Hoa")
ACTIONS = (
    *(lambda lan, text=text: lan.says(text) for text in ("cứu với có người cầm dao", "alo", "gửi", "ngõ 12", "không")),
    *(lambda lan, name=name: lan.commands(name) for name in ("start", "huy", "baotin")),
    *(lambda lan, label=label: tap(lan, label) for label in ("✅ Gửi", "Bỏ, không gửi", "Danh tính", "Giữ bí mật",
                                                             "Không cung cấp", "Số điện thoại", "Câu trước")),
    lambda lan: lan.sends(EvidenceKind.PHOTO),
    lambda lan: lan.shares_own_number("+84912345678"),
    lambda lan: lan.waits_hand_over(),
    lambda lan: lan.waits_expire(),
    lambda lan: lan._take(start_adding(lan.talk, TIP, lan.at)),
)  # fmt: skip
SOME = st.lists(st.sampled_from(ACTIONS), max_size=6)


def tap(lan: Resident, label: str) -> None:
    """Tap the button if there is one."""
    try:
        button = lan.button(label)
    except AssertionError:
        return
    lan.presses(button)


def at_question(question: Question) -> Resident:
    lan = reporting(*PATHS[question])
    assert lan.asked is question
    return lan


def seen_by_officers(lan: Resident) -> str:
    """The cards of everything that was sent, and of what may yet be sent."""
    contents = [e.content for e in lan.effects if not isinstance(e, Amend | Drop)]
    contents += [lan.content if lan.talk.draft else TipContent()]
    return "".join(say(line) + content.told for content in contents for line in card_lines(content, FACTS))


@pytest.mark.parametrize("question", PATHS)
@settings(deadline=None)
@given(answer=st.sampled_from(ANSWERS), meanwhile=SOME, afterwards=SOME)
def test_an_aside_never_becomes_a_story(question: Question, answer: str, meanwhile: list, afterwards: list) -> None:  # type: ignore[type-arg]
    lan = at_question(question)
    lan.does(Wrote(answer, ASIDE, lan.at))
    if ASIDE in {part.message_id for part in lan.content.story}:
        return  # no answer to this question: it was told so
    for act in meanwhile:
        act(lan)
    lan.does(Rewrote(f"{CANARY} nhà tôi", ASIDE, lan.at))
    for act in afterwards:
        act(lan)
    assert "654" not in seen_by_officers(lan)


def test_the_answer_follows_while_the_draft_is_open() -> None:
    lan = at_question(Question.PHONE)
    lan.does(Wrote("0912 345 678", ASIDE, lan.at))
    lan.does(Rewrote(CANARY, ASIDE, lan.at))
    assert lan.content.phone == "+84987654321"
    assert lan.asked is Question.REVIEW


def test_a_cry_for_help_is_heard_in_an_edited_answer_too() -> None:
    lan = at_question(Question.OTHERS)
    lan.does(Wrote("cô Hoa", ASIDE, lan.at))
    lan.does(Rewrote("cứu với, nó đang cầm dao trước cửa", ASIDE, lan.at))
    assert lan.draft.danger_at is not None
    assert "113" in lan.text


def test_an_aside_is_remembered_longer_than_telegram_lets_it_be_edited() -> None:
    lan = at_question(Question.PHONE)
    lan.does(Wrote("0912 345 678", ASIDE, lan.at))
    for hours, known in ((71, True), (2, False)):
        lan.at += timedelta(hours=hours)
        lan.taps("✏️ Số điện thoại")
        lan.says("0912 345 678")
        assert any(aside.message_id == ASIDE for aside in lan.talk.asides) is known

"""A report that grows and grows: it is sent as it stands, and what follows is another one."""

from talking import Resident, plain, reporting, shown

from bot.domain.dialog import Submit, Update
from bot.domain.dialog.filling_up import MOST_TOLD
from bot.domain.draft import Question

LONG = "Nhà bên cạnh ồn ào, tôi kể cho hết. " * 110


def _until_full(lan: Resident) -> int:
    before = lan.draft.id
    for number in range(MOST_TOLD // len(LONG) + 2):
        lan.says(LONG)
        if lan.talk.draft is None or lan.draft.id != before:
            return number
    raise AssertionError("it is never full")


def test_a_report_that_is_full_goes_to_the_duty_desk_with_every_word() -> None:
    lan = reporting("Đã qua")
    count = _until_full(lan) + 1
    effect = lan.last.effect
    assert isinstance(effect, Submit)
    assert not effect.confirmed
    assert effect.content.all_told.count(LONG.strip()) == count
    assert "bot ghi thành tin mới" in plain(shown(lan.last)[-1].body)
    lan.says("Mất trộm xe ở tổ 3")
    assert lan.draft.content.told == "Mất trộm xe ở tổ 3"


def test_a_tip_that_was_sent_already_is_not_sent_twice() -> None:
    lan = reporting("Đang xảy ra")
    lan.says("cứu với, có người cầm dao")
    lan.waits_hand_over()
    assert len(lan.submissions) == 1
    _until_full(lan)
    assert len(lan.submissions) == 1
    assert isinstance(lan.last.effect, Update)


def test_danger_in_the_very_last_words_is_heard() -> None:
    lan = reporting("Đã qua")
    while len(lan.draft.content.all_told) + len(LONG) < MOST_TOLD:
        lan.says(LONG)
    lan.says("cứu với, có người cầm dao đuổi chém. " + LONG)
    said = [plain(screen.body) for screen in shown(lan.last)]
    assert "113" in said[0]
    assert isinstance(lan.last.effect, Submit)
    assert lan.asked is None or lan.asked is not Question.REVIEW

"""From any state, anything a person can do: nothing breaks, nothing is lost, there is always a way on."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from pydantic import TypeAdapter
from talking import EVENING, Resident, buttons, data, plain, say, shown

from bot.domain.content import EvidenceKind, TipContent
from bot.domain.dialog import Add, Step, Submit, next_timers, start_adding
from bot.domain.draft import SentTip, Talk
from bot.domain.events import Rewrote, SentOther, SharedContact
from bot.domain.screen import Area, Button, Screen
from bot.domain.vietnamese import yes_no_unknown

TALK = TypeAdapter(Talk)
SAYINGS = (
    "alo", "đúng", "không", "ko nhớ", "bỏ qua", "xong", "gửi", "hủy", "có", "đang xảy ra", "vừa xong", "lâu rồi",
    "có trộm ở ngõ 12 tối qua mất xe sirius", "mat xe may hom qua o ngo 12", "cứu với có người cầm dao chém nhau",
    "hôm kia có thằng kề dao", "8h tối qua", "30/02", "số 5 ngõ 34/5", "tổ 7", "0912 345 678", "số mẹ em 0912345678",
    "em 15 tuổi bị bạn đánh", "cho hỏi làm căn cước", "tôi muốn đầu thú", "hàng xóm kể", "giữ bí mật", "ẩn danh",
    "bốc bát họ", "quay lại", "việc khác", "👍", "<b>&{x}</b>", "{code}", "nó đi hướng cầu " * 200, "😀" * 1500,
)  # fmt: skip
TEXTS = st.sampled_from(SAYINGS) | st.text(min_size=1, max_size=60)
MOST_UNITS = 4096  # Bot API, sendMessage.text
MOST_DATA = 64  # Bot API, InlineKeyboardButton.callback_data
MOST_ALERT = 200  # Bot API, answerCallbackQuery.text


def everything(content: TipContent) -> str:
    """All the words a tip holds."""
    place, when = content.place, content.when
    fields = (
        content.told, content.category_words, place.words if place else "", when.words if when else "",
        content.known_words, content.others_know, content.withheld_reason, content.phone_words, content.guardian,
    )  # fmt: skip
    return "\n".join(fields)


class AnybodyAtAnyTime(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.lan = Resident()
        self.submitted: set[str] = set()

    def _see(self, outcome: Step) -> None:
        for screen in shown(outcome):
            self._fits(screen)
        if outcome.alert is not None:
            assert len(plain(outcome.alert.text)) <= MOST_ALERT
        for answered in outcome.answered:
            assert say(answered.line)
        self._has_a_way_on(outcome)
        self._is_sent_once(outcome)

    def _fits(self, screen: Screen) -> None:
        assert 0 < len(plain(screen.body).encode("utf-16-le")) // 2 <= MOST_UNITS
        assert not (screen.buttons and (screen.share or screen.clear_share))
        for button in buttons(screen):
            assert len(data(button).encode()) <= MOST_DATA
            assert 0 < len(plain(button.label)) <= 60
        assert all(len(row) <= 2 for row in screen.buttons)

    def _has_a_way_on(self, outcome: Step) -> None:
        if outcome.talk.draft is not None and shown(outcome):
            assert any(screen.buttons or screen.share for screen in shown(outcome))

    def _is_sent_once(self, outcome: Step) -> None:
        if isinstance(outcome.effect, Submit):
            assert outcome.effect.draft_id not in self.submitted
            self.submitted.add(outcome.effect.draft_id)

    @rule(text=TEXTS)
    def says(self, text: str) -> None:
        before = self.lan.talk
        outcome = self.lan.says(text)
        self._see(outcome)
        content = outcome.talk.draft.content if outcome.talk.draft else None
        if isinstance(outcome.effect, Add | Submit):
            content = outcome.effect.content
        if content is not None and text in everything(content):
            return
        # Not kept: a short answer that became a value, or a word the bot plainly replied to.
        assert yes_no_unknown(text) is not None or len(text.split()) <= 8 or not any(map(str.isalnum, text))
        assert outcome.screens or outcome.redraw or before != outcome.talk or isinstance(outcome.effect, Submit)

    @rule(
        kind=st.sampled_from(EvidenceKind),
        caption=st.just("") | TEXTS,
        album=st.none() | st.sampled_from(("a", "b")),
    )
    def sends(self, kind: EvidenceKind, caption: str, album: str | None) -> None:
        outcome = self.lan.sends(kind, caption, album)
        self._see(outcome)
        held = outcome.effect.content if isinstance(outcome.effect, Add | Submit) else self.lan.content
        assert held.evidence[-1].kind is kind

    @rule(latitude=st.floats(-90, 90), longitude=st.floats(-180, 180))
    def locates(self, latitude: float, longitude: float) -> None:
        self._see(self.lan.locates(latitude, longitude))

    @rule(own=st.booleans())
    def shares_a_contact(self, own: bool) -> None:
        self._see(self.lan.does(SharedContact("+84912345678", own, 10**6, self.lan.at)))

    @rule(kind=st.sampled_from(("sticker", "poll", "venue")))
    def sends_something_else(self, kind: str) -> None:
        self._see(self.lan.does(SentOther(kind, self.lan.at)))

    @rule(text=TEXTS, message_id=st.integers(1, 30))
    def edits_a_message(self, text: str, message_id: int) -> None:
        self._see(self.lan.does(Rewrote(text, message_id, self.lan.at)))

    @precondition(lambda self: self.lan.chat)
    @rule(pick=st.data())
    def taps_anything_thrice(self, pick: st.DataObject) -> None:
        every = [b for screen in self.lan.chat[-12:] for b in buttons(screen) if b.area is not Area.MY_TIPS]
        if every:
            self._taps_thrice(pick.draw(st.sampled_from(every)))

    @precondition(lambda self: self.lan.chat and buttons(self.lan.chat[-1]))
    @rule(pick=st.data())
    def taps_the_last_screen(self, pick: st.DataObject) -> None:
        self._taps_thrice(pick.draw(st.sampled_from(buttons(self.lan.chat[-1]))))

    def _taps_thrice(self, button: Button) -> None:
        self._see(self.lan.presses(button))
        once = self._still(self.lan.talk)
        for _ in range(2):
            outcome = self.lan.presses(button)
            assert outcome.screens == ()
            assert outcome.effect is None
            assert self._still(outcome.talk) == once

    def _still(self, talk: Talk) -> Talk:
        """The talk without the time of its last touch."""
        return replace(talk, draft=replace(talk.draft, touched_at=EVENING)) if talk.draft else talk

    @rule(name=st.sampled_from(("start", "huy", "baotin", "khancap", "help", "gibberish")))
    def commands(self, name: str) -> None:
        outcome = self.lan.commands(name)
        self._see(outcome)
        assert outcome.screens or outcome.alert

    @rule()
    def opens_a_sent_tip(self) -> None:
        self.lan._take(start_adding(self.lan.talk, SentTip(9, "BD-2222-A", self.lan.at), self.lan.at))

    @rule(minutes=st.sampled_from((3, 10, 90, 1500, 4400)))
    def is_silent(self, minutes: int) -> None:
        self.lan.at += timedelta(minutes=minutes)
        timers = next_timers(self.lan.talk)
        if timers.hand_over_at and timers.hand_over_at <= self.lan.at:
            self._see(self.lan.waits_hand_over())
        timers = next_timers(self.lan.talk)
        if timers.nudge_at and timers.nudge_at <= self.lan.at:
            self._see(self.lan.waits_nudge())
        timers = next_timers(self.lan.talk)
        if timers.expire_at and timers.expire_at <= self.lan.at:
            self._see(self.lan.waits_expire())

    @invariant()
    def can_be_put_away_and_taken_up_again(self) -> None:
        assert TALK.validate_json(TALK.dump_json(self.lan.talk)) == self.lan.talk

    @invariant()
    def an_open_draft_asks_something(self) -> None:
        assert self.lan.talk.draft is None or self.lan.talk.draft.asking is not None


TestAnybodyAtAnyTime = AnybodyAtAnyTime.TestCase
TestAnybodyAtAnyTime.settings = settings(
    max_examples=120, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)

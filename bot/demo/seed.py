"""Fills the ward with a lively day of invented tips, each told in the chat like any other."""

from collections.abc import Sequence
from datetime import timedelta

from bot.app import App
from bot.clock import MovableClock
from bot.demo import cast
from bot.demo.stage import Stage
from bot.domain.screen import Area
from bot.sandbox.bots import Bot
from bot.sandbox.keyboards import Button
from bot.sandbox.messages import Message
from bot.sandbox.people import Person

NAMES = ("Hoa", "Minh", "Tuấn", "Ngọc", "Dũng", "Thảo")
TOLD = (
    "Mất trộm xe Sirius ở tổ 5 tối qua, xe để trước cửa, khóa cổ bị bẻ",
    "Co nguoi goi dien xung cong an bat chuyen tien, toi da chuyen 12 tr luc 9h sang nay",
    "Quán nước đầu ngõ Lò Gạch ghi lô đề, chiều nào cũng đông",
    "Tờ rơi cho vay dán kín cột điện tổ 3, có số điện thoại",
    "Thanh niên tụ tập nẹt pô ở Xóm Bến đêm qua",
    "Có người lạ rình mò nhà vắng chủ ở tổ 9 sáng nay",
)
# What a person in a hurry presses, the first of these that is there; the last resort is the first button.
PRESSED = (
    "✅ Gửi",
    "Đúng",
    "Không nhớ",
    "Vừa xảy ra",
    "Không kể thêm",
    "Xong",
    "Không có",
    "Bỏ qua",
    "Giữ bí mật",
    "Thế là đủ",
)
MOST_STEPS = 40


async def fill_ward(app: App, stage: Stage, clock: MovableClock) -> None:
    """Tell every story, three minutes apart; an officer takes every other tip."""
    officer = stage.people[cast.OFFICER_1]
    for number, (name, story) in enumerate(zip(NAMES, TOLD, strict=True)):
        teller = stage.telegram.create_person(name)
        await report(app, stage, teller, story)
        if number % 2 == 0:
            officer.presses(_newest_card(stage), "✅ Tiếp nhận")
        clock.advance(timedelta(minutes=3))
        await app.settle()


async def report(app: App, stage: Stage, teller: Person, story: str) -> None:
    """Tell a story in one breath and press on until it is sent. Raises RuntimeError when that leads nowhere."""
    teller.sends(story, stage.bot)
    for _ in range(MOST_STEPS):
        await app.settle()
        question = open_question(teller, stage.bot)
        if question is None:
            return
        teller.presses(question, data=choose([b for row in question.buttons for b in row]))
    raise RuntimeError("the report does not come to an end")


def open_question(teller: Person, bot: Bot) -> Message | None:
    """The newest message with buttons, if they belong to the report."""
    newest = next((m for m in reversed(teller.chat_with(bot).messages) if m.buttons), None)
    return newest if newest and any((b.data or "").startswith(Area.REPORT) for b in newest.buttons[0]) else None


def choose(buttons: Sequence[Button]) -> str | None:
    """The callback data of the button that somebody in a hurry presses."""
    by_wish = (b for wish in PRESSED for b in buttons if wish in b.text)
    return next(by_wish, buttons[0]).data


def _newest_card(stage: Stage) -> Message:
    return next(m for m in reversed(stage.group.messages) if "✅ Tiếp nhận" in m.labels)

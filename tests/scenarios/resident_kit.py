"""What the residents' stories share: the way to the last look, and the lines of a tip."""

import re

from bot.sandbox.messages import Message
from tests.world import Actor

CONTENT = ("Tình trạng", "Việc", "Ở đâu", "Khi nào", "Nội dung", "Gửi kèm", "Danh tính người báo", "Người báo")
PLAIN_STORY = "Mất trộm xe Sirius ở tổ 5 tối qua, bị bẻ khóa"
REVIEW = "Xem lại trước khi gửi"
CODE = re.compile(r"BD-\w{4}-\w")
# The quickest way through the questions.
QUICKEST = ("các câu còn lại", "Đã qua", "Trộm cắp", "Không nhớ", "Không kể thêm", "✅ Xong", "Bỏ qua")


def content_lines(message: Message) -> list[str]:
    """The lines of a review or of a card that say what the tip says."""
    return [line for line in (message.text or "").splitlines() if line.partition(":")[0] in CONTENT]


def line(message: Message, topic: str) -> str:
    """One of them, without its topic."""
    return next(said.partition(": ")[2] for said in content_lines(message) if said.startswith(f"{topic}:"))


def said(actor: Actor) -> list[str]:
    """What the bot's messages on this phone say, oldest first."""
    bot = actor.world.stage.bot
    return [m.text or "" for m in actor.chat.messages if m.sender is bot and not m.deleted]


def last(actor: Actor) -> Message:
    """The newest message of the bot on this phone."""
    return next(m for m in reversed(actor.chat.messages) if m.sender is actor.world.stage.bot)


def review(actor: Actor) -> Message:
    """The last look, which must stand at the end of the chat."""
    assert REVIEW in (last(actor).text or ""), said(actor)[-2:]
    return last(actor)


async def comes_to_review(actor: Actor, story: str = PLAIN_STORY) -> Message:
    """Tell a story and press through the questions up to the last look."""
    await actor.writes(story)
    return await presses_to_review(actor)


async def presses_to_review(actor: Actor) -> Message:
    """Press through what is open up to the last look."""
    for _ in range(20):
        if REVIEW in (last(actor).text or ""):
            break
        labels = last(actor).labels
        quick = (label for quick in QUICKEST for label in labels if quick in label)
        await actor.taps(next(quick, labels[0]), last(actor))
    return review(actor)


async def sends_it(actor: Actor) -> str:
    """Press "Gửi" at the last look. Returns the code."""
    await actor.taps("✅ Gửi", review(actor))
    return code_of(actor)


def code_of(actor: Actor) -> str:
    """The code of the newest receipt."""
    receipt = next(text for text in reversed(said(actor)) if text.startswith("Xác nhận đã nhận"))
    found = CODE.search(receipt)
    assert found is not None
    return found.group()


def ticks(actor: Actor) -> list[str]:
    """The answered questions, as the chat shows them."""
    return [text for text in said(actor) if text.startswith("✓")]


def card(actor: Actor, code: str) -> Message:
    """The newest card of a tip in the duty group."""
    group = actor.world.group
    return next(m for m in reversed(group.messages) if code in (m.text or "") and content_lines(m))

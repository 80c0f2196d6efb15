"""After an outage: everything late is told, in few messages, and a new tip is seen before all of it."""

from datetime import timedelta

from sqlalchemy import func, select

from bot.domain.casework.outcomes import Outcome
from bot.domain.casework.state import CaseState, transferred
from bot.domain.content import StoryPart, TipContent
from bot.domain.dialog import Submit
from bot.domain.tip import Urgency
from bot.sandbox.chats import Chat
from bot.sandbox.messages import Message
from bot.services.ladders import follow_ladders
from bot.services.submit_tip import submit_tip
from storage.models import Reminder, TipClock
from storage.unit_of_work import UnitOfWork
from tests.scenarios.crowd import many_tips
from tests.world import World

MANY = 300
# What late tips and clocks begin with; briefings and handovers of the missed days are other stories' matter.
REMINDERS = ("⏰", "⏱", "↩️", "🚨")


async def test_three_hundred_late_tips_are_told_in_few_messages_after_the_new_one(world: World) -> None:
    """A hundred wait, a hundred are An's, a hundred were sent on: every one is counted, and no stage is left."""
    codes = await many_tips(world, *[Urgency.URGENT] * MANY)
    await world.in_database(lambda uow: _hand_out(uow, world, codes))
    world.look_at_everything()

    world.clock.advance(timedelta(days=5))
    new = await world.in_database(lambda uow: _new_tip(uow, world))
    await world.settle()

    told = {who: _fresh(world, chat) for who, chat in _chats(world).items()}
    assert new in told["group"][0], "the new tip comes first"
    assert not [line for line in told["group"][1:] if "TIN MỚI" in line]
    late = {who: [text for text in messages if text.startswith(REMINDERS)] for who, messages in told.items()}
    heads = {who: [text[:60] for text in messages] for who, messages in told.items()}
    assert all(len(messages) <= 5 for messages in late.values()), heads
    _one(told["group"][1:], "200 tin cần xem lại")  # a hundred nobody acknowledged, a hundred nobody owns
    _one(told["group"][1:], "100 tin đã chuyển quá hạn chưa ai xác nhận")
    _one(told["commander"], "100 tin đã chuyển quá hạn chưa ai xác nhận")
    _one(told["An"], "100 tin lâu chưa có gì mới")
    assert await world.in_database(_left) == 0, "what is due is claimed"

    world.look_at_everything()
    await world.settle()
    assert not any(_fresh(world, chat) for chat in _chats(world).values()), "once"


def _hand_out(uow: UnitOfWork, world: World, codes: list[str]) -> None:
    an = uow.people.member(world.app.workplace.keyring.blind(world.an.person.id))
    assert an is not None
    for number, code in enumerate(codes[: MANY * 2 // 3]):
        tip_id = uow.tips.find(code)
        assert tip_id is not None
        uow.tips.acknowledge(tip_id, an.id)
        tip = uow.tips.view(tip_id)
        follow_ladders(uow, tip, CaseState(), tip.case)
        if number % 2:
            to = transferred(tip.case, Outcome.INVESTIGATION)
            uow.tips.move(tip, to)
            follow_ladders(uow, tip, tip.case, to)
            uow.cases.send(tip_id, Outcome.INVESTIGATION, None, an.id, uow.now + timedelta(hours=24))


def _new_tip(uow: UnitOfWork, world: World) -> str:
    told = StoryPart(1, "Vừa mất xe máy", uow.now)
    return submit_tip(
        uow, uow.people.meet(world.lan.person.id), Submit("new", TipContent(Urgency.URGENT, story=(told,))), uow.now
    ).code


def _left(uow: UnitOfWork) -> int:
    rungs = select(func.count()).where(Reminder.stopped_at.is_(None), Reminder.due_at <= uow.now)
    stages = select(func.count()).where(TipClock.speak_at <= uow.now)
    return (uow.session.scalar(rungs) or 0) + (uow.session.scalar(stages) or 0)


def _chats(world: World) -> dict[str, Chat]:
    return {
        "group": world.group,
        "commander": world.commander.chat,
        "chief": world.chief.chat,
        "An": world.an.chat,
        "Lan": world.lan.chat,
    }


def _fresh(world: World, chat: Chat) -> list[str]:
    def is_fresh(message: Message) -> bool:
        return message.sender is world.stage.bot and not world.looked_at(message) and not message.edit_date

    return [m.text or "" for m in chat.messages if is_fresh(m)]


def _one(messages: list[str], words: str) -> None:
    assert len([text for text in messages if words in text]) == 1, (words, [text[:80] for text in messages])

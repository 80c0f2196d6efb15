"""A misfortune on the way of a card or a receipt: what is not there arrives, what may be there is labelled."""

import pytest

from bot.sandbox.faults import Fault
from tests.faults.in_sight import cards, labelled, receipts
from tests.world import CODE, World

# What an answer means does not depend on the database; test_network.py tells it on both.
pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"])
NOTHING_ARRIVED = {
    "429": Fault.too_many_requests(1),
    "502 not applied": Fault.server_error(502),
    "504 not applied": Fault.server_error(504),
    "cut before": Fault.cut_before(),
    "not JSON, not applied": Fault.malformed_before(),
}
ARRIVED = {
    "502 applied": Fault.server_error(502, applied=True),
    "cut after": Fault.cut_after(),
    "not JSON, applied": Fault.malformed(),
}
TOLD = {"429"}  # Telegram says itself that nothing arrived


@pytest.mark.parametrize("name", NOTHING_ARRIVED)
async def test_a_card_that_did_not_arrive_is_sent_again(world: World, name: str) -> None:
    world.telegram.faults.add(NOTHING_ARRIVED[name], method="sendMessage", chat=world.group)
    code = await _reports_and_waits(world)

    assert labelled(cards(world, code)) == [name not in TOLD]
    assert labelled(receipts(world, code)) == [False]


@pytest.mark.parametrize("name", ARRIVED)
async def test_a_second_copy_says_that_it_is_one_and_acts_on_the_same_tip(world: World, name: str) -> None:
    world.telegram.faults.add(ARRIVED[name], method="sendMessage", chat=world.group)
    code = await _reports_and_waits(world)

    first, second = cards(world, code)
    assert labelled([first, second]) == [False, True]
    await world.an.taps("Tiếp nhận", first)
    assert "An Đỗ" in (second.text or "")
    assert "Tiếp nhận" not in " ".join(first.labels)


@pytest.mark.parametrize("name", ARRIVED)
async def test_a_second_receipt_has_the_same_code_and_says_so(world: World, name: str) -> None:
    await world.lan.writes("Mất trộm xe Sirius ở tổ 5 tối qua, bị bẻ khóa")
    _arm_when_sent(world, ARRIVED[name])
    await world.lan.presses_on()
    await world.jumps(seconds=61)

    (code,) = {CODE.findall(m.text or "")[0] for m in receipts(world, "BD-")}
    assert labelled(receipts(world, code)) == [False, True]
    assert labelled(cards(world, code)) == [False]


async def test_a_copy_is_labelled_whatever_became_of_the_attempts_between(world: World) -> None:
    """The first attempt may have arrived; that the second one surely did not changes nothing about that."""
    for fault in (Fault.cut_after(), Fault.too_many_requests(1)):
        world.telegram.faults.add(fault, method="sendMessage", chat=world.group)
    code = await _reports_and_waits(world)
    world.app.delivery._pacing._held.clear()
    await world.jumps(seconds=61)

    assert labelled(cards(world, code)) == [False, True]


async def test_one_slow_chat_does_not_hold_up_the_others(world: World) -> None:
    world.telegram.faults.add(Fault.too_many_requests(600), method="sendMessage", chat=world.group)
    code = await world.lan.reports()

    assert receipts(world, code)
    assert not cards(world, code)
    world.app.delivery._pacing._held.clear()  # ten minutes of the machine's own clock
    await world.jumps(seconds=600)
    assert labelled(cards(world, code)) == [False]


async def _reports_and_waits(world: World) -> str:
    code = await world.lan.reports()
    world.app.delivery._pacing._held.clear()
    await world.jumps(seconds=61)
    return code


def _arm_when_sent(world: World, fault: Fault) -> None:
    """Strike the receipt and nothing before it: it is the first message after the card."""
    post = world.telegram.post

    def watch(message):  # type: ignore[no-untyped-def]
        post(message)
        if message.chat is world.group and "TIN" in (message.text or ""):
            world.telegram.faults.add(fault, method="sendMessage", chat=world.lan.chat)

    world.telegram.post = watch

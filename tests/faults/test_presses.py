"""Buttons pressed at bad moments: by two at once, three times over, after an outage, by somebody without a role."""

from tests.faults.in_sight import cards
from tests.faults.people import said
from tests.world import World


async def test_two_officers_within_a_moment(world: World) -> None:
    code = await world.lan.reports()
    (card,) = cards(world, code)
    first, second = world.an.taps_at_once("Tiếp nhận", card), world.binh.taps_at_once("Tiếp nhận", card)
    await world.settle()

    assert first.answer is not None
    assert second.answer is not None
    assert "An Đỗ" in (second.answer.text or "")
    assert "An Đỗ" in (card.text or "")
    assert len(_notices(world, code)) == 1


async def test_one_press_delivered_three_times(world: World) -> None:
    code = await world.lan.reports()
    press = world.an.taps_at_once("Tiếp nhận", cards(world, code)[0])
    world.telegram.redeliver(press)
    world.telegram.redeliver(press)
    await world.settle()

    assert len(press.answers) == 3, "every one of them is answered"
    assert len(_notices(world, code)) == 1


async def test_the_button_that_sends_delivered_three_times_makes_one_tip(world: World) -> None:
    await world.lan.writes("Mất trộm xe Sirius ở tổ 5 tối qua, bị bẻ khóa")
    while (question := world.lan.open_question()) is not None:
        sends = next((b for b in question.labels if "Gửi" in b), None)
        press = world.lan.taps_at_once(sends or _onward(question.labels), question)
        world.telegram.redeliver(press)
        world.telegram.redeliver(press)
        await world.settle()

    assert len([m for m in said(world.lan.chat) if "Xác nhận đã nhận" in (m.text or "")]) == 1
    assert len([m for m in said(world.group) if "TIN MỚI" in (m.text or "")]) == 1


async def test_a_press_that_grew_old_in_an_outage_can_be_made_again(world: World) -> None:
    code = await world.lan.reports()
    (card,) = cards(world, code)
    lost = world.an.taps_at_once("Tiếp nhận", card)
    await world.jumps(minutes=10)
    assert lost.answer is None
    assert "An Đỗ" not in (card.text or "")

    again = await world.an.taps("Tiếp nhận", card)
    assert again.answer is not None
    assert "An Đỗ" in (card.text or "")


async def test_an_answer_that_comes_too_late_changes_nothing_else(world: World) -> None:
    """The press was fetched in time, but its answer leaves only when Telegram has forgotten the press."""
    code = await world.lan.reports()
    (card,) = cards(world, code)
    world.an.taps_at_once("Tiếp nhận", card)
    await world.app.poller.poll(0)
    await world.app.lanes.drain()
    world.telegram.queries.clear()
    await world.settle()

    assert "An Đỗ" in (card.text or "")
    assert len(_notices(world, code)) == 1


async def test_somebody_without_a_role_takes_on_nothing(world: World) -> None:
    code = await world.lan.reports()
    (card,) = cards(world, code)
    guest = world.stranger()
    world.an.person.adds(guest.person, world.group)
    press = await guest.taps("Tiếp nhận", card)

    assert press.answer is not None
    assert press.answer.show_alert
    assert "tiếp nhận lúc" not in (card.text or "")


def _notices(world: World, code: str) -> list[object]:
    return [m for m in said(world.lan.chat) if f"{code} đã được tiếp nhận" in (m.text or "")]


def _onward(labels: list[str]) -> str:
    wanted = ("các câu còn lại", "Xong", "Đúng", "Vừa xảy ra", "Bỏ qua")
    return next((label for words in wanted for label in labels if words in label), labels[0])

"""A reporter who blocks the bot: the tip stays what it is, and the card says that nobody can be asked."""

from tests.faults.in_sight import cards, receipts
from tests.world import CODE, World


async def test_blocked_before_the_receipt_came(world: World) -> None:
    await world.lan.writes("Mất trộm xe Sirius ở tổ 5 tối qua, bị bẻ khóa")
    code = await _sends_and_blocks(world)

    (card,) = cards(world, code)
    assert not receipts(world, code)
    assert "không tới được người báo" in (card.text or "").lower()
    await world.an.taps("Tiếp nhận", card)
    assert "An Đỗ" in (card.text or "")


async def test_unblocked_again(world: World) -> None:
    code = await world.lan.reports()
    world.lan.person.blocks(world.stage.bot)
    await world.settle()
    assert "không tới được" in (cards(world, code)[0].text or "").lower()
    world.lan.person.unblocks(world.stage.bot)
    await world.settle()
    assert "không tới được" not in (cards(world, code)[0].text or "").lower()


async def _sends_and_blocks(world: World) -> str:
    """The last press and the block reach the bot together."""
    while (question := world.lan.open_question()) is not None:
        sends = [label for label in question.labels if label.startswith("✅ Gửi")]
        onward = [label for label in question.labels if "các câu còn lại" in label or "Xong" in label]
        world.lan.taps_at_once((sends or onward or question.labels)[0], question)
        if sends:
            world.lan.person.blocks(world.stage.bot)
            break
        await world.settle()
    await world.settle()
    found = CODE.search(next(m.text or "" for m in world.group.messages if "TIN MỚI" in (m.text or "")))
    assert found is not None
    return found.group()

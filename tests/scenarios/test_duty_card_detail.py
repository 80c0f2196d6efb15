"""A ward may keep what was told out of the group: it opens in private only."""

from bot.settings import CardDetail
from tests.scenarios.stories import URGENT
from tests.world import World


async def test_a_minimal_card_shows_neither_story_nor_address(world: World) -> None:
    await world.restart(card_detail=CardDetail.MINIMAL)
    code = await world.lan.reports("Vừa bị giật túi ở số 12 ngõ Lò Gạch, thằng xăm trổ đi xe Wave")
    card = world.an.sees(code, "KHẨN", "Cướp", "chỉ mở trong khung chat riêng", chat=world.group)
    for told in ("giật túi", "số 12", "xăm", "Wave"):
        assert told not in (card.text or ""), told

    await world.an.taps("Xem đủ", card)
    world.an.sees(code, "xăm trổ", "Wave", "số 12", chat=world.an.chat)
    await world.an.taps("Tiếp nhận", card)
    taken = world.an.sees(code, "An Đỗ", chat=world.group)
    assert "Wave" not in (taken.text or "")
    world.lan.sees("tiếp nhận", code)


async def test_cards_follow_a_change_of_the_setting_when_they_are_drawn_again(world: World) -> None:
    code = await world.lan.reports(*URGENT)
    card = world.an.sees(code, "giật túi", chat=world.group)
    await world.restart(card_detail=CardDetail.MINIMAL)
    world.an.sees_nothing_new(world.group)
    await world.an.taps("Tiếp nhận", card)
    assert "giật túi" not in (world.an.sees(code, "An Đỗ", chat=world.group).text or "")
    world.lan.sees("tiếp nhận", code)

"""Somebody adds to a sent tip without end: it takes what it can, and what follows is a tip of its own."""

from tests.scenarios.resident_kit import last, said
from tests.world import World

LONG = "Nhà bên cạnh ồn ào, tôi kể cho hết. " * 110


async def test_what_does_not_fit_into_a_tip_becomes_another_one(world: World) -> None:
    lan = world.lan
    code = await lan.reports()
    receipt = last(lan)
    await lan.taps("Gửi thêm", receipt)
    for _ in range(26):
        lan.person.sends(LONG)
    await world.settle()
    assert sum("bot ghi thành tin mới" in text for text in said(lan)) == 1
    tip_id = await world.in_database(lambda uow: uow.tips.find(code))
    assert tip_id is not None
    told = await world.in_database(lambda uow: uow.tips.view(tip_id).content.all_told)
    assert told.count(LONG.strip()) == 26, "every word of it"

    await lan.writes("Mất trộm xe ở tổ 3")
    assert lan.open_question() is not None, "another report begins"
    lan.is_alerted(await lan.taps("Gửi thêm", receipt), "đã dài hết mức")
    lan.skims()
    world.an.skims(world.group)

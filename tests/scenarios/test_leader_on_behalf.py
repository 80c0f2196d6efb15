"""A leader reports for a resident: the card says so, and who it was lies in the vault or nowhere."""

from tests.scenarios.case_kit import fills
from tests.scenarios.leader_kit import presses_key
from tests.scenarios.resident_kit import card, code_of, last, line, said
from tests.world import World

SOURCE = "bà Hoa số 9 ngõ 77, 0912 345 678"


async def test_the_source_is_put_away_and_never_on_the_card(world: World) -> None:
    leader = world.leader
    await presses_key(leader, "⚡ Báo nhanh")
    await leader.taps("🤝 Báo hộ người dân")
    assert "Phần này được cất riêng" in (last(leader).text or "")
    await leader.writes(SOURCE)
    assert "✓ Báo hộ: đã cất riêng" in said(leader)
    await leader.writes("mất trộm xe máy tối qua")
    assert "Cất riêng, không hiện trên tin: người nhờ báo" in (last(leader).text or "")
    await leader.taps("✅ Gửi")
    code = code_of(leader)

    told = card(world.an, code)
    assert line(told, "Người báo") == "tổ trưởng tổ dân phố báo hộ người dân"
    await world.an.taps("Xem đủ", told)
    for message in (*world.group.messages, *world.an.chat.messages):
        text = message.text or ""
        assert not any(word in text for word in ("Hoa", "ngõ 77", "0912", "345"))
    tip_id = await world.in_database(lambda uow: uow.tips.find(code))
    assert tip_id is not None
    kept = await world.in_database(lambda uow: uow.vault.identity(tip_id))
    assert kept.informant == SOURCE
    assert (await world.in_database(lambda uow: uow.tips.content(tip_id, 1))).informant == ""
    world.look_at_everything()


async def test_who_does_not_want_to_be_named_is_not(world: World) -> None:
    leader = world.leader
    await leader.writes("nghi có người bán ma túy ở quán nước tổ 7")
    await leader.taps("🤝 Báo hộ người dân")
    await leader.taps("Không nêu tên")
    assert last(leader).labels[-2] == "🤝 Người nhờ báo"
    await leader.taps("✅ Gửi", last(leader))
    assert line(card(world.an, code_of(leader)), "Người báo").endswith("báo hộ người dân")
    world.look_at_everything()


async def test_it_can_be_taken_back_before_sending(world: World) -> None:
    leader = world.leader
    await leader.writes("mất trộm xe đạp")
    await leader.taps("🤝 Báo hộ người dân")
    await leader.writes(SOURCE)
    await leader.taps("🤝 Người nhờ báo", last(leader))
    await leader.taps("Tôi báo, không phải báo hộ", last(leader))
    await leader.taps("✅ Gửi", last(leader))
    code = code_of(leader)
    assert line(card(world.an, code), "Người báo") == "tổ trưởng tổ dân phố"
    tip_id = await world.in_database(lambda uow: uow.tips.find(code))
    assert tip_id is not None
    assert (await world.in_database(lambda uow: uow.vault.identity(tip_id))).informant == ""
    world.look_at_everything()


async def test_an_edited_name_follows_into_the_vault(world: World) -> None:
    leader = world.leader
    await leader.writes("mất trộm xe đạp")
    await leader.taps("🤝 Báo hộ người dân")
    written = await leader.writes(SOURCE)
    await leader.taps("✅ Gửi", last(leader))
    await leader.taps("Thế là đủ", last(leader))
    code = code_of(leader)
    await leader.acts(leader.person.edits(written, "bà Hòa, 0912 000 000"))
    assert "Báo hộ: đã cất riêng" in (last(leader).text or "")
    tip_id = await world.in_database(lambda uow: uow.tips.find(code))
    assert tip_id is not None
    assert (await world.in_database(lambda uow: uow.vault.identity(tip_id))).informant == "bà Hòa, 0912 000 000"
    assert "Hòa" not in (card(world.an, code).text or "")
    world.look_at_everything()


async def test_only_a_reveal_shows_who_asked_the_leader(world: World) -> None:
    leader, an = world.leader, world.an
    await leader.writes("mất trộm xe đạp")
    await leader.taps("🤝 Báo hộ người dân")
    await leader.writes(SOURCE)
    await leader.taps("✅ Gửi", last(leader))
    code = code_of(leader)
    await an.taps("✅ Tiếp nhận", card(an, code))
    world.look_at_everything()
    await an.writes(f"/tin {code}")
    await fills(an, "Xin xem danh tính", "Cần hỏi thêm giờ mất xe")
    await world.commander.taps("Đồng ý")
    an.sees(code, f"Người kể lại việc này: {SOURCE}")
    world.look_at_everything()

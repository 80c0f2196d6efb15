"""What a leader sees of the own group's tips: counts and states, never what others told or who they are."""

from datetime import timedelta

import pytest

from bot.domain.people import Role, Unit
from tests.scenarios.leader_kit import enrolled, presses_key
from tests.scenarios.resident_kit import card, code_of, last
from tests.world import Actor, World


async def _sends(actor: Actor, words: str) -> str:
    await actor.writes(words)
    await actor.taps("✅ Gửi", last(actor))
    await actor.taps("👌 Thế là đủ", last(actor))
    return code_of(actor)


async def test_the_own_group_in_figures(world: World) -> None:
    leader, an = world.leader, world.an
    hung = await enrolled(world, "Hùng", Role.SECURITY_TEAM, home="số 5")
    elsewhere = await enrolled(world, "Tâm", Role.GROUP_LEADER, home="số 2")
    first = await _sends(leader, "mất trộm xe máy nhà ông Ba")
    second = await _sends(hung, "đua xe, nẹt pô đầu ngõ")
    await _sends(elsewhere, "mất trộm xe đạp")
    told = [await world.stranger(name).reports("Quán nước ở tổ 5 ghi lô đề") for name in ("Hoa", "Minh")]
    world.clock.advance(timedelta(minutes=4))
    await an.taps("✅ Tiếp nhận", card(an, first))
    world.look_at_everything()

    await presses_key(leader, "📊 Tổ của tôi")
    shown = leader.sees("Tổ dân phố số 5", "từ 01/03/2026", "của tổ đã gửi: 2 tin")
    text = shown.text or ""
    assert "chờ tiếp nhận: 1" in text
    assert "đang xử lý: 1" in text
    assert "dưới 3 tin" in text
    assert "(trung vị): 4 phút" in text
    assert f"{first} · đã tiếp nhận" in text
    assert not any(code in text for code in (second, *told))

    world.look_at_everything()
    told.append(await world.lan.reports("Quán nước ở tổ 5 ghi lô đề"))
    await leader.writes("/toi")
    text = leader.sees("Người khác báo việc ở tổ: 3 tin").text or ""
    assert not any(code in text for code in told)
    assert "lô đề" not in text
    world.look_at_everything()


async def test_what_is_older_than_the_month_is_not_in_it(world: World) -> None:
    code = await _sends(world.leader, "mất trộm xe máy nhà ông Ba")
    await world.jumps(days=30)
    world.look_at_everything()
    await world.leader.writes("/toi")
    text = world.leader.sees("từ 01/04/2026", "chưa gửi tin nào").text or ""
    assert code not in text


async def test_a_leader_without_a_group_is_told_whom_to_ask(world: World) -> None:
    tam = await enrolled(world, "Tâm", Role.GROUP_LEADER)
    code = await _sends(tam, "mất trộm xe đạp ở tổ 2")
    world.look_at_everything()
    await tam.writes("/toi")
    tam.sees("chưa được gắn với tổ dân phố", "quản trị viên", code)


@pytest.mark.parametrize("command", ["/toi", "/chuyenden"])
async def test_it_is_nobody_elses(world: World, command: str) -> None:
    for actor in (world.lan, world.an):
        await actor.writes(command)
        actor.sees("chưa có tên trong danh sách")
    await world.an.writes(command, to=world.group)
    world.an.sees("chưa có tên trong danh sách", chat=world.group)


async def test_figures_are_told_in_private_only(world: World) -> None:
    world.group.members[world.leader.person.id] = world.group.members[world.binh.person.id]
    await world.leader.writes("/toi", to=world.group)
    world.an.sees("trong khung chat riêng", chat=world.group)


async def test_a_unit_sees_what_it_handed_over_and_how_it_stands(world: World) -> None:
    mai = await enrolled(world, "Mai", Role.UNIT, unit=Unit.CULTURE)
    binh = await enrolled(world, "Bích", Role.UNIT, unit=Unit.CULTURE)
    other = await enrolled(world, "Quân", Role.UNIT, unit=Unit.MILITARY)
    code = await _sends(mai, "dân báo mất trộm xe đạp ở chợ")
    theirs = await _sends(other, "dân báo mất trộm xe máy ở chợ")
    world.clock.advance(timedelta(minutes=7))
    await world.an.taps("✅ Tiếp nhận", card(world.an, code))
    world.look_at_everything()
    for colleague in (mai, binh):
        await presses_key(colleague, "📊 Tin đã chuyển")
        text = colleague.sees("Phòng Văn hóa – Xã hội", "1 tin", f"{code} · đã tiếp nhận", "7 phút").text or ""
        assert theirs not in text

"""Tips of one event go on as one, and every reporter stays informed under the own code."""

from tests.scenarios.case_kit import fills, taken
from tests.world import Actor, World

BIKE = "Mất trộm xe Sirius 15B1-123.45 ở tổ 5 tối qua, bị bẻ khóa"


async def _another(world: World, name: str, officer: Actor) -> tuple[Actor, str]:
    """Somebody else tells of the same; it is acknowledged."""
    actor = world.stranger(name)
    code = await actor.reports(BIKE)
    await officer.taps("✅ Tiếp nhận", officer.sees(code, chat=world.group))
    world.look_at_everything()
    return actor, code


async def _opens(world: World, officer: Actor, code: str) -> None:
    await officer.writes(f"/tin {code}")
    officer.skims(officer.chat)


async def _merges(world: World, officer: Actor, code: str, first: str) -> None:
    await _opens(world, officer, code)
    await fills(officer, "🔗 Gộp", first)


async def _state(actor: Actor, code: str) -> str:
    """What "Tin đã gửi" says of a tip."""
    await actor.writes("/start")
    await actor.taps("Tin đã gửi")
    label = next(label for label in actor.chat.messages[-1].labels if code in label)
    actor.skims()
    return label.split(" · ")[-1]


async def test_a_duplicate_is_merged_from_its_card_and_follows_the_first_tip(world: World) -> None:
    an, lan = world.an, world.lan
    first = await taken(world, an, BIKE)
    hoa, second = await _another(world, "Hoa", an)

    await an.taps("🔗 Gộp", next(m for m in world.group.messages if second in (m.text or "") and m.labels))
    form = an.sees("Gộp vào tin đầu nào", second)
    await an.taps(f"{first} (cùng biển số", form)
    preview = an.sees("Tin đầu là", first, "Người báo sẽ được báo", "đã có người báo trước", "Xác nhận")
    hoa.sees_nothing_new()
    await an.taps("Xác nhận", preview)
    an.sees("Đã gộp tin", second)
    hoa.sees(second, "đã có người báo trước")
    lan.sees_nothing_new()
    duplicate = an.sees(second, "Trùng với", first, chat=world.group)
    assert "🔗 Gộp" not in duplicate.labels
    an.sees(first, "Đã gộp 1 tin", chat=world.group)
    assert await _state(hoa, second) == "đã tiếp nhận"

    await _opens(world, an, first)
    await an.writes(f"/tin {first}")
    full = an.sees(first, "Đã gộp 1 tin cùng việc", second, chat=an.chat)
    await an.taps(f"👁 {second}", full)
    whole = an.sees(second, "bẻ khóa", "gộp tin", chat=an.chat)
    assert f"👁 {first}" in whole.labels

    await _opens(world, an, first)
    await fills(an, "Kết thúc", "Hướng dẫn", "Tranh chấp vay mượn")
    an.sees(first, "Hướng dẫn", chat=world.group)
    lan.sees(first, "cơ quan khác")
    hoa.sees(second, "cơ quan khác", "ổn chưa")
    assert await _state(hoa, second) == "đã xong"
    await world.nothing_broke()


async def test_closing_as_a_duplicate_offers_similar_tips_and_takes_typed_codes(world: World) -> None:
    an = world.an
    first = await taken(world, an, BIKE)
    hoa, second = await _another(world, "Hoa", an)
    await _opens(world, an, second)
    await an.taps("Kết thúc")
    await an.taps("Trùng tin", an.sees("Kết quả xử lý"))
    form = an.sees("trùng với tin nào")
    assert any(first in label for label in form.labels)
    await an.writes(first.lower().replace("-", " "))
    await an.taps("Xác nhận", an.sees("Tin đầu là", first))
    hoa.sees(second, "đã có người báo trước")
    an.sees(first, "Đã gộp 1 tin", chat=world.group)
    world.look_at_everything()


async def test_chains_lead_to_one_first_and_all_hear_of_it(world: World) -> None:
    an, lan = world.an, world.lan
    first = await taken(world, an, BIKE)
    hoa, second = await _another(world, "Hoa", an)
    mai, third = await _another(world, "Mai", an)
    await _merges(world, an, third, second)
    mai.sees(third, "đã có người báo trước")
    an.sees(second, "Đã gộp 1 tin", chat=world.group)
    world.look_at_everything()

    await _merges(world, an, second, first)
    hoa.sees(second, "đã có người báo trước")
    mai.sees_nothing_new()
    an.sees(first, "Đã gộp 2 tin", chat=world.group)
    world.look_at_everything()

    await _opens(world, an, first)
    await fills(an, "Kết thúc", "Hướng dẫn", "Việc dân sự")
    for actor, code in ((lan, first), (hoa, second), (mai, third)):
        actor.sees(code, "cơ quan khác")
        assert await _state(actor, code) == "đã xong"
    await mai.taps("Chưa ổn", next(m for m in reversed(mai.chat.messages) if "👎 Chưa ổn" in m.labels))
    mai.sees(third, "xem lại tin")
    hoa.sees(second, "đang được công an phường xem lại")
    lan.sees(first, "đang được công an phường xem lại")
    an.sees(first, "chưa ổn", chat=world.group)
    assert await _state(hoa, second) == await _state(mai, third) == "đang được xác minh"
    world.look_at_everything()


async def test_no_circle_and_no_merging_into_itself_or_into_what_nobody_took_on(world: World) -> None:
    an = world.an
    first = await taken(world, an, BIKE)
    _hoa, second = await _another(world, "Hoa", an)
    new = await world.stranger("Mai").reports(BIKE)
    await _merges(world, an, second, first)
    world.look_at_everything()
    for other, why in ((second, "Không có tin"), (first, "Không có tin"), (new, "chưa ai tiếp nhận")):
        await _opens(world, an, first)
        await an.taps("🔗 Gộp")
        await an.writes(other)
        press = await an.taps("Xác nhận", an.chat.messages[-1])
        an.is_alerted(press, why)
        await an.taps("Thôi", an.chat.messages[-1])
        an.skims(an.chat)
    an.sees_nothing_new(world.group)
    world.look_at_everything()


async def test_merging_into_a_closed_tip_tells_the_outcome_at_once(world: World) -> None:
    an = world.an
    first = await taken(world, an, BIKE)
    await _opens(world, an, first)
    await fills(an, "Kết thúc", "Hướng dẫn", "Việc dân sự")
    hoa, second = await _another(world, "Hoa", an)
    await _opens(world, an, second)
    await an.taps("🔗 Gộp")
    await an.writes(first)
    await an.taps("Xác nhận", an.sees("Tin đầu là", first, "cơ quan khác"))
    hoa.sees(second, "cơ quan khác", "ổn chưa")
    an.sees(first, "Đã gộp 1 tin", chat=world.group)
    assert await _state(hoa, second) == "đã xong"
    await hoa.taps("Chưa ổn", next(m for m in reversed(hoa.chat.messages) if "👎 Chưa ổn" in m.labels))
    hoa.sees(second, "xem lại tin")
    world.lan.sees(first, "đang được công an phường xem lại")
    world.look_at_everything()


async def test_the_commander_takes_a_tip_out_again(world: World) -> None:
    an, commander = world.an, world.commander
    first = await taken(world, an, BIKE)
    hoa, second = await _another(world, "Hoa", an)
    await _merges(world, an, second, first)
    world.look_at_everything()
    await _opens(world, commander, second)
    await fills(commander, "Mở lại", "Hai vụ khác nhau")
    hoa.sees(second, "đang được công an phường xem lại")
    assert "Trùng với" not in (an.sees(second, "đang xác minh", chat=world.group).text or "")
    assert "gộp" not in (an.sees(first, chat=world.group).text or "")
    world.lan.sees_nothing_new()
    await _opens(world, an, first)
    await fills(an, "Kết thúc", "Hướng dẫn", "Việc dân sự")
    world.lan.sees(first, "cơ quan khác")
    hoa.sees_nothing_new()
    assert await _state(hoa, second) == "đang được xác minh"
    world.look_at_everything()

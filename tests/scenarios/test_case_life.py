"""A tip in the hands of the ward: given to somebody, looked into, classified, ended, opened again."""

from tests.scenarios.case_kit import classified, fills, taken
from tests.world import World


async def test_a_tip_goes_from_hand_to_hand_to_its_end(world: World) -> None:
    an, binh, lan = world.an, world.binh, world.lan
    code = await taken(world, an)

    await an.taps("Phân công")
    await an.taps("Bình", an.sees("Giao tin này cho ai", code))
    await an.taps("Xác nhận", an.sees("Xin xem lại", "Bình"))
    an.sees("Đã phân công", code)
    an.sees("Thụ lý", "Bình", "đã phân công", chat=world.group)
    await binh.taps("Xác minh", binh.sees("giao cho anh/chị", code))
    an.sees("đang xác minh", chat=world.group)

    await fills(binh, "Phân loại", "Tin báo", "Trộm cắp", "Không", "Quả tang")
    an.sees(code, "Tin báo", "Quả tang", "đã phân loại", chat=world.group)
    await fills(binh, "Ghi chú", "Đã xem camera đầu ngõ")
    lan.sees_nothing_new()

    await fills(binh, "Kết thúc", "Thụ lý tại phường", "45/QĐ-CAP", "Hôm nay")
    card = an.sees(code, "đã kết thúc", "Thụ lý tại phường", chat=world.group)
    assert card.labels == ["👁 Xem đủ", "📝 Ghi chú", "🔓 Mở lại"]
    lan.sees(code, "đã nhận giải quyết", "đã ổn chưa")
    await world.nothing_broke()


async def test_only_the_commander_opens_a_closed_tip_again(world: World) -> None:
    an, commander, lan = world.an, world.commander, world.lan
    code = await taken(world, an)
    await fills(an, "Kết thúc", "Hướng dẫn", "Tranh chấp vay mượn")
    card = an.sees(code, "Hướng dẫn", chat=world.group)
    lan.sees(code, "cơ quan khác")

    an.is_alerted(await an.taps("Mở lại", card), "do chỉ huy làm")
    await commander.writes(f"/tin {code}")
    commander.sees(code, "Diễn biến", "An Đỗ: kết thúc – Tranh chấp vay mượn")
    await fills(commander, "Mở lại", "Có dấu hiệu cưỡng đoạt")
    an.sees(code, "đang xác minh", chat=world.group)
    lan.sees(code, "đang được công an phường xem lại")


async def test_a_reporter_who_is_not_well_opens_the_tip_again(world: World) -> None:
    an, lan = world.an, world.lan
    code = await classified(world, an)
    await fills(an, "Kết thúc", "Không đủ căn cứ", "Không có camera, không ai thấy")
    an.sees(code, "Không đủ căn cứ", chat=world.group)
    notice = lan.sees(code, "chưa đủ căn cứ")
    await lan.taps("Chưa ổn", notice)
    lan.sees(code, "xem lại tin")
    an.sees(code, "chưa ổn", chat=world.group)
    an.sees(code, "đã phân loại", chat=world.group)
    await lan.forges(f"t1:unwell:{code}:", notice)
    an.sees_nothing_new(world.group)
    lan.skims()


async def test_an_unclassified_tip_has_only_the_endings_that_need_no_class(world: World) -> None:
    an = world.an
    await taken(world, an)
    await an.taps("Kết thúc")
    form = an.sees("Kết quả xử lý")
    assert not any("Thụ lý" in label or "Xử phạt" in label for label in form.labels)
    assert any("Hướng dẫn" in label for label in form.labels)
    await an.taps("Thôi", form)
    an.sees("Đã thôi", "Không có gì thay đổi")


async def test_a_classification_is_taken_back_within_ten_minutes(world: World) -> None:
    an = world.an
    code = await taken(world, an)
    await fills(an, "Phân loại", "Tố giác", "Trộm cắp", "Không", "Không thuộc diện")
    an.sees(code, "Tố giác", chat=world.group)
    await an.taps("Hoàn tác")
    assert "Tố giác" not in (an.sees(code, chat=world.group).text or "")
    late = await an.taps("Hoàn tác")
    an.is_alerted(late, "Không hoàn tác được")


async def test_who_confirms_an_outdated_form_is_shown_what_happened_meanwhile(world: World) -> None:
    an, binh = world.an, world.binh
    code = await taken(world, an)
    await an.taps("Phân công")
    await an.taps("An Đỗ", an.sees("Giao tin này"))
    preview = an.sees("Xin xem lại")
    await fills(binh, "Phân công", "Bình")
    an.sees("Thụ lý", "Bình", chat=world.group)

    press = await an.taps("Xác nhận", preview)
    an.is_alerted(press, "Bình", "phân công", code)
    an.sees_nothing_new(world.group)
    await an.taps("Xác nhận", an.chat.messages[-1])
    an.skims(an.chat)
    an.sees("Thụ lý", "An Đỗ", chat=world.group)


async def test_a_false_tip_is_for_the_commander_and_can_be_taken_back(world: World) -> None:
    an, commander = world.an, world.commander
    code = await taken(world, an)
    await commander.writes(f"/tin {code}")
    full = commander.sees(code)
    await fills(commander, "sai sự thật", "Camera cho thấy xe vẫn ở nhà")
    an.sees(code, "Tin sai sự thật", chat=world.group)
    told = world.lan.sees(code)
    assert "sai" not in (told.text or "").lower()
    assert full.labels
    await commander.writes(f"/tin {code}")
    commander.sees(code)
    await fills(commander, "Mở lại", "Xem nhầm camera")
    an.sees(code, "đang xác minh", chat=world.group)
    world.lan.sees(code, "xem lại")


async def test_a_crime_against_a_child_is_always_of_the_serious_class(world: World) -> None:
    an = world.an
    code = await taken(world, an)
    await an.taps("Phân loại")
    form = an.sees("tố giác hay tin báo")
    assert form.labels[0] == "Tin báo (gợi ý)"
    await an.taps("Tin báo", form)
    await an.taps("Trộm cắp", form)
    await an.taps("Có", form)
    an.sees("Bị hại dưới 18 tuổi: Có", "24 giờ")
    await an.taps("Xác nhận", form)
    an.skims(an.chat)
    an.sees(code, "Người bị hại dưới 18 tuổi", chat=world.group)


async def test_who_names_somebody_is_proposed_to_denounce(world: World) -> None:
    an = world.an
    await taken(world, an, "Anh Tuấn ở ngõ 12 tổ 5 mở sới bạc tối qua")
    await an.taps("Phân loại")
    assert an.sees("tố giác hay tin báo").labels[0] == "Tố giác (gợi ý)"

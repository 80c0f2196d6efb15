"""What is not for the police is shown the right door, and may be sent all the same."""

from tests.scenarios.resident_kit import last, line, presses_to_review, sends_it
from tests.world import World


async def test_each_matter_is_shown_its_desk_and_surrender_the_duty_phone(world: World) -> None:
    lan = world.lan
    for words, desk in {
        "tôi muốn làm căn cước công dân": "Căn cước, cư trú, giấy tờ",
        "dang ky tam tru o dau": "Căn cước, cư trú, giấy tờ",
        "tôi muốn tố cáo cán bộ phường nhận hối lộ": "Luật Tố cáo",
        "hàng xóm lấn đất nhà tôi, tranh chấp ranh giới": "tổ hòa giải",
    }.items():
        await lan.writes(words)
        door = last(lan)
        assert desk in (door.text or ""), words
        assert "Giờ làm việc: 7:30–11:30" in (door.text or "")
        assert "0225 000 0113" in (door.text or "")
        assert "Tin nào cũng được nhận" in (door.text or "")
        assert door.labels[:2] == ["✉️ Vẫn gửi cho công an", "👌 Tôi hiểu rồi, không gửi nữa"]
        await lan.taps("không gửi nữa", door)
        assert "không có gì được gửi" in (door.text or "")

    await lan.writes("tôi muốn ra đầu thú")
    assert "xin gọi trực ban ngay" in (last(lan).text or "")
    assert "0225 000 0113" in (last(lan).text or "")
    await lan.taps("Vẫn gửi")
    assert lan.open_question() is not None
    lan.skims()


async def test_it_may_be_sent_all_the_same_with_the_words_kept(world: World) -> None:
    lan = world.lan
    await lan.writes("hàng xóm lấn đất nhà tôi, tranh chấp ranh giới")
    await lan.taps("Vẫn gửi")
    told = await presses_to_review(lan)
    assert line(told, "Nội dung") == "hàng xóm lấn đất nhà tôi, tranh chấp ranh giới"

    code = await sends_it(lan)
    world.an.sees(code, "lấn đất", chat=world.group)
    lan.skims()


async def test_a_noisy_karaoke_finds_its_desk_from_the_list(world: World) -> None:
    lan = world.lan
    await lan.starts()
    await lan.taps_each("Báo tin", "Đã qua", "Việc khác")
    await lan.writes("không nhớ", "không nhớ")
    await lan.taps("Nơi giải quyết việc khác", last(lan))

    desks = last(lan)
    assert "trật tự đô thị" in (desks.text or "")
    await lan.taps("Về trang đầu", desks)
    await lan.taps("Viết tiếp tin", desks)
    assert "Ông/bà kể lại giúp" in (desks.text or "")
    lan.skims()

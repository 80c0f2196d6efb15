"""The fast lane of group leaders and the security team: at most three actions from opening the chat to the receipt."""

import pytest

from bot.domain.people import Role
from tests.scenarios.leader_kit import Counted, enrolled, keys, presses_key
from tests.scenarios.resident_kit import card, code_of, content_lines, last, line, said, ticks
from tests.world import World

KEYS = ["⚡ Báo nhanh", "📊 Tổ của tôi", "📋 Giữ hiện trường"]


def _counted(world: World) -> Counted:
    return Counted(world.leader)


async def _by_key(him: Counted) -> None:
    await him.key("⚡ Báo nhanh")
    await him.writes("mất xe máy trước nhà ông Ba, bị bẻ khóa")
    await him.taps("✅ Gửi")


async def _photo_by_key(him: Counted) -> None:
    await him.key("⚡ Báo nhanh")
    await him.photo()
    await him.taps("✅ Gửi: Trộm cắp")


async def _location_by_key(him: Counted) -> None:
    await him.key("⚡ Báo nhanh")
    await him.location()
    await him.taps("✅ Gửi: Trộm cắp")


async def _words(him: Counted) -> None:
    await him.writes("mat trom xe may o nha ong Ba")
    await him.taps("✅ Gửi")


async def _voice(him: Counted) -> None:
    await him.voice()
    await him.taps("✅ Gửi: Trộm cắp")


async def _photo_with_words(him: Counted) -> None:
    await him.photo("bị trộm, bẻ khóa cửa")
    await him.taps("✅ Gửi")


@pytest.mark.parametrize("way", [_by_key, _photo_by_key, _location_by_key, _words, _voice, _photo_with_words])
async def test_three_actions_are_enough(world: World, way) -> None:  # type: ignore[no-untyped-def]
    him = _counted(world)
    await way(him)

    assert him.actions <= 3
    code = code_of(world.leader)
    told = world.an.sees("🟠 KHẨN", code, "Chưa ai tiếp nhận", chat=world.group)
    assert line(told, "Việc") == "Trộm cắp"
    assert line(told, "Ở đâu").startswith("Tổ dân phố số 5")
    assert line(told, "Người báo") == "tổ trưởng tổ dân phố"
    assert "Thắng" not in (told.text or "")
    world.leader.skims()


async def test_what_is_sent_is_what_was_shown_before(world: World) -> None:
    leader = world.leader
    await leader.writes("có nhóm đánh bài ăn tiền ở nhà văn hóa tổ 7")
    shown = leader.sees("Đúng thì bấm Gửi", "Tổ dân phố số 7")
    before = content_lines(shown)
    assert not any("Bot hiểu là" in text for text in said(leader))
    await leader.taps("✅ Gửi", shown)
    assert content_lines(card(world.an, code_of(leader))) == before
    world.look_at_everything()


async def test_words_that_may_mean_several_things_offer_those_first(world: World) -> None:
    leader = world.leader
    await leader.acts(leader.person.sends_photo())
    labels = leader.sees("Việc gì vậy? Bấm một dòng là gửi ngay").labels
    assert labels[:2] == ["✅ Gửi: Trộm cắp", "✅ Gửi: Cướp, giật đồ"]
    assert "✅ Gửi: Việc khác" in labels
    await leader.writes("đêm qua có người phá khóa nhà bà Tư")
    leader.skims()
    assert last(leader).labels[0].startswith("✅ Gửi")
    await leader.taps("Ở đâu", last(leader))
    await leader.taps("Tổ dân phố số 2", last(leader))
    assert line(last(leader), "Ở đâu") == "Tổ dân phố số 2"
    await leader.taps("✅ Gửi", last(leader))
    world.look_at_everything()


async def test_words_of_danger_give_the_numbers_first(world: World) -> None:
    leader = world.leader
    await presses_key(leader, "⚡ Báo nhanh")
    leader.sees("một tin nhắn", "gọi 113 trước")
    await leader.writes("cứu với, có thằng cầm dao đang đuổi chém người")
    numbers = leader.sees("Gọi ngay 113", "0225 000 0113")
    assert numbers.id < last(leader).id
    await leader.taps("✅ Gửi")
    world.an.sees("🔴 NGUY HIỂM", code_of(leader), "Tổ dân phố số 5", chat=world.group)
    world.look_at_everything()


async def test_details_follow_if_at_all(world: World) -> None:
    leader, an = world.leader, world.an
    await leader.writes("mất trộm xe máy nhà ông Ba")
    await leader.taps("✅ Gửi")
    code = code_of(leader)
    told = an.sees(code, chat=world.group)
    assert last(leader).labels == ["➕ Thêm chi tiết", "👌 Thế là đủ"]
    await leader.writes("xe Sirius biển 15B1-123.45")
    leader.sees("Bot đã ghi lời", "Không cần làm gì thêm")
    assert an.sees(code, "15B1-123.45", chat=world.group) is told
    await leader.acts(leader.person.sends_photo())
    leader.sees("Đã thêm vào tin")
    assert line(an.sees(code, chat=world.group), "Gửi kèm") == "1 ảnh"

    await leader.taps("➕ Thêm chi tiết", last(leader))
    leader.skims()
    await leader.taps("Vừa xảy ra", last(leader))
    await leader.taps("👌 Thế là đủ", last(leader))
    assert line(an.sees(code, chat=world.group), "Tình trạng") == "Vừa xảy ra"
    assert "✓ Tình trạng: Vừa xảy ra" in ticks(leader)
    assert leader.open_question() is None
    leader.skims()


async def test_several_pictures_are_one_message(world: World) -> None:
    leader = world.leader
    for _ in (leader.person.sends_album([("photo", None, None), ("photo", None, None), ("photo", None, None)]),):
        await world.settle()
    (shown,) = [m for m in leader.chat.messages if "Bấm một dòng là gửi ngay" in (m.text or "")]
    assert line(shown, "Gửi kèm") == "3 ảnh"
    await leader.taps("✅ Gửi: Gây rối", shown)
    assert line(card(world.an, code_of(leader)), "Gửi kèm") == "3 ảnh"
    world.look_at_everything()


async def test_what_was_not_sent_reaches_the_desk_after_three_minutes(world: World) -> None:
    leader = world.leader
    await leader.writes("thanh niên tụ tập nẹt pô đầu ngõ")
    leader.sees("Không kịp bấm, sau 3 phút")
    await world.passes(minutes=2)
    world.an.sees_nothing_new(world.group)
    await world.passes(minutes=1)
    told = world.an.sees("🟠 KHẨN", "chưa bấm “Gửi”", "Tổ dân phố số 5", chat=world.group)
    leader.sees("chưa xác nhận")
    await leader.taps("Đúng, tôi báo tin này")
    assert "chưa bấm" not in (told.text or "")
    world.look_at_everything()


async def test_something_more_goes_to_the_tip_that_was_just_sent(world: World) -> None:
    leader = world.leader
    await leader.writes("mất trộm xe máy nhà ông Ba")
    await leader.taps("✅ Gửi")
    await leader.taps("👌 Thế là đủ")
    code = code_of(leader)
    world.look_at_everything()
    await leader.writes("hàng xóm thấy hai người đi xe Wave")
    leader.skims()
    await leader.taps(f"➕ Gửi thêm vào tin {code}")
    leader.sees("Đã thêm vào", code)
    world.an.sees(code, "hai người đi xe Wave", chat=world.group)
    assert len([m for m in world.group.messages if "Chưa ai tiếp nhận" in (m.text or "")]) == 1
    world.look_at_everything()


async def test_the_key_stays_whatever_other_keyboard_was_shown(world: World) -> None:
    leader = world.leader
    assert keys(leader) == KEYS
    await leader.starts()
    await leader.taps_each("🚨 Báo tin", "Đã qua", "Trộm cắp", "📍 Gửi vị trí")
    assert keys(leader) == ["📍 Gửi vị trí của tôi", "↩️ Chọn trong danh sách"]
    await leader.acts(leader.person.sends_location(20.8651, 106.6838))
    assert keys(leader) == KEYS
    await leader.writes("/huy")
    await leader.taps("Bỏ, không gửi")
    assert keys(leader) == KEYS
    assert leader.chat.keyboard == leader.chat.keyboard | {"is_persistent": True}
    leader.skims()


async def test_a_resident_has_no_such_keys(world: World) -> None:
    lan = world.lan
    await lan.starts()
    assert keys(lan) == []
    await lan.writes("⚡ Báo nhanh")
    assert "Kính chào" in (last(lan).text or "")
    lan.skims()


async def test_the_key_never_loses_what_is_being_written(world: World) -> None:
    leader = world.leader
    await leader.writes("nghi có người bán ma túy ở ngõ 12")
    await presses_key(leader, "⚡ Báo nhanh")
    assert "còn một tin đang viết dở" in (last(leader).text or "")
    await leader.taps("Bỏ tin cũ")
    assert "một tin nhắn" in (last(leader).text or "")
    await presses_key(leader, "⚡ Báo nhanh")
    await leader.writes("mất trộm xe đạp")
    await leader.taps("✅ Gửi", last(leader))
    assert "ma túy" not in (card(world.an, code_of(leader)).text or "")
    world.look_at_everything()


async def test_the_key_is_no_answer_to_what_is_being_added(world: World) -> None:
    leader = world.leader
    await leader.writes("mất trộm xe máy nhà ông Ba")
    await leader.taps("✅ Gửi")
    await leader.taps("➕ Gửi thêm")
    await presses_key(leader, "📋 Giữ hiện trường")
    await presses_key(leader, "⚡ Báo nhanh")
    leader.skims()
    world.look_at_everything()
    assert "Báo nhanh" not in (card(world.an, code_of(leader)).text or "")


async def test_the_security_team_has_the_same_lane(world: World) -> None:
    hung = await enrolled(world, "Hùng", Role.SECURITY_TEAM, home="số 3")
    assert keys(hung) == KEYS
    await hung.writes("đang có đua xe, nẹt pô đầu ngõ")
    await hung.taps("✅ Gửi")
    told = card(world.an, code_of(hung))
    assert line(told, "Người báo") == "tổ bảo vệ an ninh, trật tự"
    assert line(told, "Ở đâu").startswith("Tổ dân phố số 3")
    world.look_at_everything()


async def test_the_checklist_for_scene_and_evidence_is_there_by_kind(world: World) -> None:
    leader = world.leader
    await presses_key(leader, "📋 Giữ hiện trường")
    shown = leader.sees("Giữ hiện trường", "Đừng dọn dẹp")
    await leader.taps("Trộm cắp", shown)
    assert leader.sees("Không ai vào chỗ bị lục", "camera", "0225 000 0113") is shown
    await leader.taps("Việc khác", shown)
    await leader.taps("Xâm hại trẻ em", shown)
    assert leader.sees("Không hỏi cháu kể lại", "111") is shown

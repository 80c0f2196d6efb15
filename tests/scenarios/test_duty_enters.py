"""Tips told by telephone or at the desk: the officer writes them down, and they are tips like any other."""

import pytest

from bot.domain.tip import Channel, IdentityMode
from bot.sandbox.messages import Message
from tests.scenarios.case_kit import fills
from tests.scenarios.resident_kit import CODE, card, content_lines, last, line
from tests.world import Actor, World

CALLER = "bà Phạm Thị Nhàn, số 9 ngõ 77"
NUMBER = "0912 345 678"


async def _answers(officer: Actor, *answers: str) -> Message:
    """Answer the open form: a label is pressed, anything else is typed. Returns the message it ends in."""
    for answer in answers:
        form = last(officer)
        if any(answer in label for label in form.labels):
            await officer.taps(answer, form)
        else:
            await officer.writes(answer)
    return last(officer)


async def _takes_call(officer: Actor, handler: str, *optional: str) -> str:
    """Somebody calls. Returns the code that the officer reads to them."""
    await officer.writes("/nhap")
    told = "mất xe Sirius 15B1-123.45 trước cửa, bẻ khóa"
    must = ("Gọi điện", told, "Trộm cắp", "Tổ dân phố số 5")
    done = await _answers(officer, *must, *(optional or ("các câu còn lại",)), "Vừa nhận", handler, "✅ Xác nhận")
    found = CODE.search(done.text or "")
    assert found is not None, done.text
    return found.group()


async def test_what_a_caller_tells_is_a_tip_with_its_officer(world: World) -> None:
    an = world.an
    code = await _takes_call(an, "Tôi xử lý")
    assert f"Xin đọc mã cho người báo: {' '.join(code.replace('-', '–'))}" in (last(an).text or "")

    told = card(an, code)
    assert line(told, "Việc") == "Trộm cắp"
    assert line(told, "Ở đâu") == "Tổ dân phố số 5"
    assert line(told, "Người báo") == "người dân, gọi điện thoại"
    assert "An Đỗ tiếp nhận lúc 09 giờ 00" in (told.text or "")
    assert "🏷 Phân loại" in told.labels
    await world.passes(minutes=30)
    await an.taps("👁 Xem đủ", last(an))
    an.sees("Diễn biến xử lý", "An Đỗ: ghi tin theo lời người báo")
    await an.writes("/giaoban")
    an.sees("Tiếp nhận trong kỳ: 1 tin")
    world.look_at_everything()


async def test_the_caller_lies_in_the_vault_alone(world: World) -> None:
    an = world.an
    optional = ("Vừa xảy ra", "8 giờ tối qua", "tận mắt thấy", "bảo vệ chợ", "giữ bí mật", CALLER, NUMBER)
    code = await _takes_call(an, "Tôi xử lý", *optional)
    for text in (m.text or "" for m in (*world.group.messages, last(an))):
        assert not any(word in text for word in ("Nhàn", "ngõ 77", "345"))
    tip_id = await world.in_database(lambda uow: uow.tips.find(code))
    assert tip_id is not None
    kept = await world.in_database(lambda uow: uow.vault.identity(tip_id))
    assert (kept.account_key, kept.informant, kept.phone) == (None, CALLER, "+84912345678")
    tip = await world.in_database(lambda uow: uow.tips.view(tip_id))
    assert (tip.channel, tip.content.identity, tip.content.others_know) == (
        Channel.PHONE, IdentityMode.SECRET, "bảo vệ chợ",
    )  # fmt: skip
    assert "8 giờ tối qua" in line(card(an, code), "Khi nào")

    await an.writes(f"/tin {code}")
    await fills(an, "Xin xem danh tính", "Cần hẹn giờ xem hiện trường")
    await world.commander.taps("Đồng ý")
    an.sees(code, CALLER, NUMBER, "không nhắn qua bot được")
    world.look_at_everything()


async def test_who_lets_the_officer_know_is_read_with_the_tip(world: World) -> None:
    an = world.an
    optional = ("Bỏ qua", "Bỏ qua", "Bỏ qua", "Bỏ qua", "cho cán bộ", CALLER, NUMBER)
    code = await _takes_call(an, "Tôi xử lý", *optional)
    await an.writes(f"/tin {code}")
    an.sees(code, CALLER, "không nhắn qua bot được")
    world.look_at_everything()


async def test_who_withholds_is_asked_why_and_for_no_number(world: World) -> None:
    an = world.an
    optional = ("Bỏ qua", "Bỏ qua", "Bỏ qua", "Bỏ qua", "không cung cấp", "sợ bị trả thù")
    code = await _takes_call(an, "Đưa ra nhóm trực", *optional)
    assert line(card(an, code), "Danh tính người báo") == "không cung cấp"
    world.look_at_everything()


async def test_it_may_be_offered_to_the_group_instead(world: World) -> None:
    an = world.an
    code = await _takes_call(an, "Đưa ra nhóm trực")
    told = an.sees(code, "Chưa ai tiếp nhận", chat=world.group)
    an.skims()
    await world.passes(minutes=6)
    an.sees("quá hạn tiếp nhận", code, chat=world.group)
    await world.binh.taps("✅ Tiếp nhận", told)
    assert "Bình Lê" in (told.text or "")
    world.look_at_everything()


async def test_everything_that_happens_to_it_tells_nobody(world: World) -> None:
    """No chat leads to a caller: acknowledging, closing, reopening and asking go on without one."""
    an = world.an
    code = await _takes_call(an, "Đưa ra nhóm trực")
    await an.taps("✅ Tiếp nhận", card(an, code))
    an.is_alerted(await an.taps("Hỏi người báo", card(an, code)))
    await fills(an, "Phân loại", "Tin báo", "Trộm cắp", "Không", "Không thuộc diện")
    await fills(an, "Kết thúc", "Không đủ căn cứ", "Không có camera")
    await world.commander.writes(f"/tin {code}")
    await fills(world.commander, "Mở lại", "Có người làm chứng")
    assert "đã phân loại" in (card(an, code).text or "")
    await world.nothing_broke()
    world.lan.sees_nothing_new()
    world.look_at_everything()


async def test_a_paper_brought_to_the_desk_goes_with_it(world: World) -> None:
    an = world.an
    await an.writes("/nhap")
    await _answers(an, "Đến trực tiếp", "bị lừa chuyển 12 triệu qua mạng")
    await an.acts(an.person.sends_photo())
    assert "Gửi kèm: 1 tệp" in (last(an).text or "")
    await an.acts(an.person.sends_photo())
    done = await _answers(an, "Lừa đảo", "không nhớ", "các câu còn lại", "Vừa nhận", "Tôi xử lý", "✅ Xác nhận")
    found = CODE.search(done.text or "")
    assert found is not None
    told = card(an, found.group())
    assert line(told, "Gửi kèm") == "2 ảnh"
    assert line(told, "Người báo") == "người dân, đến trực tiếp"
    world.look_at_everything()


async def test_a_call_written_down_later_counts_from_when_it_came(world: World) -> None:
    an = world.an
    await an.writes("/nhap")
    await _answers(an, "Gọi điện", "đánh nhau ở chợ", "Đánh nhau", "chợ An Đồng, cổng sau", "các câu còn lại")
    await _answers(an, "chiều mai")
    assert "trong 7 ngày qua" in (last(an).text or "")
    done = await _answers(an, "7 giờ 30 sáng nay", "Tôi xử lý", "✅ Xác nhận")
    found = CODE.search(done.text or "")
    assert found is not None
    told = card(an, found.group())
    assert "Nhận lúc 07 giờ 30 ngày 02/03/2026" in (told.text or "")
    assert line(told, "Ở đâu") == "chợ An Đồng, cổng sau"
    world.look_at_everything()


async def test_in_the_group_the_answer_leads_to_the_private_chat(world: World) -> None:
    an = world.an
    await an.writes("/nhap", to=world.group)
    shown = an.sees("không ghi trong nhóm", chat=world.group)
    button = shown.buttons[0][0]
    assert button.url is not None
    an.person.opens(button.url)
    await world.settle()
    an.sees("Gọi điện hay đến trực tiếp")


@pytest.mark.parametrize("who", ["lan", "leader"])
async def test_nobody_else_writes_into_the_register(world: World, who: str) -> None:
    actor: Actor = getattr(world, who)
    await actor.writes("/nhap")
    actor.sees("chưa có tên trong danh sách")
    await actor.starts("nhap")
    actor.sees("chưa có tên trong danh sách")


async def test_a_call_is_not_lost_when_something_else_comes_up(world: World) -> None:
    an = world.an
    code = await world.lan.reports()
    await an.taps("✅ Tiếp nhận", card(an, code))
    await an.writes("/nhap")
    await _answers(an, "Gọi điện", "cháy xe ở đầu ngõ")
    an.is_alerted(await an.taps("👤 Phân công", card(an, code)), "nhập dở một tin")
    await world.jumps(minutes=11)
    an.sees("đang ghi dở", "/nhap", "phút nữa")
    await an.writes("/nhap")
    shown = last(an)
    assert "cháy xe ở đầu ngõ" in (shown.text or "")
    assert "loại nào" in (shown.text or "")
    await an.writes("/huy")
    await an.taps("👤 Phân công", card(an, code))
    assert "Giao tin này cho ai" in (last(an).text or "")
    world.look_at_everything()


async def test_a_call_left_half_written_reaches_the_desk(world: World) -> None:
    """The officer had to run: after an hour the whole desk has what was told, once, and its file."""
    an = world.an
    await an.writes("/nhap")
    await _answers(an, "Gọi điện", "hai thanh niên cậy cửa nhà số 4 ngõ 77")
    await an.acts(an.person.sends_photo())
    await world.jumps(minutes=58)
    an.skims()
    await world.jumps(minutes=2)
    found = CODE.search(an.sees("đã được chuyển ra nhóm trực").text or "")
    assert found is not None
    told = card(an, found.group())
    assert "Tin này chưa bấm “Gửi”" in (told.text or "")
    assert line(told, "Nội dung") == "hai thanh niên cậy cửa nhà số 4 ngõ 77"
    assert line(told, "Gửi kèm") == "1 ảnh"
    assert "Nhận lúc 09 giờ 00" in (told.text or "")
    await world.jumps(hours=2)
    assert len([m for m in world.group.messages if found.group() in (m.text or "") and "Xem đủ" in str(m.labels)]) == 1
    world.look_at_everything()


async def test_a_form_begun_in_vain_is_let_go(world: World) -> None:
    await world.an.writes("/nhap")
    await world.jumps(hours=2)
    world.an.sees("Đã thôi", "Không có gì thay đổi")
    world.look_at_everything()
    await world.an.writes("/moi")
    world.an.sees("Không có tin nào chờ")


async def test_a_second_confirmation_makes_no_second_tip(world: World) -> None:
    an = world.an
    await an.writes("/nhap")
    form = await _answers(
        an, "Gọi điện", "mất trộm xe đạp", "Trộm cắp", "Tổ dân phố số 3", "các câu còn lại", "Vừa nhận", "Tôi xử lý"
    )
    an.taps_at_once("✅ Xác nhận", form)
    late = an.taps_at_once("✅ Xác nhận", form)
    await world.settle()
    an.is_alerted(late)
    assert len([m for m in world.group.messages if content_lines(m) and CODE.search(m.text or "")]) == 1
    world.look_at_everything()

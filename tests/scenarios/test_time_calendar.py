"""The working calendar in the hands of those who keep it: what a change moves, and that people hear of it."""

from sqlalchemy import select

from storage.models import JOURNAL
from tests.scenarios.case_kit import fills, taken
from tests.world import World


def _clock_words(world: World) -> list[str]:
    return [m.text or "" for m in world.group.messages if "Đến hạn theo luật" in (m.text or "")]


async def test_a_day_off_moves_what_ends_on_it_and_everybody_hears(world: World) -> None:
    an, commander = world.an, world.commander
    code = await taken(world, an)
    await commander.writes("/lich")
    shown = commander.sees("Lịch làm việc", "Thứ Hai 27/04/2026", "Thứ Ba 24/11/2026: Ngày Văn hóa Việt Nam")
    assert "Thứ Bảy 22/08/2026" in (shown.text or "")  # worked for the Monday before the 2nd of September
    await commander.taps("Sửa lịch")
    await commander.taps("Thêm ngày nghỉ")
    await commander.writes("31/02")
    commander.sees("Chưa đọc được ngày")
    await commander.writes("thứ năm")
    await commander.writes("Nghỉ phòng chống bão")
    commander.sees("Thứ Năm 05/03/2026", "hiện nay ngày này là ngày làm việc", "2 hạn đang chạy được tính lại")
    await commander.taps("✅ Xác nhận")
    # three days from Monday 02/03 ended on Thursday, and so did three working days; seven days end on Monday 09/03
    an.sees("Lịch làm việc thay đổi", "Thứ Năm 05/03/2026 là ngày nghỉ", "2 hạn được tính lại", code, chat=world.group)
    an.sees(code, "Viện kiểm sát", "24 giờ ngày 06/03/2026", chat=world.group)
    commander.sees("Lịch làm việc thay đổi", code)
    commander.skims(commander.chat)
    await commander.writes("/lich")
    commander.sees("Thứ Năm 05/03/2026: Nghỉ phòng chống bão (phường đặt)")
    await fills(commander, "Sửa lịch", "Bỏ một thay đổi", "Thứ Năm 05/03/2026")
    an.sees("theo lại lịch chung", "2 hạn được tính lại", code, chat=world.group)
    an.sees(code, "24 giờ ngày 05/03/2026", chat=world.group)
    noted = await world.in_database(
        lambda uow: list(uow.session.scalars(select(JOURNAL.c.detail).where(JOURNAL.c.deed == "calendar")))
    )
    assert noted == ["2026-03-05 off, 2 clocks moved", "2026-03-05 taken back, 2 clocks moved"]
    await world.lan.writes("/lich")
    world.lan.sees("chưa có tên trong danh sách")


async def test_a_worked_saturday_ends_a_limit_earlier(world: World) -> None:
    an, commander = world.an, world.commander
    await world.jumps(days=5)  # Saturday 07/03 is seven days before Saturday 14/03
    world.look_at_everything()
    code = await taken(world, an)
    await commander.writes("/lich")
    await fills(commander, "Sửa lịch", "Thêm ngày làm bù", "14/3", "Bỏ qua")
    an.sees("Thứ Bảy 14/03/2026 là ngày làm việc", "1 hạn được tính lại", code, chat=world.group)
    await an.writes(f"/tin {code}")
    world.look_at_everything()


async def test_no_stage_is_said_twice_and_none_left_out(world: World) -> None:
    an, commander = world.an, world.commander
    await taken(world, an)
    await world.jumps(days=1, hours=23)  # Wednesday at 8: the word before Thursday's end
    assert len(_clock_words(world)) == 1
    await commander.writes("/lich")
    await fills(commander, "Sửa lịch", "Thêm ngày nghỉ", "5/3", "Bão")
    await world.jumps(days=1)  # Thursday at 8: the same word by the new plan
    assert len(_clock_words(world)) == 1
    await world.jumps(days=1)  # Friday at 8: today is the last day
    assert len(_clock_words(world)) == 2
    await world.jumps(hours=21, minutes=59)
    assert len(_clock_words(world)) == 2
    await world.jumps(minutes=1)  # Saturday at 6: it is late, and the night is over
    assert len(_clock_words(world)) == 3
    assert "đã quá" in _clock_words(world)[-1]
    world.look_at_everything()

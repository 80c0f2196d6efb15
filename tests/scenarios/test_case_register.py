"""The month's register: what reporters told, for the ward alone, and never who they are."""

from io import BytesIO

from openpyxl import load_workbook

from bot.services.papers.register import COLUMNS
from tests.scenarios.case_kit import classified, fills
from tests.world import Actor, World

PHONE = "0912 345 678"
FORMULA = '=HYPERLINK("http://x.test";"bấm")'


async def _register(officer: Actor, command: str = "/sotheodoi") -> tuple[str, list[dict[str, object]], str]:
    """The file's name, its rows by column, and the lines above them."""
    await officer.writes(command)
    file = next(m for m in reversed(officer.chat.messages) if m.media)
    officer.sees("Sổ theo dõi điện tử")
    officer.sees("Đang lập sổ theo dõi")
    assert file.media is not None
    sheet = load_workbook(BytesIO(file.bytes)).active
    assert sheet is not None
    lines = list(sheet.iter_rows())
    assert all(cell.data_type in {"s", "n", "d"} and cell.hyperlink is None for line in lines for cell in line)
    assert [cell.value for cell in lines[4]][:3] == ["STT", "Mã tin", "Tiếp nhận lúc"]
    rows = [dict(zip(COLUMNS, (cell.value for cell in line), strict=True)) for line in lines[5:]]
    return file.media.file.name, rows, "\n".join(str(line[0].value) for line in lines[:3])


async def test_the_register_holds_each_tip_once_and_nobody_who_told_it(world: World) -> None:
    an, lan = world.an, world.lan
    first = await classified(world, an)
    await fills(an, "➡️ Chuyển", "Cơ quan CSĐT", "Cơ quan CSĐT Công an thành phố", "12/PC-CAP", "Hôm nay", "24 giờ")
    await an.taps("Bên nhận đã nhận")
    await an.writes(f"/tin {first}")
    await fills(an, "Phản hồi của CQĐT", "khởi tố", "45/QĐ-CSĐT", "Hôm nay")
    second = await world.stranger("Zylphương").reports(f"{FORMULA} Tối qua có người ghi đề ở tổ 7, gọi tôi {PHONE}")
    world.look_at_everything()

    name, rows, above = await _register(an)
    assert name == "so-theo-doi-BD-2026-03.xlsx"
    assert "tháng 3 năm 2026 (từ 15/02/2026 đến hết 14/03/2026)" in above
    assert "không thay sổ tiếp nhận" in above
    assert [(row["row"], row["code"]) for row in rows] == [(1, first), (2, second)]
    assert rows[0]["story"] == "Mất trộm xe Sirius ở tổ 5 tối qua, bị bẻ khóa"
    assert rows[0]["outcome"] == ("Chuyển Cơ quan CSĐT, Cơ quan CSĐT Công an thành phố, số 12/PC-CAP, ngày 02/03/2026")
    assert rows[0]["decided"] == "Khởi tố, số 45/QĐ-CSĐT, ngày 02/03/2026"
    assert rows[0]["officer"] == "An Đỗ"
    assert rows[0]["kind"] == "tin báo"
    assert {row["reporter"] for row in rows} == {"người dân, người báo đề nghị giữ bí mật thông tin"}
    assert str(rows[1]["story"]).startswith(FORMULA), "words, and no formula"
    assert rows[1]["people"] in {None, ""}, "for the officer to write"
    assert not {"Zylphương", "Lan"} & set(str(rows).split())

    await an.writes("/sotheodoi 04/2031")
    an.sees("/sotheodoi 07/2026", "tháng chưa tới")
    _, nothing, above = await _register(an, "/sotheodoi 02/2026")
    assert (nothing, "Kỳ này không phát sinh." in above) == ([], True)
    await an.writes("/sotheodoi", to=world.group)
    an.sees("Việc này không làm ở khung chat này", chat=world.group)
    await lan.writes("/sotheodoi")
    assert not [m for m in lan.chat.messages if m.media]
    lan.skims()
    await world.nothing_broke()

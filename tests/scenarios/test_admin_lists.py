"""An admin brings in lists as files: shown first, brought in as a whole or not at all, never kept as evidence."""

import io

from openpyxl import Workbook, load_workbook
from sqlalchemy import func, select

from bot.channels.tables import XLSX
from bot.sandbox.faults import Fault
from bot.sandbox.messages import Message
from storage.models import EvidenceFile, OneTimeCode, Upload
from storage.unit_of_work import UnitOfWork
from tests.world import Actor, World

HOMES = "Tổ dân phố;Tên khác\nTổ dân phố số 1;Xóm Chùa, Chùa Đông\nTổ dân phố số 11;Xóm Mới\nTổ dân phố số 2;Xóm Bến\n"
PEOPLE = [
    ("DANH SÁCH MỜI",),
    ("Họ và tên", "Vai trò", "Tổ dân phố", "Đơn vị"),
    ("Trịnh Nhàn", "Tổ trưởng", "Tổ 7"),
    ("Cao Khôi", "Trực ban"),
    ("Mạc Mai", "Cán bộ đơn vị", "", "Phòng Văn hóa – Xã hội"),
]


async def _brings(admin: Actor, data: bytes, name: str = "danh-sach.csv", mime: str = "text/csv") -> None:
    await admin.writes("/nhapdanhsach")
    admin.sees("Xin gửi vào đây một tệp", "Tổ dân phố", "Vai trò")
    await admin.acts(admin.person.sends_document(name, data, mime))
    admin.sees("Đã nhận tệp")


def _xlsx(rows: list[tuple[str, ...]]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _homes(uow: UnitOfWork) -> dict[str, tuple[str, ...]]:
    return {home.name: home.aliases for home in uow.ward.neighbourhoods()}


def _left(uow: UnitOfWork) -> tuple[int, int, int]:
    """How many files of evidence, open invitations and unfinished lists there are."""
    tables = select(func.count()).select_from
    open_codes = tables(OneTimeCode).where(OneTimeCode.used_at.is_(None))
    counts = (uow.session.scalar(query) for query in (tables(EvidenceFile), open_codes, tables(Upload)))
    evidence, codes, lists = (count or 0 for count in counts)
    return evidence, codes, lists


async def test_neighbourhoods_are_shown_first_and_then_brought_in(world: World) -> None:
    boss = world.commander
    before = await world.in_database(_homes)
    await _brings(boss, HOMES.encode())
    shown = boss.sees("thêm mới 1, sửa tên gọi 1, giữ nguyên 1", "Chưa có gì được ghi")
    assert await world.in_database(_homes) == before
    await boss.taps("Nhập", shown)
    boss.sees("Đã nhập xong", "thêm mới 1")
    after = await world.in_database(_homes)
    assert after == before | {"Tổ dân phố số 1": ("Xóm Chùa", "Chùa Đông"), "Tổ dân phố số 11": ("Xóm Mới",)}
    assert await world.in_database(_left) == (0, 0, 0)

    code = await world.lan.reports("Mất trộm xe ở xóm mới tối qua, bị bẻ khóa")
    world.an.sees(code, "Tổ dân phố số 11", chat=world.group)


async def test_people_get_an_invitation_each_under_the_name_of_the_list(world: World) -> None:
    boss, nhan = world.commander, world.stranger("nhan1965")
    await _brings(boss, _xlsx(PEOPLE), "danh sách.xlsx", XLSX)
    shown = boss.sees("Danh sách có 3 người", "tổ trưởng tổ dân phố: 1", "trực ban: 1", "Cán bộ đơn vị: 1")
    assert await world.in_database(_left) == (0, 0, 1)
    await boss.taps("Nhập", shown)
    boss.sees("Đã nhập xong", "ngay dưới đây")
    links = _links(boss.sees("3 lời mời", "gửi riêng từng người"))
    assert [row[:2] for row in links] == [
        ["Trịnh Nhàn", "tổ trưởng tổ dân phố (Tổ dân phố số 7)"],
        ["Cao Khôi", "trực ban"],
        ["Mạc Mai", "Cán bộ đơn vị (Phòng Văn hóa – Xã hội)"],
    ]
    assert await world.in_database(_left) == (0, 3, 0)

    await nhan.starts(links[0][2].partition("?start=")[2])
    nhan.sees("Đã nhận lời mời")
    await boss.taps("Duyệt", boss.sees("Trịnh Nhàn", "tổ trưởng", "Tổ dân phố số 7"))
    nhan.sees("Từ giờ anh/chị là", "Tổ dân phố số 7")
    world.look_at_everything()
    await world.nothing_broke()


def _links(message: Message) -> list[list[str]]:
    assert message.media is not None
    assert message.media.file.name == "loi-moi.xlsx"
    sheet = load_workbook(io.BytesIO(message.media.file.data)).active
    assert sheet is not None
    return [[str(cell) for cell in row] for row in sheet.iter_rows(min_row=2, values_only=True)]


async def test_every_wrong_row_is_named_and_none_is_brought_in(world: World) -> None:
    boss = world.commander
    await _brings(boss, _xlsx([*PEOPLE, ("Hồ Lâm", "lớp trưởng"), ("", "tổ trưởng", "Tổ 99")]))
    wrong = boss.sees("3 chỗ", "Dòng 6, cột “Vai trò”: chưa hiểu “lớp trưởng”", "Dòng 7, cột “Tên”: còn trống", "Tổ 99")
    assert not wrong.labels
    assert await world.in_database(_left) == (0, 0, 1)

    await boss.acts(boss.person.sends_document("sua.xlsx", _xlsx(PEOPLE), XLSX))
    boss.sees("Đã nhận tệp")
    boss.sees("Danh sách có 3 người")


async def test_a_list_with_many_troubles_names_the_first_and_counts_the_others(world: World) -> None:
    rows = "\n".join(f"Người {number},vua" for number in range(40))
    await _brings(world.commander, f"Họ tên,Vai trò\n{rows}".encode())
    world.commander.sees("40 chỗ", "Dòng 2", "Dòng 16", "và 25 chỗ nữa")


async def test_what_is_no_list_is_said_to_be_none(world: World) -> None:
    boss = world.commander
    for data, told in (
        (b"\xd0\xcf\x11\xe0 old", ".xls"),
        (b"PK\x03\x04 broken", "không mở được"),
        (b"", "dòng tên cột"),
        ("Món,Giá\nPhở,50".encode(), "dòng tên cột"),
        ("Tổ dân phố\n".encode(), "chưa có dòng nào"),
    ):
        await _brings(boss, data)
        boss.sees(told, "Chưa nhập gì cả")
    await boss.writes("/nhapdanhsach")
    boss.sees("Xin gửi vào đây")
    await boss.acts(boss.person.sends_document("to.csv", b"a" * (2 * 1024 * 1024 + 1), "text/csv"))
    boss.sees("lớn hơn 2 MB")
    await world.nothing_broke()


async def test_it_can_be_left_by_the_button_and_by_huy(world: World) -> None:
    boss = world.commander
    await _brings(boss, HOMES.encode())
    shown = boss.sees("thêm mới 1")
    await boss.taps("Thôi", shown)
    boss.sees("Đã thôi, không nhập gì")
    boss.is_alerted(await boss.acts(boss.person.presses(shown, "✅ Nhập")), "không còn chờ nhập")

    await _brings(boss, HOMES.encode())
    shown = boss.sees("thêm mới 1")
    await boss.writes("/huy")
    boss.sees("Đã thôi")
    boss.is_alerted(await boss.acts(boss.person.presses(shown, "✅ Nhập")), "không còn chờ nhập")

    await _brings(boss, HOMES.encode())
    shown = boss.sees("thêm mới 1")
    await world.jumps(hours=1)
    boss.is_alerted(await boss.acts(boss.person.presses(shown, "✅ Nhập")), "không còn chờ nhập")
    assert await world.in_database(_left) == (0, 0, 0)
    assert "Tổ dân phố số 11" not in await world.in_database(_homes)


async def test_pressing_twice_invites_once(world: World) -> None:
    boss = world.commander
    await _brings(boss, _xlsx(PEOPLE))
    shown = boss.sees("Danh sách có 3 người")
    boss.taps_at_once("Nhập", shown)
    second = await boss.acts(boss.person.presses(shown, "✅ Nhập"))
    boss.is_alerted(second, "không còn chờ nhập")
    assert await world.in_database(_left) == (0, 3, 0)
    world.look_at_everything()


async def test_only_an_admin_brings_in_lists(world: World) -> None:
    for actor in (world.an, world.chief, world.leader, world.lan):
        await actor.writes("/nhapdanhsach")
        actor.sees("chưa có tên trong danh sách")
    await _brings(world.commander, HOMES.encode())
    shown = world.commander.sees("thêm mới 1")
    (data,) = (b.data for row in shown.buttons for b in row if "Nhập" in b.text)
    world.chief.is_alerted(await world.chief.forges(data or "", shown), "chưa có tên")
    world.commander.is_alerted(await world.commander.forges("a1:import:00000000:", shown), "không còn chờ nhập")


async def test_a_file_that_nobody_asked_for_is_evidence_as_ever(world: World) -> None:
    await world.lan.acts(world.lan.person.sends_document("to.csv", HOMES.encode(), "text/csv"))
    world.look_at_everything()
    assert (await world.in_database(_left))[0] == 1


async def test_a_file_that_cannot_be_fetched_is_tried_again_and_then_given_up(world: World) -> None:
    boss = world.commander
    world.telegram.faults.add(Fault.server_error(502), method="getFile", times=2)
    await _brings(boss, HOMES.encode())
    for seconds in (5, 10):
        boss.sees_nothing_new()
        await world.jumps(seconds=seconds)
    boss.sees("thêm mới 1")

    world.telegram.faults.add(Fault.server_error(502), method="getFile", times=100)
    await boss.writes("/nhapdanhsach")
    boss.sees("Xin gửi")
    await boss.acts(boss.person.sends_document("to.csv", HOMES.encode(), "text/csv"))
    boss.sees("Đã nhận tệp")
    for _ in range(7):
        boss.sees_nothing_new()
        await world.jumps(minutes=6)
    boss.sees("chưa tải được tệp", "gửi lại")

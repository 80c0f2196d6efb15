"""Papers of a tip in one press: drafts in Word for an officer to sign, with nobody in them who must not be."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from docx.document import Document as Paper
from sqlalchemy import select, text

from bot.sandbox.messages import Message
from storage.models import JOURNAL, OUTBOX
from tests.scenarios.case_kit import classified, fills, taken
from tests.scenarios.resident_kit import comes_to_review, sends_it
from tests.world import Actor, World

NAME, USERNAME, PHONE = "Zylphương", "zylphuong_quen_1987", "0912 345 678"
STORY = "Mất trộm xe Sirius ở tổ 5 tối qua <b>& {{ ward }}</b>\nKhóa cổ bị bẻ"
TO_THE_CITY = ("Cơ quan CSĐT", "Cơ quan CSĐT Công an thành phố", "12/PC-CAP", "05/02/2026", "24 giờ")
PAPERS = {"phieu-chuyen": "PHIẾU CHUYỂN", "bien-ban-tiep-nhan": "BIÊN BẢN TIẾP NHẬN", "trich-tin": "TRÍCH TIN"}


@pytest.fixture
def zyl(world: World) -> Actor:
    """A reporter whose names occur nowhere else."""
    return Actor(world, world.telegram.create_person(NAME, username=USERNAME, phone=PHONE))


async def _reports(world: World, zyl: Actor, mode: str = "") -> str:
    """Leaves a number and a photo; An takes the tip on."""
    await comes_to_review(zyl, STORY)
    await zyl.taps("✏️ Số điện thoại")
    await zyl.writes(PHONE)
    await zyl.taps("✏️ Ảnh, giấy tờ")
    await zyl.acts(zyl.person.sends_photo())
    await zyl.taps("✅ Xong")
    if mode:
        await zyl.taps_each("✏️ Danh tính", mode)
    code = await sends_it(zyl)
    await world.an.taps("✅ Tiếp nhận", world.an.sees(code, chat=world.group))
    world.look_at_everything()
    return code


async def _draws(officer: Actor, code: str) -> dict[str, Message]:
    """Read the tip in private and press "Giấy tờ". Returns the files by the paper's name."""
    await officer.writes(f"/tin {code}")
    seen = len(officer.chat.messages)
    await officer.taps("📄 Giấy tờ")
    sent = [m for m in officer.chat.messages[seen:] if m.media]
    officer.skims(officer.chat)
    return {m.media.file.name.removesuffix(f"-{code}.docx"): m for m in sent if m.media}


def _paper(message: Message) -> Paper:
    return Document(BytesIO(message.bytes))


def _all_text(paper: Paper) -> str:
    """Everything that stands in a paper, its header and its footer."""
    parts = (paper.element.body, *(part._element for s in paper.sections for part in (s.header, s.footer)))
    return "\n".join("".join(part.itertext()) for part in parts)


async def test_one_press_gives_three_drafts_without_the_reporter(world: World, zyl: Actor) -> None:
    an = world.an
    code = await _reports(world, zyl)
    await fills(an, "Phân loại", "Tin báo", "Trộm cắp", "Không", "Không thuộc diện")
    await fills(an, "Hỏi người báo", "Xe, biển số")
    await zyl.taps("Trả lời", zyl.sees(code, "công an phường hỏi thêm"))
    await zyl.writes("Biển 15B1-234.56, yên rách")
    await zyl.taps("✅ Xong")
    await fills(an, "➡️ Chuyển", *TO_THE_CITY)
    world.look_at_everything()

    drawn = await _draws(an, code)
    assert set(drawn) == set(PAPERS)
    papers = {name: _paper(message) for name, message in drawn.items()}
    for name, paper in papers.items():
        told = _all_text(paper)
        for expected in (
            PAPERS[name], "BẢN NHÁP – chưa có chữ ký", "CÔNG AN PHƯỜNG BẠCH ĐẰNG", code,
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Khóa cổ bị bẻ",
            "người báo đề nghị giữ bí mật thông tin", "buổi tối hôm qua (01/03/2026)", "Tổ dân phố số 5",
        ):  # fmt: skip
            assert expected in told, (name, expected)
        assert "<b>& {{ ward }}</b>" in told, "people's words are neither markup nor places to fill in"
        rest = told.replace("{{ ward }}", "")
        assert not [mark for mark in ("{{", "{%", "}}") if mark in rest], "every place is filled in"
        assert paper.styles["Normal"].font.name == "Times New Roman"
    canaries = (NAME, USERNAME, PHONE, PHONE.replace(" ", "")[1:], str(zyl.person.id))
    for message in drawn.values():
        assert not [canary for canary in canaries if canary.encode() in _unzipped(message)]

    note = _all_text(papers["phieu-chuyen"])
    assert "Kính gửi: Cơ quan CSĐT Công an thành phố" in note
    assert "Số: 12/PC-CAP" in note
    assert "ngày 05 tháng 02 năm 2026" in note
    record = _all_text(papers["bien-ban-tiep-nhan"])
    assert "Không ghi họ tên" in record
    assert "Họ và tên:" not in record
    files = await world.in_database(lambda uow: uow.evidence.listed(uow.tips.find(code) or 0))
    listed = [[cell.text for cell in row.cells] for row in papers["trich-tin"].tables[2].rows]
    assert [row[4] for row in listed[1:]] == [file.sha256 for file in files]
    assert listed[1][:4] == ["1", "ảnh", "09 giờ 00 ngày 02/03/2026", f"{files[0].size:,}".replace(",", ".")]
    assert "Trả lời: Biển 15B1-234.56, yên rách" in _all_text(papers["trich-tin"])
    await _leaves_no_trace_but_the_journal(world, an, code)
    await world.nothing_broke()


async def _leaves_no_trace_but_the_journal(world: World, an: Actor, code: str) -> None:
    noted = await world.in_database(
        lambda uow: uow.session.execute(
            select(JOURNAL.c.detail, JOURNAL.c.person_id).where(JOURNAL.c.deed == "paper drawn")
        ).all()
    )
    assert [detail for detail, _ in noted] == ["transfer, version 2", "intake, version 2", "extract, version 2"]
    left = await world.in_database(
        lambda uow: uow.session.scalar(
            select(text("count(*)")).select_from(OUTBOX).where(OUTBOX.c.kind == "paper", OUTBOX.c.payload.is_not(None))
        )
    )
    assert left == 0
    await an.writes(f"/tin {code}")
    an.sees(code, "Bản nháp giấy tờ: An Đỗ lấy lúc 09 giờ 00")
    world.look_at_everything()


async def test_only_the_officer_in_charge_has_the_contact_in_the_papers(world: World, zyl: Actor) -> None:
    code = await _reports(world, zyl, "Cho cán bộ")
    mine, others = await _draws(world.an, code), await _draws(world.binh, code)
    for name in PAPERS:
        assert "+84912345678" in _all_text(_paper(mine[name]))
        told = _all_text(_paper(others[name]))
        assert "912345678" not in told
        assert "người báo chỉ cho cán bộ thụ lý biết thông tin" in told
    assert "Họ và tên:" in _all_text(_paper(mine["bien-ban-tiep-nhan"]))
    shown = await world.in_database(
        lambda uow: uow.session.scalars(select(JOURNAL.c.person_id).where(JOURNAL.c.deed == "contact shown")).all()
    )
    assert len(set(shown)) == 1
    world.look_at_everything()


async def test_an_untransferred_tip_leaves_open_what_is_not_known(world: World) -> None:
    code = await taken(world, world.an)
    drawn = await _draws(world.an, code)
    note = _all_text(_paper(drawn["phieu-chuyen"]))
    assert "Số: ………/PC-………" in note
    assert "……………, ngày …… tháng …… năm ………" in note
    assert "Không có tài liệu gửi kèm." in _all_text(_paper(drawn["trich-tin"]))
    # Who is no officer any more when it goes out gets nothing.
    await world.an.writes(f"/tin {code}")
    world.an.skims(world.an.chat)
    world.an.taps_at_once("📄 Giấy tờ")
    await world.app.poller.poll(0)
    await world.app.lanes.drain()
    await world.in_database(lambda uow: uow.session.execute(text("UPDATE person SET suspended_at = added_at")))
    await world.settle()
    world.an.sees_nothing_new(world.an.chat)


async def test_a_ward_has_templates_of_its_own_and_a_broken_one_is_named(world: World, tmp_path: Path) -> None:
    own = tmp_path / "texts" / "BD"
    own.mkdir(parents=True)
    for name, words in (("phieu-chuyen", "{{ ward }} · {{ code }}"), ("trich-tin", "{{ nguoi_bao }}")):
        paper = Document()
        paper.add_paragraph(words)
        paper.save(str(own / f"{name}.docx"))
    (own / "bien-ban-tiep-nhan.docx").write_bytes(b"PK nothing of Word")
    await world.restart(texts_dir=str(tmp_path / "texts"))
    code = await classified(world, world.an)
    drawn = await _draws(world.an, code)
    assert [p.text for p in _paper(drawn["phieu-chuyen"]).paragraphs] == [f"Công an phường Bạch Đằng · {code}"]
    assert "không có chỗ điền tên “nguoi_bao”" in (drawn["trich-tin"].caption or "")
    assert "không phải tệp Word" in (drawn["bien-ban-tiep-nhan"].caption or "")
    for name in ("trich-tin", "bien-ban-tiep-nhan"):
        assert PAPERS[name] in _all_text(_paper(drawn[name])), "the usual one takes its place"


def _unzipped(message: Message) -> bytes:
    with ZipFile(BytesIO(message.bytes)) as packed:
        return b"\n".join(packed.read(name) for name in packed.namelist()) + message.bytes

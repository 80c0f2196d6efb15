"""The periodic report on the server's console: what is in the files is what was counted."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from sqlalchemy.orm import Session

from bot.cli_reports import _path
from bot.cli_speech import wording
from bot.clock import MovableClock
from bot.crypto import read_key_file
from bot.domain.casework.outcomes import Outcome, TipKind
from bot.domain.periods import CutOffs, PeriodKind, following, period_at
from bot.domain.screen import Phrase
from bot.domain.tip import Category, Channel, IdentityMode, ReporterKind, Status, Urgency
from bot.services.reports import Report, gather, printed
from bot.services.reports.document import document
from bot.services.reports.workbook import workbook
from bot.settings import Settings
from storage.engine import open_engine
from storage.keys import open_keyring
from storage.models import Neighbourhood, Tip
from storage.unit_of_work import UnitOfWork, Workplace
from storage.wards import ensure_ward
from tests.cli.conftest import Tinbao

JULY = datetime(2026, 7, 1, 2, tzinfo=UTC)  # of the month that ends on 14/07
CELLS = 4  # the first row below a table's head


@pytest.fixture
def counted(installed: Tinbao) -> Iterator[tuple[Tinbao, UnitOfWork]]:
    """A ward in July 2026 with 1.200 tips, and one of a neighbourhood with a strange name."""
    engine = open_engine(f"sqlite:///{installed.folder / 'data/tinbao.sqlite3'}")
    masters, settings = read_key_file(installed.folder / "tinbao.key"), Settings(_env_file=None)  # type: ignore[call-arg]
    with Session(engine) as session, session.begin():
        keyring = open_keyring(session, masters, JULY)
        ward_id = ensure_ward(session, "BD", "Công an phường Bạch Đằng", "1")
        workplace = Workplace(keyring, MovableClock(JULY), settings, ward_id)
        workplace.unit(session).ward.set_neighbourhoods([("=1+1", ())])
        place = session.query(Neighbourhood.id).scalar()
        session.add_all(_tip(number, ward_id, place if number == 1 else None) for number in range(1201))
    with Session(engine) as session:
        yield installed, workplace.unit(session)
    engine.dispose()


def _tip(number: int, ward_id: int, place: int | None) -> Tip:
    closed = number % 3 == 0
    return Tip(
        ward_id=ward_id, code=f"BD-{number}", draft_id=str(number), urgency=Urgency.NORMAL, category=Category.THEFT,
        neighbourhood_id=place, identity_mode=IdentityMode.SECRET, reporter_kind=ReporterKind.RESIDENT, confirmed=True,
        received_at=JULY, channel=Channel.CHAT, kind=TipKind.CRIME_REPORT if closed else None,
        status=Status.CLOSED if closed else Status.ACKNOWLEDGED, acknowledged_at=JULY + timedelta(seconds=90),
        outcome=Outcome.SANCTION if closed else None, closed_at=JULY + timedelta(days=1) if closed else None,
    )  # fmt: skip


def test_the_sheets_hold_what_was_counted(counted: tuple[Tinbao, UnitOfWork]) -> None:
    tinbao, uow = counted
    said = tinbao("report", "month", "--end", "14/07/2026", "--out", "papers/july")
    assert (said.code, said.err) == (0, "")
    assert "tháng 7 năm 2026" in said.out
    file = tinbao.folder / "papers/july/bao-cao-BD-month-2026-07-14.xlsx"
    assert file.stat().st_mode & 0o777 == 0o600
    report, book = _report(uow), load_workbook(file)
    assert book.sheetnames == ["Tổng hợp", "Kết quả xử lý", "Phản hồi CQĐT", "So sánh", "Theo loại",
                               "Theo tổ dân phố", "Theo kênh",
                               "Hạn", "Theo ca trực", "Quá hạn", "Danh sách tin"]  # fmt: skip
    for table in report.tables:
        sheet = book[wording_of(table.name)]
        for row, cells in enumerate(table.rows, start=CELLS + 1):
            for column, cell in enumerate(cells, start=1):
                expected = cell if isinstance(cell, int) else printed(cell, wording)
                assert sheet.cell(row, column).value == expected
        assert len(sheet._charts) == table.charted
    summary = {row[0].value: row[1].value for row in book["Tổng hợp"].iter_rows(min_row=CELLS + 1)}
    assert summary["Tiếp nhận trong kỳ"] == 1201
    assert summary["Tỷ lệ xử lý"] == "33,39%"
    assert summary["Thời gian tiếp nhận trung vị (phút)"] == "1,5"
    assert book["Theo tổ dân phố"].cell(CELLS + 2, 1).value == "=1+1"
    assert book["Theo tổ dân phố"].cell(CELLS + 2, 1).data_type == "s", "a name is no formula"


def test_each_tip_has_a_line_with_nothing_that_was_said(counted: tuple[Tinbao, UnitOfWork]) -> None:
    book = load_workbook(BytesIO(workbook(_report(counted[1]), wording)))
    lines = [[cell.value for cell in row] for row in book["Danh sách tin"].iter_rows(min_row=CELLS)]
    assert lines[0] == ["Mã tin", "Nhận lúc", "Tiếp nhận lúc", "Tình trạng", "Loại", "Kết quả", "Đúng hạn"]
    assert len(lines) == 1202
    received = datetime(2026, 7, 1, 9)  # noqa: DTZ001 - a sheet knows no zones
    assert ["BD-3", received, received + timedelta(seconds=90), "Đã xử lý", "Trộm cắp", "Xử phạt vi phạm hành chính",
            "Không tính hạn"] in lines  # fmt: skip


def test_the_same_report_is_the_same_file(counted: tuple[Tinbao, UnitOfWork]) -> None:
    report = _report(counted[1])
    assert workbook(report, wording) == workbook(report, wording)


def test_an_empty_period_is_reported(installed: Tinbao, counted: tuple[Tinbao, UnitOfWork]) -> None:
    said = installed("report", "month", "--end", "01/03/2026", "--out", "papers")
    assert said.code == 0
    assert "không phát sinh" in said.out
    book = load_workbook(installed.folder / "papers/bao-cao-BD-month-2026-03-14.xlsx")
    paper = Document(installed.folder / "papers/bao-cao-BD-month-2026-03-14.docx")
    assert "Kỳ này không phát sinh." in [paragraph.text for paragraph in paper.paragraphs]
    assert book["Tổng hợp"]["A2"].value == "Công an phường Bạch Đằng, tháng 3 năm 2026. Kỳ này không phát sinh."


def test_the_document_holds_what_was_counted(counted: tuple[Tinbao, UnitOfWork]) -> None:
    report = _report(counted[1])
    paper = Document(BytesIO(document(report, wording)))
    grids = [[[cell.text for cell in row.cells] for row in table.rows] for table in paper.tables]
    heading, *tables, signing = grids
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc" in heading[0][1]
    assert "CÔNG AN PHƯỜNG BẠCH ĐẰNG" in heading[0][0]
    assert "Nơi nhận:" in signing[0][0]
    expected = [
        [[printed(cell, wording) for cell in row] for row in (table.head, *table.rows)] for table in report.tables
    ]  # there are no corrections, so no table of them
    assert tables == expected
    told = "\n".join(paragraph.text for paragraph in paper.paragraphs)
    assert "tố giác, tin báo về tội phạm tháng 7 năm 2026" in told
    assert "từ ngày 15/06/2026 đến hết ngày 14/07/2026" in told
    assert "tiếp nhận 1.201 tin" in told
    assert "Đã xử lý 401 tin, đạt 33,39%" in told
    assert "không phát sinh" not in told
    assert document(report, wording) == document(report, wording)


def test_a_ward_may_have_a_template_of_its_own(counted: tuple[Tinbao, UnitOfWork]) -> None:
    tinbao, ask = counted[0], ("report", "month", "--end", "14/07/2026", "--out")
    own = tinbao.folder / "texts/BD/bao-cao.docx"
    own.parent.mkdir(parents=True)
    for text in ("{{ ward }}: {{ received }}", "{{ reporter }}"):
        paper = Document()
        paper.add_paragraph(text)
        paper.save(own)
        said = tinbao(*ask, f"out{len(text)}", texts_dir="texts")
    said.refuses("texts/BD/bao-cao.docx", "không có chỗ điền tên “reporter”")
    assert not (tinbao.folder / "out14").exists(), "all files or none"
    written = Document(tinbao.folder / "out26/bao-cao-BD-month-2026-07-14.docx")
    assert written.paragraphs[0].text == "Công an phường Bạch Đằng: 1.201"


def test_both_shifts_of_a_day_have_files_of_their_own(counted: tuple[Tinbao, UnitOfWork]) -> None:
    cut_offs = CutOffs(counted[1].settings.timezone)
    night = period_at(PeriodKind.SHIFT, JULY - timedelta(hours=4), cut_offs)
    names = {_path(Path(), gather(counted[1], shift, cut_offs), "xlsx").name
             for shift in (night, following(night, cut_offs))}  # fmt: skip
    assert names == {"bao-cao-BD-shift-2026-07-01-07h00.xlsx", "bao-cao-BD-shift-2026-07-01-19h00.xlsx"}


def test_what_cannot_be_reported_is_answered_with_the_cure(
    counted: tuple[Tinbao, UnitOfWork], monkeypatch: pytest.MonkeyPatch
) -> None:
    tinbao, ask = counted[0], ("report", "year", "--out", "papers")
    tinbao(*ask, "--end", "01/01/2999").refuses("14/12/2999", "--end")
    tinbao(*ask, "--ward", "ZZ").refuses("ZZ", "list-wards")
    assert tinbao(*ask).code == 0
    tinbao(*ask).refuses("không ghi đè")
    (tinbao.folder / "file").write_text("mine")
    tinbao("report", "year", "--out", "file/papers").refuses("file/papers")
    monkeypatch.delitem(sys.modules, "bot.services.reports.workbook")
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    tinbao("report", "week", "--out", "papers").refuses("tinbao[reports]")


def wording_of(name: str) -> str:
    """The name of a table's sheet."""
    return wording(Phrase(f"paper-sheet-{name}"))


def _report(uow: UnitOfWork) -> Report:
    cut_offs = CutOffs(uow.settings.timezone)
    return gather(uow, period_at(PeriodKind.MONTH, JULY, cut_offs), cut_offs)


def test_the_register_of_a_month_is_a_file_for_its_owner_alone(
    counted: tuple[Tinbao, UnitOfWork], monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = counted[0]
    said = installed("register", "01/2026", "--out", "so")
    file = installed.folder / "so/so-theo-doi-BD-2026-01.xlsx"
    assert (said.code, "tháng 1 năm 2026, 0 tin" in said.out) == (0, True)
    assert file.stat().st_mode & 0o777 == 0o600
    assert load_workbook(file).active["A3"].value == "Kỳ này không phát sinh."
    installed("register", "01/2026", "--out", "so").refuses("không ghi đè")
    installed("register", "01/2026", "--out", "so", "--ward", "ZZ").refuses("ZZ", "list-wards")
    monkeypatch.delitem(sys.modules, "bot.services.papers.book", raising=False)
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    installed("register", "01/2026", "--out", "other").refuses("tinbao[reports]")

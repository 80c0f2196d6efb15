"""Papers, workbooks and tables of people's words and names: nothing in them is a formula, a place to fill in, or
something that no document can hold."""

import csv
import io
from datetime import date
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from bot.channels.tables import write_table
from bot.cli_journal import inert
from bot.domain.papers import PaperKind
from bot.domain.periods import days
from bot.domain.periods.cut_offs import CutOffs
from bot.domain.screen import phrase
from bot.services.papers.book import HEAD, write_book
from bot.services.papers.draft import Draft
from bot.services.papers.files import write_draft
from bot.services.papers.register import COLUMNS, Register
from bot.settings import Settings
from bot.texts import load_texts
from handlers.cards import Renderer

SAY = Renderer(load_texts(), "tinbao_bot").words
SETTINGS = Settings(_env_file=None)  # type: ignore[call-arg]
NASTY = (
    '=HYPERLINK("https://x.vn","bấm")', "+84912345678", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0",
    "https://x.vn", "mailto:a@b.vn", "internal:'A'!A1", "{{ ward }}", "{% for x in y %}", "{{ cycler.__init__ }}",
    "</w:t></w:r>", "<!DOCTYPE x>", "&lt;&#60;&", "]]>", "a\x01b\x0bc\x0c", "x\ufffey\uffff", "\ud800z",
    "\u202efdp.exe",
    "_x0001_", "x" * 40_000,
)  # fmt: skip
people_write = st.lists(st.sampled_from(NASTY[:-1]) | st.text(max_size=6), max_size=6).map("".join)


def _register(words: str) -> bytes:
    period = days(date(2026, 3, 2), date(2026, 3, 2), CutOffs(ZoneInfo("Asia/Ho_Chi_Minh")))
    as_name, as_told = words, phrase("as-is", words=words)
    row = tuple(as_told if number % 2 else as_name for number in range(len(COLUMNS)))
    return write_book(Register("Công an phường Bạch Đằng", "BD", period, (row,)), SAY)


def _draft(words: str, kind: PaperKind) -> bytes:
    texts = (
        "ward", "ward_capitals", "code", "drawn_at", "received", "channel", "received_by", "owner", "kind", "category",
        "urgency", "place", "when", "known", "others", "reporter_kind", "reporter", "body", "number", "dated", "reason",
        "evidence_count",
    )  # fmt: skip
    file = dict.fromkeys(("number", "kind", "received", "size", "sha256"), words)
    values = dict.fromkeys(texts, words) | {
        "story": phrase("as-is", words=words),
        "secret": False,
        "exchanges": (phrase("as-is", words=words),),
        "evidence": (file,),
    }
    made = write_draft(Draft(kind, "BD-7K3M-Q", "BD", values), SAY, SETTINGS)
    assert made.fault is None
    return made.data


def _checked_sheet(data: bytes) -> None:
    sheet = load_workbook(io.BytesIO(data)).active
    assert sheet is not None
    for row in sheet.iter_rows(min_row=HEAD + 2):
        assert {cell.data_type for cell in row} <= {"s", "n"}, "no formula"
        assert all(cell.value is None or isinstance(cell.value, str) for cell in row)
        assert not any(cell.hyperlink for cell in row), "no link"
    with ZipFile(io.BytesIO(data)) as packed:
        assert not [name for name in packed.namelist() if "rels" in name and b"hyperlink" in packed.read(name)]


@pytest.mark.parametrize("words", NASTY, ids=range(len(NASTY)))
def test_the_register_holds_words_as_words(words: str) -> None:
    _checked_sheet(_register(words))


@pytest.mark.parametrize("words", NASTY, ids=range(len(NASTY)))
def test_a_table_of_links_holds_names_as_names(words: str) -> None:
    sheet = load_workbook(io.BytesIO(write_table([["Họ và tên"], [words[:80]]]))).active
    assert sheet is not None
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


@pytest.mark.parametrize("kind", PaperKind)
@pytest.mark.parametrize("words", NASTY, ids=range(len(NASTY)))
def test_a_draft_holds_words_as_words(words: str, kind: PaperKind) -> None:
    told = "\n".join(part.text for part in Document(io.BytesIO(_draft(words, kind))).element.iter() if part.text)
    for trap in ("{{ ward }}", "{% for x in y %}", "{{ cycler.__init__ }}", "</w:t></w:r>"):
        assert (trap in told) == (trap == words), "people's words are never a place to fill in"


@settings(max_examples=25, deadline=None)
@given(people_write)
def test_whatever_is_written_papers_can_be_made(words: str) -> None:
    _checked_sheet(_register(words))
    write_table([[words], [words]])
    Document(io.BytesIO(_draft(words, PaperKind.EXTRACT)))


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1"])
def test_a_cell_of_the_exported_journal_is_no_formula(cell: str) -> None:
    written = io.StringIO()
    csv.writer(written).writerow([inert(cell), inert(5), inert(None), inert("câu thường")])
    shown = next(csv.reader(io.StringIO(written.getvalue(), newline="")))
    assert shown == [f"'{cell}", "5", "", "câu thường"]

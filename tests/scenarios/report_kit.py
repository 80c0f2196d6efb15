"""What the stories of reports share: the files on a phone, opened."""

import re
from io import BytesIO

from docx import Document
from openpyxl import load_workbook
from openpyxl.workbook.workbook import Workbook
from PIL import Image
from sqlalchemy import select

from bot.sandbox.messages import Message
from storage.models import JOURNAL
from tests.world import Actor, World


def files(actor: Actor, *fragments: str) -> list[Message]:
    """The files of a report, newest last; all of them are looked at."""
    found = []
    for message in actor.chat.messages:
        told = (message.caption or "").lower()
        if message.media and not message.deleted and all(f.lower() in told for f in fragments):
            if not actor.world.looked_at(message):
                found.append(message)
            actor.world.look(message)
    return found


def text_of(message: Message) -> str:
    """Everything that a Word file says."""
    assert message.media is not None
    paper = Document(BytesIO(message.media.bytes))
    cells = (cell.text for table in paper.tables for row in table.rows for cell in row.cells)
    return "\n".join((*(paragraph.text for paragraph in paper.paragraphs), *cells))


def book_of(message: Message) -> Workbook:
    """A workbook, opened."""
    assert message.media is not None
    return load_workbook(BytesIO(message.media.bytes))


def is_picture(message: Message) -> bool:
    """Whether it is a PNG of some size."""
    assert message.media is not None
    with Image.open(BytesIO(message.media.bytes)) as picture:
        return picture.format == "PNG" and picture.width > 500


async def journal_head(world: World, *, before: str = "") -> str:
    """How a paper says how far the journal reaches: now, or before the line with this detail."""
    rows = await world.in_database(
        lambda uow: uow.session.execute(select(JOURNAL.c.detail, JOURNAL.c.link).order_by(JOURNAL.c.number)).all()
    )
    while before and rows.pop().detail != before:
        pass
    mark = rows[-1].link.hex()[:12].upper()
    return f"{len(rows)} dòng, dấu {mark[:4]}-{mark[4:8]}-{mark[8:]}"


def last_line(text: str | None) -> str:
    """Of a message, without what only makes it look well."""
    return re.sub("<[^>]*>", "", (text or "").strip().splitlines()[-1])

"""What the stories of reports share: the files on a phone, opened."""

from io import BytesIO

from docx import Document
from openpyxl import load_workbook
from openpyxl.workbook.workbook import Workbook
from PIL import Image

from bot.sandbox.messages import Message
from tests.world import Actor


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

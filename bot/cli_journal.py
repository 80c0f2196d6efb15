"""The journal for the commands: does it hold together, and as a table for whoever supervises."""

import csv
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from sqlalchemy import Engine, select, tuple_
from sqlalchemy.orm import Session

from bot.cli_database import check_schema, fitting_keyring, opened
from bot.cli_speech import tell, wording
from bot.crypto import Keyring
from bot.domain.screen import Phrase, phrase
from bot.settings import Settings
from bot.startup import NotReady, read_masters, read_settings
from storage.chain import mark_of
from storage.journal_check import STRIDE, Broken, check_journals
from storage.models import JOURNAL, Tip, Ward

COLUMNS = ("ward", "number", "utc", "local", "deed", "code", "tip", "person", "detail", "mark", "link")
BOM = "\ufeff"  # without it, spreadsheets take UTF-8 for something else


def journal(engine: Engine, keyring: Keyring) -> Phrase:
    """Walk the whole journal. Raises NotReady with the first line that does not hold."""
    count, broken = check_journals(engine, keyring.journal)
    if broken is not None:
        raise NotReady(_explained(broken))
    return phrase("doctor-journal-found", count=_grouped(count))


def export_journal(path: Path) -> bool:
    """``tinbao export-journal FILE``: every line, without anybody's name. Whether all hold. Raises NotReady."""
    settings = read_settings()
    masters = read_masters(settings)
    with opened(settings) as engine:
        check_schema(settings, engine)
        with Session(engine) as session:
            keyring = fitting_keyring(session, masters)
        with _new_file(path) as file:
            count = _write(file, engine, settings)
        _, broken = check_journals(engine, keyring.journal)
    tell(phrase("cli-journal-exported", count=_grouped(count), path=str(path)))
    tell(_explained(broken) if broken is not None else phrase("cli-journal-holds"))
    return broken is None


def _write(file: TextIO, engine: Engine, settings: Settings) -> int:
    table, count = csv.writer(file), 0
    file.write(BOM)
    table.writerow(wording(phrase(f"journal-{name}")) for name in COLUMNS)
    for count, row in enumerate(_lines(engine), start=1):  # noqa: B007 - the last one counts
        local = row.at.astimezone(settings.timezone)
        table.writerow(
            (
                row.ward_code,
                row.number,
                f"{row.at:%Y-%m-%dT%H:%M:%S.%fZ}",
                f"{local:%d/%m/%Y %H:%M:%S}",
                row.deed,
                row.tip_code,
                row.tip_id,
                row.person_id,
                inert(row.detail),
                mark_of(row.link),
                row.link.hex(),
            )
        )
    return count


def inert(cell: str | int | None) -> str:
    """A cell that no spreadsheet takes for a formula: what begins like one gets a sign before it."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) else text


def _lines(engine: Engine) -> Iterator[Any]:
    """All lines in order, some at a time, so that nobody who writes has to wait."""
    place = tuple_(JOURNAL.c.ward_id, JOURNAL.c.number)
    query = (
        select(JOURNAL, Ward.code.label("ward_code"), Tip.code.label("tip_code"))
        .outerjoin(Ward, Ward.id == JOURNAL.c.ward_id)
        .outerjoin(Tip, Tip.id == JOURNAL.c.tip_id)
        .order_by(JOURNAL.c.ward_id, JOURNAL.c.number)
        .limit(STRIDE)
    )
    last = (0, 0)
    while True:
        with Session(engine) as session:
            rows = session.execute(query.where(place > last)).all()
        if not rows:
            return
        yield from rows
        last = rows[-1].ward_id, rows[-1].number


def _new_file(path: Path) -> TextIO:
    """A file that only its owner may read. Raises NotReady rather than replace one."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise NotReady(phrase("cli-file-exists", path=str(path))) from None
    except OSError:
        raise NotReady(phrase("cli-file-not-written", path=str(path))) from None
    return os.fdopen(handle, "w", encoding="utf-8", newline="")


def _explained(broken: Broken) -> Phrase:
    return phrase(f"doctor-journal-{broken.what}", ward=broken.ward_id, number=_grouped(broken.number))


def _grouped(count: int) -> str:
    return f"{count:,}".replace(",", ".")

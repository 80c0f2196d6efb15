"""Whatever is seen by others than the reporter, and whatever is kept: place by place, as bytes to be searched."""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
from sqlalchemy import make_url

from bot.backup_key import new_backup_key, read_backup_key, write_backup_key
from bot.sandbox.messages import Message
from bot.sandbox.people import Person
from bot.sandbox.presses import Press
from storage.archive import read_label, read_records
from tests.cli.conftest import Tinbao
from tests.world import KEY, World

Places = Iterator[tuple[str, bytes]]
BACKUP_KEY = "tinbao-backup.key"
COMMANDS = (
    ("backup", "b.bak"),
    ("export-journal", "away/journal.csv"),
    ("report", "month", "--end", "14/03/2026", "--out", "away"),
    ("register", "03/2026", "--out", "away"),
    ("doctor", "--reconcile"),
)
_TAGS = re.compile(rb"<[^<>]*>")


def noted_presses(world: World) -> list[Press]:
    """Every press from now on, also of those whose message is gone when one looks."""
    telegram, presses = world.telegram, []
    ask = telegram.ask

    def noting(press: Press) -> None:
        presses.append(press)
        ask(press)

    telegram.ask = noting
    return presses


def seen_by_others(world: World, teller: Person, presses: list[Press]) -> Places:
    """What stands or stood on any phone but the teller's own; what an officer typed stands there by right."""
    for person in world.telegram.people.values():
        if person is not teller:
            for message in person.chat_with(world.stage.bot).messages:
                if message.sender is not person:
                    yield from _of_message(message)
    for chat in world.telegram.chats.values():
        yield "group", f"{chat.title} {chat.actions} {chat.invite_links} {chat.keyboard} {chat.topics}".encode()
        for message in chat.messages:
            yield from _of_message(message)
    for press in presses:
        if press.person is not teller:
            yield "answers to presses", " ".join(f"{a.text} {a.url}" for a in press.answers).encode()


def _of_message(message: Message) -> Places:
    file = message.media.file if message.media else None
    yield ("captions" if file else "words"), f"{message.words.text}\n{message.html}".encode()
    yield "buttons", f"{message.inline} {message.labels}".encode()
    yield "what else a message has", f"{message.content} {message.service} {message.forwarded}".encode()
    for version in message.history:
        yield "words before an edit", f"{version.text}\n{version.html}".encode()
        yield "buttons before an edit", str(version.buttons).encode()
    if file is not None:
        yield "names of files", (file.name or "").encode()
        yield "files", unpacked(file.data)


def unpacked(data: bytes) -> bytes:
    """A document is a packed folder: the bytes as they are, what is in it, and its words without what sets them."""
    if not data.startswith(b"PK"):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        parts = [part for name in packed.namelist() for part in (name.encode(), unpacked(packed.read(name)))]
    return b"\n".join([data, *parts, *(_TAGS.sub(b"", part) for part in parts)])


def kept(world: World) -> Places:
    """Every byte of the database and of all folders, names of files included; the keys themselves excepted."""
    settings = world.app.settings
    for path in {*settings.data_dir.rglob("*"), *settings.evidence_dir.rglob("*")}:
        yield "names of what is kept", path.name.encode()
        if path.is_file() and path.suffix != ".key":
            yield "evidence" if settings.evidence_dir in path.parents else "folder", path.read_bytes()
    url = make_url(settings.database)
    if url.get_backend_name() == "sqlite":
        database = Path(str(url.database))
        assert database.stat().st_size > 0
        found = [database.with_name(database.name + end) for end in ("", "-wal", "-shm", "-journal")]
        yield from (("database", path.read_bytes()) for path in found if path.exists())
        return
    with psycopg.connect(url.set(drivername="postgresql").render_as_string(hide_password=False)) as connection:
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        for (table,) in tables:
            with connection.cursor().copy(f'COPY "{table}" TO STDOUT') as rows:  # type: ignore[arg-type]
                text = b"".join(bytes(row) for row in rows)
            yield "database", text
            yield "database", _unhexed(text)


def _unhexed(text: bytes) -> bytes:
    cells = (cell for line in text.split(b"\n") for cell in line.split(b"\t") if cell.startswith(rb"\\x"))
    return b"\n".join(bytes.fromhex(cell[3:].decode()) for cell in cells)


def carried_away(world: World, folder: Path) -> Places:
    """What the commands write and say: the backup as it is and opened with its key, the journal, the month's register
    and report, what ``doctor`` finds. To be run in a thread: some of them have a loop of their own."""
    tinbao, away = Tinbao(folder, _environment(world)), folder / "away"
    away.mkdir()
    (folder / KEY).touch(mode=0o600)
    (folder / KEY).write_bytes(world.app.settings.master_key_file.read_bytes())
    write_backup_key(folder / BACKUP_KEY, new_backup_key(world.clock.now()))
    for command in COMMANDS:
        said = tinbao(*command)
        assert said.code == 0 or command[0] == "doctor", said
        yield "what commands say", (said.out + said.err).encode()
    yield from _of_backup(folder)
    for path in away.iterdir():
        yield "names of what is written", path.name.encode()
        yield "what is written", unpacked(path.read_bytes())


def _of_backup(folder: Path) -> Places:
    yield "backup", (folder / "b.bak").read_bytes()
    with (folder / "b.bak").open("rb") as file:
        label, head = read_label(file)
        for _, content in read_records(file, read_backup_key(folder / BACKUP_KEY).of_month(label.month), head):
            yield "backup, opened", content


def _environment(world: World) -> dict[str, str]:
    settings = world.app.settings
    told = {
        "token": settings.token.get_secret_value(),
        "ward_code": settings.ward_code,
        "ward_name": settings.ward_name,
        "ward_phone": settings.ward_phone,
        "database_url": settings.database,
        "data_dir": settings.data_dir,
        "api_base": "http://127.0.0.1:1",
    }
    return {f"TINBAO_{name.upper()}": str(value) for name, value in told.items()}

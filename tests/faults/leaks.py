"""Where a reporter's identity, or what they said, must not be found in clear."""

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from sqlalchemy import MetaData, select

from bot.sandbox.messages import Message
from bot.sandbox.people import Person
from tests.faults.people import Story, said
from tests.faults.ward import Ward


def leaks(ward: Ward, stories: Iterable[Story]) -> list[str]:
    """What was found where it must not be: identities in others' chats; identities and words in what is stored."""
    stories = list(stories)
    found = [place for person in ward.residents for place in _told_to_others(ward, person)]
    secrets = [secret for person in ward.residents for secret in identity(person)]
    secrets += [story.mark.encode() for story in stories]
    for place, data in stored(ward):
        found += [f"{place} holds {secret!r}" for secret in secrets if secret in data]
    return found


def identity(person: Person) -> list[bytes]:
    """How a person could be recognised: by name, number or account, as text or as a stored number."""
    assert person.phone is not None
    assert person.username is not None
    words = [person.first_name, person.username, person.phone[-9:], str(person.id)]
    return [*(word.encode() for word in words), person.id.to_bytes(6, "big"), person.id.to_bytes(8, "little")]


def stored(ward: Ward) -> Iterator[tuple[str, bytes]]:
    """Everything the bot left on the disk, by place: files as they are, tables of a server value by value."""
    for path in _files(ward.settings.data_dir):
        yield path.name, path.read_bytes()
    if ward.engine.dialect.name != "sqlite":
        yield from _tables(ward)
    else:
        database = Path(str(ward.engine.url.database))
        yield from ((path.name, path.read_bytes()) for path in database.parent.glob(f"{database.name}*"))


def _files(folder: Path) -> Iterable[Path]:
    return (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".key")


def _tables(ward: Ward) -> Iterator[tuple[str, bytes]]:
    known = MetaData()
    known.reflect(ward.engine)
    with ward.engine.connect() as connection:
        for table in known.sorted_tables:
            for row in connection.execute(select(table)):
                values = [value if isinstance(value, bytes) else str(value).encode() for value in row]
                yield table.name, b"\x00".join(values)


def _told_to_others(ward: Ward, person: Person) -> Iterator[str]:
    telegram, own = ward.stage.telegram, person.chat_with(ward.stage.bot)
    private = (someone.chat_with(ward.stage.bot) for someone in telegram.people.values())
    for chat in chain(telegram.chats.values(), private):
        if chat is own:
            continue
        for message in said(chat):
            seen = _all_of(message)
            for secret in identity(person)[:4]:
                if secret.decode() in seen:
                    yield f"message {message.id} in {chat.id} shows {secret.decode()}"


def _all_of(message: Message) -> str:
    """A message with its earlier looks, the name of its file and whom it was forwarded from."""
    name = message.media.file.name if message.media else ""
    return " ".join(map(str, [*(v.html for v in message.history), message.html, name, message.forwarded or ""]))

"""Deliberate leaks, one for each place where a reporter's words could get out: each lets out a given word."""

import io
import logging
import zipfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import pytest
import structlog

from bot import cli_reports
from bot.channels.telegram import Upload
from storage import archive
from tests.world import World

Patch = pytest.MonkeyPatch


@dataclass(frozen=True, slots=True)
class Leak:
    """A way out: where a word is seen that came on it."""

    place: str
    lets_out: Callable[[World, Patch, str], Awaitable[None]]


async def _sends(world: World, **params: object) -> int:
    sent = await world.app.telegram.call("sendMessage", {"chat_id": world.an.person.id, "text": "?"} | params)
    return int(sent["message_id"])


async def _text(world: World, _: Patch, word: str) -> None:
    await _sends(world, text=f"a {word} b")


async def _in_the_group(world: World, _: Patch, word: str) -> None:
    await _sends(world, text=word, chat_id=world.group.id)


async def _link(world: World, _: Patch, word: str) -> None:
    await _sends(world, text=f"<a href='https://t.me/{word}'>?</a>", parse_mode="HTML")


async def _label(world: World, _: Patch, word: str) -> None:
    await _sends(world, reply_markup=_button(word, "x"))


async def _data(world: World, _: Patch, word: str) -> None:
    await _sends(world, reply_markup=_button("?", f"d1:{word}"))


async def _edited(world: World, **first: object) -> None:
    there = {"chat_id": world.an.person.id, "message_id": await _sends(world, **first)}
    await world.app.telegram.call("editMessageText", there | {"text": "nothing", "reply_markup": _button("-", "y")})


async def _former_words(world: World, _: Patch, word: str) -> None:
    await _edited(world, text=word)


async def _former_button(world: World, _: Patch, word: str) -> None:
    await _edited(world, reply_markup=_button("?", word))


async def _deleted(world: World, _: Patch, word: str) -> None:
    there = {"chat_id": world.an.person.id, "message_id": await _sends(world, text=word)}
    await world.app.telegram.call("deleteMessage", there)


async def _forwarded(world: World, _: Patch, word: str) -> None:
    guest = world.stranger(word)
    message = guest.person.sends("?", world.stage.bot)
    source = {"from_chat_id": guest.person.id, "message_id": message.id}
    await world.app.telegram.call("forwardMessage", {"chat_id": world.an.person.id} | source)


async def _invites(world: World, _: Patch, word: str) -> None:
    await world.app.telegram.call("createChatInviteLink", {"chat_id": world.group.id, "name": word})


async def _sends_file(world: World, caption: str = "?", name: str = "a.bin", data: bytes = b"?") -> None:
    params = {"chat_id": str(world.an.person.id), "caption": caption}
    await world.app.telegram.call("sendDocument", params, [Upload("document", name, data, "application/x-binary")])


async def _caption(world: World, _: Patch, word: str) -> None:
    await _sends_file(world, caption=word)


async def _file_name(world: World, _: Patch, word: str) -> None:
    await _sends_file(world, name=f"{word}.jpg")


async def _file(world: World, _: Patch, word: str) -> None:
    await _sends_file(world, data=b"\xff\xd8" + word.encode())


async def _document(world: World, _: Patch, word: str) -> None:
    """With the word cut in two, as Word does where the spelling changes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as folder:
        folder.writestr("word/document.xml", f"<w:t>{word[:3]}</w:t></w:r><w:r><w:t>{word[3:]}</w:t>")
    await _sends_file(world, name="a.docx", data=packed.getvalue())


async def _answer(world: World, _: Patch, word: str) -> None:
    await _sends(world, reply_markup=_button("?", "x"))
    await world.an.taps("?")
    press = world.an.person.presses(world.an.chat.messages[-1], data="x")
    telling = {"callback_query_id": press.id, "text": word, "show_alert": True}
    await world.app.telegram.call("answerCallbackQuery", telling)


async def _logs(_: World, __: Patch, word: str) -> None:
    logging.getLogger("some.library").debug("said %s", word)


async def _events(_: World, __: Patch, word: str) -> None:
    structlog.get_logger().info("said", what=word)


async def _journal(world: World, _: Patch, word: str) -> None:
    await world.in_database(lambda uow: uow.journal.note("leaked", detail=word))


async def _evidence(world: World, _: Patch, word: str) -> None:
    world.app.settings.evidence_dir.mkdir(exist_ok=True)
    (world.app.settings.evidence_dir / "1.clear").write_text(word, encoding="utf-8")


async def _kept_name(world: World, _: Patch, word: str) -> None:
    (world.app.settings.evidence_dir / word).touch()


async def _note(world: World, _: Patch, word: str) -> None:
    (world.app.settings.data_dir / "note").write_text(word, encoding="utf-8")


async def _backup_label(_: World, patch: Patch, word: str) -> None:
    head = archive._head
    patch.setattr(archive, "_head", lambda told: head({**told, "of": word}))


async def _written_name(_: World, patch: Patch, word: str) -> None:
    patch.setattr(cli_reports, "_path", lambda folder, _, ending: folder / f"{word}{ending}")


async def _said(world: World, _: Patch, word: str) -> None:
    world.app.settings = world.app.settings.model_copy(update={"ward_name": word})


def _button(label: str, data: str) -> dict[str, object]:
    return {"inline_keyboard": [[{"text": label, "callback_data": data}]]}


LEAKS = (
    Leak("words", _text),
    Leak("words", _in_the_group),
    Leak("words", _link),
    Leak("words", _deleted),
    Leak("words before an edit", _former_words),
    Leak("buttons", _label),
    Leak("buttons", _data),
    Leak("buttons before an edit", _former_button),
    Leak("what else a message has", _forwarded),
    Leak("group", _invites),
    Leak("captions", _caption),
    Leak("names of files", _file_name),
    Leak("files", _file),
    Leak("files", _document),
    Leak("answers to presses", _answer),
    Leak("logs", _logs),
    Leak("logs", _events),
    Leak("database", _journal),
    Leak("evidence", _evidence),
    Leak("names of what is kept", _kept_name),
    Leak("folder", _note),
    Leak("backup", _backup_label),
    Leak("backup, opened", _journal),
    Leak("what is written", _journal),
    Leak("names of what is written", _written_name),
    Leak("what commands say", _said),
)

"""Letters → Bot API calls."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import structlog

from bot.channels.clean_copy import Copy, Withheld, clean_copy
from bot.channels.menus import menu_params
from bot.channels.qr import qr_picture
from bot.channels.tables import XLSX, write_table
from bot.channels.telegram import Telegram, TelegramError, Upload
from bot.domain.content import EvidenceKind
from bot.domain.outcome import Outcome, Result
from bot.domain.reports import Picture
from bot.domain.screen import Phrase, Screen, phrase
from bot.domain.screens.viewers import SHOWN_OF_SHA256
from bot.logs import traced
from bot.services.claim_letters import Attachment, Letter, Paper
from bot.services.papers.draft import Draft
from bot.services.papers.files import ExtraMissing, write_paper
from bot.services.papers.register import Register
from bot.services.reports.files import TEMPLATE, FaultyTemplate, draw_picture, file_name, make_file
from bot.services.reports.sending import ReportFile
from bot.settings import Settings
from bot.wordings import MOST_ALERT
from handlers.cards import Renderer, shorten, strip_markup
from handlers.keyboards import reply_markup
from storage.evidence import EvidenceFolder, Spoiled

MOST_CAPTION = 1024  # Bot API, sendDocument.caption
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LINKS_NAME, CHART_NAME = "loi-moi.xlsx", "bieu-do.png"
REPORT_MIMES: Mapping[str, str] = {
    "docx": DOCX,
    "xlsx": XLSX,
    "png": "image/png",
}
_SEND: Mapping[EvidenceKind, tuple[str, str]] = {
    EvidenceKind.PHOTO: ("sendPhoto", "photo"),
    EvidenceKind.VIDEO: ("sendVideo", "video"),
    EvidenceKind.VOICE: ("sendVoice", "voice"),
    EvidenceKind.AUDIO: ("sendAudio", "audio"),
    EvidenceKind.FILE: ("sendDocument", "document"),
}
log = structlog.get_logger()


class TelegramChannel:
    """Sends letters to Telegram, each in its ward's words. Never forwards: a forwarded message shows who wrote it."""

    def __init__(
        self, telegram: Telegram, renderer_of: Callable[[int], Renderer], folder: EvidenceFolder, settings: Settings
    ) -> None:
        self._telegram, self._renderer_of, self._folder = telegram, renderer_of, folder
        self._settings = settings
        self._drawing = asyncio.Semaphore(1)  # a large picture takes most of a small machine's memory

    async def send(self, letter: Letter) -> Outcome:
        """Send one letter and say how it ended; never raises."""
        try:
            if letter.attachment is not None:
                return await self._send_file(letter, letter.attachment)
            if letter.invitation and not letter.plain:
                return _sent(await self._send_invitation(letter))
            if letter.paper is not None:
                return _sent(await self._send_paper(letter, letter.paper))
            if letter.draft is not None:
                return _sent(await self._send_draft(letter, letter.draft))
            if letter.file is not None:
                return _sent(await self._send_report(letter, letter.file))
            if letter.picture is not None:
                return _sent(await self._send_picture(letter, letter.picture))
            if letter.invited:
                return _sent(await self._send_invitations(letter))
            return _sent(await self._telegram.call(*self._message(letter)))
        except TelegramError as error:
            return error.outcome
        except Spoiled as error:
            return Outcome(Result.SPOILED, str(error))
        except Exception as error:
            log.error("not-drawn", outbox=letter.row.id, kind=letter.row.kind, **traced(error))
            return Outcome(Result.REJECTED, type(error).__name__)

    def _message(self, letter: Letter) -> tuple[str, dict[str, Any]]:
        if letter.commands is not None:
            return "setMyCommands", menu_params(letter.commands, letter.chat_id, self._renderer(letter))
        if letter.erase:
            return "deleteMessage", {"chat_id": letter.chat_id, "message_id": letter.edit}
        if letter.screen is None:
            return "answerCallbackQuery", self._answer(letter)
        params = {"chat_id": letter.chat_id, **self._text(letter, letter.screen)}
        markup = reply_markup(letter.screen, self._renderer(letter))
        if letter.edit is not None:
            inline = markup if markup and "inline_keyboard" in markup else None
            return "editMessageText", _present({**params, "message_id": letter.edit, "reply_markup": inline})
        apart = {"reply_parameters": _under(letter), "protect_content": letter.protect or None}
        return "sendMessage", _present({**params, "reply_markup": markup, **apart})

    def _renderer(self, letter: Letter) -> Renderer:
        """In the words of the ward in whose name it is said."""
        return self._renderer_of(letter.row.ward_id)

    def _text(self, letter: Letter, screen: Screen) -> dict[str, Any]:
        text = self._renderer(letter).screen(screen)
        if letter.plain:
            return {"text": shorten(strip_markup(text))}
        return {"text": text, "parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}

    def _answer(self, letter: Letter) -> dict[str, Any]:
        params: dict[str, Any] = {"callback_query_id": letter.row.payload.query_id}
        if letter.alert is not None:
            params["text"] = shorten(self._renderer(letter).plain(letter.alert.text), MOST_ALERT)
            params["show_alert"] = letter.alert.loud
        return params

    async def _send_invitation(self, letter: Letter) -> Any:
        """The link as a picture: drawn now, since nothing but the sealed row may hold the code."""
        assert letter.screen is not None, "an invitation has a caption"
        renderer = self._renderer(letter)
        address = renderer.deep_link(phrase("deep-link", code=letter.invitation))
        params = {
            "chat_id": letter.chat_id,
            "photo": "attach://file",
            "caption": renderer.screen(letter.screen),
            "parse_mode": "HTML",
            "reply_markup": reply_markup(letter.screen, renderer),
        }
        picture = await asyncio.to_thread(qr_picture, address)
        return await self._telegram.call(
            "sendPhoto", _present(params), [Upload("file", "qr.png", picture, "image/png")]
        )

    async def _send_invitations(self, letter: Letter) -> Any:
        """Many links as one spreadsheet."""
        assert letter.screen is not None, "a file has a caption"
        renderer = self._renderer(letter)
        table = await asyncio.to_thread(write_table, _links(letter, renderer))
        params = {
            "chat_id": letter.chat_id,
            "document": "attach://file",
            "caption": shorten(strip_markup(renderer.screen(letter.screen)), MOST_CAPTION),
        }
        return await self._telegram.call("sendDocument", params, [Upload("file", LINKS_NAME, table, XLSX)])

    async def _send_file(self, letter: Letter, attachment: Attachment) -> Outcome:
        known = attachment.evidence_id, attachment.wrapped_key, attachment.sha256
        original = await asyncio.to_thread(self._folder.read, *known)
        try:
            async with self._drawing:
                copy = await asyncio.to_thread(clean_copy, original, attachment.kind)
        except Withheld as why:
            said = replace(letter, screen=_withheld(attachment, why, len(original)))
            return replace(_sent(await self._telegram.call(*self._message(said))), withheld=True)
        return _sent(await self._send_copy(letter, attachment, copy))

    async def _send_paper(self, letter: Letter, paper: Paper) -> Any:
        assert letter.screen is not None, "a file has a caption"
        renderer = self._renderer(letter)
        written = renderer.paper(paper.lines).encode()
        params = {"chat_id": letter.chat_id, "document": "attach://file", **_caption(renderer, letter.screen)}
        file = Upload("file", f"{paper.number}.txt", written, "text/plain")
        return await self._telegram.call("sendDocument", params, [file])

    async def _send_draft(self, letter: Letter, draft: Draft | Register) -> Any:
        """Written beside the loop, in the ward's words; where nothing can be written, that is said."""
        renderer, said = self._renderer(letter), letter.screen
        assert said is not None, "a file has a caption"
        try:
            async with self._drawing:
                made = await asyncio.to_thread(write_paper, draft, renderer.words, self._settings)
        except ExtraMissing:
            missing = Screen((phrase("papers-not-here"),))
            return await self._telegram.call(*self._message(replace(letter, screen=missing)))
        if made.fault is not None:
            said = replace(said, body=(*said.body, made.fault))
        mime = DOCX if isinstance(draft, Draft) else XLSX
        params = {"chat_id": letter.chat_id, "document": "attach://file", **_caption(renderer, said)}
        return await self._telegram.call("sendDocument", params, [Upload("file", made.name, made.data, mime)])

    async def _send_report(self, letter: Letter, file: ReportFile) -> Any:
        """Made at this moment and beside the loop: a large one takes a while."""
        renderer = self._renderer(letter)
        assert letter.screen is not None, "a file has a caption"
        said = letter.screen
        try:
            made, fault = await self._made(file, renderer)
        except ExtraMissing:
            return await self._telegram.call(*self._message(replace(letter, screen=file.otherwise)))
        if fault is not None:
            said = replace(said, body=(*said.body, phrase("papers-template-faulty", file=TEMPLATE, why=fault)))
        params = {"chat_id": letter.chat_id, "document": "attach://file", **_caption(renderer, said)}
        upload = Upload("file", file_name(file.report, file.ending), made, REPORT_MIMES[file.ending])
        return await self._telegram.call("sendDocument", params, [upload])

    async def _made(self, file: ReportFile, renderer: Renderer) -> tuple[bytes, Phrase | None]:
        """The file, and why the ward's own template was of no use, if it was not."""
        async with self._drawing:
            make = partial(make_file, file.report, file.ending, renderer.words)
            try:
                return await asyncio.to_thread(make, file.template), None
            except FaultyTemplate as error:
                return await asyncio.to_thread(make), error.why

    async def _send_picture(self, letter: Letter, picture: Picture) -> Any:
        renderer = self._renderer(letter)
        assert letter.screen is not None, "a picture has a caption"
        async with self._drawing:
            drawn = await asyncio.to_thread(draw_picture, picture, renderer.words)
        params = {
            "chat_id": letter.chat_id,
            "photo": "attach://file",
            "disable_notification": True,
            **_caption(renderer, letter.screen),
        }
        return await self._telegram.call("sendPhoto", params, [Upload("file", CHART_NAME, drawn, "image/png")])

    async def _send_copy(self, letter: Letter, attachment: Attachment, copy: Copy) -> Any:
        method, field = _SEND[attachment.kind]
        assert letter.screen is not None, "a file has a caption"
        params = {
            "chat_id": letter.chat_id,
            field: "attach://file",
            **_caption(self._renderer(letter), letter.screen),
            "protect_content": True,
        }
        name = f"{attachment.code}-{attachment.evidence_id}{copy.suffix}"
        return await self._telegram.call(method, params, [Upload("file", name, copy.data, copy.mime)])


def _caption(renderer: Renderer, screen: Screen) -> dict[str, str]:
    return {"caption": renderer.screen(screen), "parse_mode": "HTML"}


def _sent(result: Any) -> Outcome:
    return Outcome(Result.SENT, message_id=result.get("message_id") if isinstance(result, dict) else None)


def _under(letter: Letter) -> dict[str, Any] | None:
    """The message it belongs under, which may have been deleted (Bot API, ReplyParameters)."""
    if letter.reply_to is None:
        return None
    return {"message_id": letter.reply_to, "allow_sending_without_reply": True}


def _withheld(attachment: Attachment, why: Withheld, size: int) -> Screen:
    """The line that stands for a file that officers do not get."""
    code, kilobytes, sha = attachment.code, -(-size // 1024), attachment.sha256[:SHOWN_OF_SHA256]
    if why.broken:
        return Screen((phrase("files-not-redrawn", code=code, size=kilobytes, sha=sha),))
    kind = phrase(f"files-kind-{why.sort}")
    return Screen((phrase("files-withheld", code=code, kind=kind, size=kilobytes, sha=sha),))


def _links(letter: Letter, renderer: Renderer) -> list[list[str]]:
    head = [renderer.plain(phrase(f"list-links-{column}")) for column in ("name", "role", "link")]
    rows = [
        [invited.name, renderer.plain(invited.what), renderer.deep_link(phrase("deep-link", code=invited.code))]
        for invited in letter.invited
    ]
    return [head, *rows]


def _present(params: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in params.items() if value is not None}

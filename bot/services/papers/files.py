"""Drafts as files. Writing one takes a while, and its libraries are an extra: both are the caller's to mind."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeAlias

from bot.domain.papers import STEMS
from bot.domain.screen import Phrase, phrase
from bot.domain.visible import visible
from bot.services.papers.draft import Draft, Value
from bot.services.papers.register import Register
from bot.settings import Settings

Say: TypeAlias = Callable[[Phrase], str]


class ExtraMissing(Exception):
    """The libraries of the extra ``reports`` are not installed."""


class FaultyTemplate(Exception):
    """A template cannot be used; ``why`` says what is wrong with it, for whoever edits it."""

    def __init__(self, why: Phrase) -> None:
        super().__init__(why.key)
        self.why = why


@dataclass(frozen=True, slots=True)
class Made:
    """A file, its name, and what is wrong with the ward's own template, if that is why the usual one was taken."""

    name: str
    data: bytes
    fault: Phrase | None = None


def write_paper(paper: Draft | Register, say: Say, settings: Settings) -> Made:
    """A draft as .docx or the register as .xlsx. Raises ExtraMissing."""
    if isinstance(paper, Draft):
        return write_draft(paper, say, settings)
    try:
        from bot.services.papers.book import write_book
    except ImportError as missing:
        raise ExtraMissing from missing
    return Made(register_name(paper), write_book(paper, say))


def register_name(register: Register) -> str:
    """The file's name: the ward, and the month after which the period is called."""
    return f"so-theo-doi-{register.code}-{register.period.last_day:%Y-%m}.xlsx"


def write_draft(draft: Draft, say: Say, settings: Settings) -> Made:
    """A paper as .docx, by the ward's own template if there is one that works. Raises ExtraMissing."""
    try:
        from bot.services.word import filled
    except ImportError as missing:
        raise ExtraMissing from missing
    context = {name: _said(value, say) for name, value in draft.values.items()}
    template = f"{STEMS[draft.kind]}.docx"
    name, own = f"{STEMS[draft.kind]}-{draft.code}.docx", own_template(settings, draft.ward, template)
    usual = files("bot.services.papers").joinpath("templates", template).read_bytes()
    if own is None:
        return Made(name, filled(usual, context))
    try:
        return Made(name, filled(read_template(own), context))
    except FaultyTemplate as error:
        return Made(name, filled(usual, context), phrase("papers-template-faulty", file=template, why=error.why))


def read_template(own: Path) -> bytes:
    """A template of the ward's own. Raises FaultyTemplate."""
    try:
        return own.read_bytes()
    except OSError:
        raise FaultyTemplate(phrase("template-unreadable")) from None


def own_template(settings: Settings, code: str, name: str) -> Path | None:
    """A template of the ward's own, beside its own wordings: in its folder there, or in the one for all wards."""
    if not settings.texts_dir:
        return None
    folder = Path(settings.texts_dir)
    return next((path for path in (folder / code / name, folder / name) if path.is_file()), None)


def _said(value: Value, say: Say) -> Any:
    if isinstance(value, Phrase):
        return say(value)
    if isinstance(value, tuple):
        return [_said(each, say) if isinstance(each, Phrase) else _row(each, say) for each in value]
    return visible(value) if isinstance(value, str) else value


def _row(row: Mapping[str, Phrase | str], say: Say) -> dict[str, str]:
    return {name: say(cell) if isinstance(cell, Phrase) else visible(cell) for name, cell in row.items()}

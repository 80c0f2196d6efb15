"""What the commands say: results on standard output, troubles as one line on standard error."""

import sys

import typer

from bot.domain.screen import Phrase
from bot.texts import Texts, load_texts

# Needed before there are any texts to read.
NO_TEXTS = "Không đọc được các câu chữ của chương trình (thư mục locales). Hãy cài đặt lại tinbao."


class NoTexts(Exception):
    """The catalogues are missing or damaged."""


def speak_utf8() -> None:
    """Vietnamese comes out whole, whatever the console's locale says."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def open_texts() -> Texts:
    """The Vietnamese texts. Raises NoTexts."""
    try:
        texts = load_texts()
    except (OSError, ValueError) as error:
        raise NoTexts from error
    if "start-setting" not in texts:
        raise NoTexts
    return texts


def wording(said: Phrase) -> str:
    """A phrase as plain text."""
    filled = {name: wording(arg) if isinstance(arg, Phrase) else arg for name, arg in said.args.items()}
    return open_texts().say(said.key, **filled)


def tell(said: Phrase) -> None:
    """Say a result."""
    typer.echo(wording(said))


def complain(*troubles: Phrase) -> None:
    """Say what is wrong and how to put it right, in one line."""
    complain_plainly(" ".join(map(wording, troubles)))


def complain_plainly(line: str) -> None:
    """The same, in words that are already there."""
    typer.echo(" ".join(line.split()), err=True)

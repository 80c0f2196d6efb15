"""Help and mistakes in typing a command, in Vietnamese instead of typer's English."""

from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from bot.cli_speech import wording
from bot.domain.screen import Phrase, phrase


class HelpfulCommand(TyperCommand):
    """A command whose help is a text of ours."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write ``cli-help-<command>``."""
        formatter.write(wording(phrase(f"cli-help-{self.name}")) + "\n")


class HelpfulGroup(TyperGroup):
    """All commands together."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write ``cli-help``."""
        formatter.write(wording(phrase("cli-help")) + "\n")


def explain(error: typer.TyperException) -> Phrase:
    """What was typed wrongly and how to type it; never what was typed."""
    ctx = getattr(error, "ctx", None)
    command = ctx.command_path if ctx is not None else "tinbao"
    option = _option_of(error)
    if option is not None:
        return phrase(f"cli-bad-{option}")
    if hasattr(error, "option_name"):
        return phrase("cli-no-such-option", command=command)
    return phrase("cli-no-such-command" if command == "tinbao" else "cli-too-many", command=command)


def _option_of(error: typer.TyperException) -> str | None:
    """The known option that was given a value it cannot take."""
    if isinstance(error, typer.BadParameter) and error.param is not None:
        return error.param.name
    if type(error).__name__ == "BadOptionUsage":
        return str(getattr(error, "option_name", "")).lstrip("-")
    return None

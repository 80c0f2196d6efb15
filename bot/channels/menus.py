"""Menus of commands → Bot API (setMyCommands)."""

import hashlib
from typing import Any

from bot.domain.commands import OFFERS
from bot.domain.screen import phrase
from handlers.cards import Renderer, shorten

MOST_DESCRIPTION = 256  # Bot API, BotCommand.description
VERSION_DIGITS = 8


def menu_params(names: tuple[str, ...], chat_id: int, renderer: Renderer) -> dict[str, Any]:
    """The parameters of setMyCommands; chat 0 stands for every chat that has no menu of its own."""
    scope = {"type": "chat", "chat_id": chat_id} if chat_id else {"type": "default"}
    return {"commands": [{"command": name, "description": _said(name, renderer)} for name in names], "scope": scope}


def menu_version(renderer: Renderer) -> str:
    """Changes whenever a command comes, goes, changes hands or is worded anew."""
    said = "\n".join(f"{offer} {_said(offer.name, renderer)}" for offer in OFFERS)
    return hashlib.sha256(said.encode()).hexdigest()[:VERSION_DIGITS]


def _said(name: str, renderer: Renderer) -> str:
    return shorten(renderer.plain(phrase(f"command-{name}")), MOST_DESCRIPTION)

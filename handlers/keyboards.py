"""Buttons of a screen → reply_markup of the Bot API."""

from typing import Any

from bot.domain.screen import Button, LinkButton, Screen, Share, ShareButton, phrase
from handlers.callbacks import callback_data
from handlers.cards import Renderer

_ONCE, _LASTING = {"one_time_keyboard": True}, {"is_persistent": True}


def reply_markup(screen: Screen, renderer: Renderer) -> dict[str, Any] | None:
    """Inline buttons, or the keyboard below the input field, or its removal."""
    if screen.buttons:
        return {"inline_keyboard": [[_inline(b, renderer) for b in row] for row in screen.buttons]}
    if screen.share:
        rows = [[_share(b, renderer) for b in row] for row in screen.share]
        return {"keyboard": rows, "resize_keyboard": True, **(_LASTING if screen.lasting else _ONCE)}
    return {"remove_keyboard": True} if screen.clear_share else None


def _inline(button: Button | LinkButton, renderer: Renderer) -> dict[str, Any]:
    label = renderer.plain(button.label)
    if isinstance(button, Button):
        return {"text": label, "callback_data": callback_data(button)}
    return {"text": label, "url": button.url or renderer.deep_link(phrase("deep-link", code=button.start))}


def _share(button: ShareButton, renderer: Renderer) -> dict[str, Any]:
    label: dict[str, Any] = {"text": renderer.plain(button.label)}
    if button.share is Share.LOCATION:
        label["request_location"] = True
    elif button.share is Share.CONTACT:
        label["request_contact"] = True
    return label

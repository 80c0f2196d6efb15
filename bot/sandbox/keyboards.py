"""Keyboards: parsing what a bot sends, with the server's complaints, and buttons as people see them."""

from dataclasses import dataclass
from typing import Any

from bot.sandbox import limits
from bot.sandbox.errors import bad_request

Json = dict[str, Any]
INLINE_ACTIONS = (
    "url", "callback_data", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay", "disabled",
)  # fmt: skip
STYLES = {"danger", "success", "primary"}


@dataclass(frozen=True, slots=True)
class Button:
    """One button, inline or of a reply keyboard."""

    text: str
    data: str | None = None
    url: str | None = None
    copy_text: str | None = None
    style: str | None = None
    request_contact: bool = False
    request_location: bool = False


Rows = list[list[Button]]


@dataclass(frozen=True, slots=True)
class Markup:
    """A parsed `reply_markup`: inline keyboard, reply keyboard, removal of one, or forced reply."""

    inline: Json | None = None
    keyboard: Json | None = None
    remove: bool = False
    force_reply: bool = False


NO_MARKUP = Markup()


def parse(value: Any) -> Markup:
    """Check a `reply_markup`. Raises Refused."""
    if value is None or value == "":
        return NO_MARKUP
    if not isinstance(value, dict):
        raise bad_request("object expected as reply markup")
    keyboard, inline = value.get("keyboard"), value.get("inline_keyboard")
    if keyboard:
        rows = _checked(keyboard, 'Field "keyboard" must be an Array of Arrays', _reply_button)
        return Markup(keyboard={**value, "keyboard": rows})
    if inline:
        wrong = 'Field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'
        return Markup(inline={"inline_keyboard": _checked(inline, wrong, _inline_button)})
    return Markup(remove=bool(value.get("remove_keyboard")), force_reply=bool(value.get("force_reply")))


def _checked(rows: Any, wrong_shape: str, check: Any) -> list[list[Json]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request(wrong_shape)
    checked = [[check(button) for button in row] for row in rows if row]
    if sum(map(len, checked)) > limits.BUTTONS or any(len(row) > limits.BUTTONS_IN_ROW for row in checked):
        raise bad_request("reply markup is too long")
    return checked


def _given(button: Json) -> Json:
    return {name: value for name, value in button.items() if value is not None}


def _text(button: Json, kind: str) -> None:
    if not isinstance(button.get("text"), str):
        raise bad_request(f"can't parse {kind} button: Can't find field \"text\"")
    if not button["text"].strip():
        raise bad_request("BUTTON_TEXT_INVALID" if kind == "keyboard" else "text buttons must be non-empty")
    if button.get("style") is not None and button["style"] not in STYLES:
        raise bad_request(f"can't parse {kind} button: Invalid button style specified")


def _inline_button(raw: Any) -> Json:
    if not isinstance(raw, dict):
        raise bad_request("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    button = _given(raw)
    _text(button, "inline keyboard")
    actions = [name for name in INLINE_ACTIONS if name in button]
    if not actions:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad_request("BUTTON_TYPE_INVALID")
    if "callback_data" in button:
        _data(button["callback_data"])
    elif "url" in button:
        _url(button["url"])
    elif "copy_text" in button and not 1 <= len(str(button["copy_text"].get("text", ""))) <= limits.COPIED_TEXT:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    return button


def _data(data: Any) -> None:
    if not isinstance(data, str) or not 1 <= len(data.encode()) <= limits.CALLBACK_DATA:
        raise bad_request("BUTTON_DATA_INVALID")


def _url(url: Any) -> None:
    if not isinstance(url, str) or " " in url or ("." not in url and not url.startswith(("tg://", "http://localhost"))):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def _reply_button(raw: Any) -> Json:
    if isinstance(raw, str):
        raw = {"text": raw}
    if not isinstance(raw, dict):
        raise bad_request("can't parse keyboard button: KeyboardButton must be an Object")
    button = _given(raw)
    _text(button, "keyboard")
    return button


def buttons(rows: list[list[Json]]) -> Rows:
    """The buttons as people see them."""
    return [[_button(button) for button in row] for row in rows]


def _button(raw: Json) -> Button:
    return Button(
        raw["text"],
        raw.get("callback_data"),
        raw.get("url"),
        raw.get("copy_text", {}).get("text"),
        raw.get("style"),
        bool(raw.get("request_contact")),
        bool(raw.get("request_location")),
    )

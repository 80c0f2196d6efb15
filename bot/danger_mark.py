"""What an update suggests before anybody has read it in its place: whether somebody may be in danger."""

from typing import Any

from bot.domain.draft import Question
from bot.domain.screen import Area
from bot.domain.vietnamese import danger_signs

LOOKED_AT = 400  # characters, at the beginning and at the end
_PRESSES = {(Area.REPORT, Question.URGENCY, "now"), (Area.REPORT, Question.SAFETY, "yes")}


def suggests_danger(update: dict[str, Any]) -> bool:
    """Words or a press, from raw JSON that may be of a kind nobody knows yet. Never raises."""
    press = update.get("callback_query")
    if isinstance(press, dict):
        return _pressed(press.get("data"))
    message = update.get("message") or update.get("edited_message")
    return isinstance(message, dict) and any(_speaks(message.get(part)) for part in ("text", "caption"))


def _pressed(data: Any) -> bool:
    area, verb, _, choice = (str(data).split(":") + [""] * 3)[:4]
    return (area, verb, choice) in _PRESSES


def _speaks(text: Any) -> bool:
    # Long texts by the thousand must not keep the intake busy; who is not too fast is read in full at once anyway.
    return isinstance(text, str) and any(danger_signs(part) for part in {text[:LOOKED_AT], text[-LOOKED_AT:]})

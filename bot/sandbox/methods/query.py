"""One request of a bot: its parameters, whatever body they came in."""

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.sandbox.bots import Bot
from bot.sandbox.errors import bad_request

if TYPE_CHECKING:
    from bot.sandbox.telegram import Telegram

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file in a multipart body."""

    name: str
    mime: str
    data: bytes


@dataclass(slots=True)
class Query:
    """Parameters by name: strings from forms, any JSON value from JSON bodies."""

    telegram: "Telegram"
    bot: Bot
    method: str
    params: Json
    uploads: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """A string parameter; empty when it is missing."""
        value = self.params.get(name)
        if value is None:
            return ""
        return value if isinstance(value, str) else json.dumps(value)

    def required(self, name: str) -> str:
        """A string that must be there."""
        value = self.text(name)
        if not value:
            raise bad_request(f'parameter "{name}" is required')
        return value

    def integer(self, name: str, default: int = 0) -> int:
        """A number; anything that is none counts as missing, as the server has it."""
        value = self.params.get(name)
        if isinstance(value, int):
            return int(value)
        try:
            return int(value) if value else default
        except (TypeError, ValueError):
            return default

    def number(self, name: str) -> float | None:
        """A decimal number, or None."""
        try:
            return float(self.text(name))
        except ValueError:
            return None

    def flag(self, name: str) -> bool:
        """A yes or no: true, yes and 1 mean yes."""
        value = self.params.get(name)
        return value is True or (value is not None and str(value).lower() in ("true", "yes", "1"))

    def json(self, name: str, what: str) -> Any:
        """A JSON-serialised parameter; None when it is missing. Raises Refused when it is no JSON."""
        value = self.params.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {what} JSON object") from None

"""The log of everything bots asked for: the ground truth for tests about losses and repetitions."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Call:
    """One request of a bot. `applied`: its effect took place, whatever the bot was told."""

    at: datetime
    bot: int
    method: str
    params: dict[str, Any]
    outcome: str
    applied: bool
    result: Any = None
    fault: str | None = None

    @property
    def ok(self) -> bool:
        """The bot was told that it succeeded."""
        return self.outcome == "ok"

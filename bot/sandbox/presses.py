"""Presses of inline buttons: what the bot is asked, and what it answered."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from bot.sandbox.messages import Message

if TYPE_CHECKING:
    from bot.sandbox.bots import Bot
    from bot.sandbox.people import Person


@dataclass(frozen=True, slots=True)
class Answer:
    """What `answerCallbackQuery` showed: a passing notice, an alert, a link, or just the end of the waiting."""

    text: str | None
    show_alert: bool
    url: str | None


@dataclass(slots=True, eq=False)
class Press:
    """One press. The bot sees it as one or more callback queries, each with its own id."""

    id: str
    person: "Person"
    message: Message
    bot: "Bot"
    data: str
    at: datetime
    opened: str | None = None
    answers: list[Answer] = field(default_factory=list)

    @property
    def answer(self) -> Answer | None:
        """The one answer; None while there is none. Raises LookupError when there are several."""
        if len(self.answers) > 1:
            raise LookupError(f"{len(self.answers)} answers to one press")
        return self.answers[0] if self.answers else None


@dataclass(slots=True)
class CallbackQuery:
    """One delivery of a press, as the server remembers it."""

    id: str
    press: Press
    at: datetime
    answered: bool = False

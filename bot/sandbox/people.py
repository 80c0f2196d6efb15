"""People with their phones: who they are and everything they can do."""

from typing import TYPE_CHECKING, Any

from bot.sandbox.moderating import Moderating
from bot.sandbox.pressing import Pressing

if TYPE_CHECKING:
    from bot.sandbox.telegram import Telegram

Json = dict[str, Any]


class Person(Pressing, Moderating):
    """One person. All verbs take effect at once; what the bots should know of it is queued for them."""

    def __init__(self, telegram: "Telegram", number: int, first_name: str, *, last_name: str | None,
                 username: str | None, phone: str | None, language_code: str | None) -> None:  # fmt: skip
        self.telegram = telegram
        self.id = number
        self.first_name, self.last_name, self.username = first_name, last_name, username
        self.phone, self.language_code = phone, language_code
        self.is_deactivated = False
        self.started: set[int] = set()
        self.blocked: set[int] = set()

    def __repr__(self) -> str:
        return f"<Person {self.id} {self.first_name}>"

    def view(self) -> Json:
        """The `User` object."""
        view: Json = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        for name in ("last_name", "username", "language_code"):
            if value := getattr(self, name):
                view[name] = value
        return view

    def deactivates(self) -> None:
        """Delete the account: bots get 403 `user is deactivated`."""
        self.is_deactivated = True
        self.telegram.changed_something()

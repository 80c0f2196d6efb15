"""Bots: account, profile, queue of updates, webhook."""

from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.updates import UpdateQueue

Json = dict[str, Any]


@dataclass(slots=True)
class Webhook:
    """Where updates go instead of `getUpdates`."""

    url: str
    secret: str | None = None
    max_connections: int = 40
    last_error_date: int | None = None
    last_error_message: str | None = None


@dataclass(slots=True, eq=False)
class Bot:
    """One bot. `token` is its key; revoking it makes every request fail with 401."""

    id: int
    token: str
    username: str
    name: str
    updates: UpdateQueue = field(repr=False)
    reads_all: bool = False
    revoked: bool = False
    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    menu_buttons: dict[int, Json] = field(default_factory=dict)
    webhook: Webhook | None = None
    poll: int = 0
    poll_ended: str | None = None

    def view(self) -> Json:
        """The `User` object others see."""
        return {"id": self.id, "is_bot": True, "first_name": self.name, "username": self.username}

    def full_view(self) -> Json:
        """What `getMe` answers."""
        return {
            **self.view(),
            "can_join_groups": True,
            "can_read_all_group_messages": self.reads_all,
            "supports_inline_queries": False,
            "can_connect_to_business": False,
            "has_main_web_app": False,
            "has_topics_enabled": False,
            "allows_users_to_create_topics": False,
        }

    def commands_for(self, *scopes: str, language: str = "") -> list[Json]:
        """The commands of the first of these scopes that has any, in this language or in none."""
        for scope in scopes:
            for spoken in (language, ""):
                if found := self.commands.get((scope, spoken)):
                    return found
        return []

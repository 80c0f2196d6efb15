"""Misfortunes that strike inside the bot's own process: nobody's bug, and nothing may come of them."""

import os
from collections.abc import Callable
from itertools import count
from typing import Any

from sqlalchemy import Engine

import bot.app
from bot import failpoints
from bot.channels.telegram import Telegram


class AnswerLost(Exception):
    """The database committed, but its answer never came."""


def lost_commits() -> None:
    """Every seventh COMMIT takes effect without the bot hearing of it."""
    open_engine = bot.app.open_engine  # type: ignore[attr-defined]

    def unlucky(url: str) -> Engine:
        engine = open_engine(url)
        commit, number = engine.dialect.do_commit, count(1)

        def lose_some(connection: object) -> None:
            commit(connection)  # type: ignore[arg-type]
            if next(number) % 7 == 0:
                raise AnswerLost

        engine.dialect.do_commit = lose_some  # type: ignore[method-assign, assignment]
        return engine

    bot.app.open_engine = unlucky  # type: ignore[attr-defined]


def impatient() -> None:
    """Nobody waits for an answer of Telegram for longer than a second, but for the one without which nothing begins."""
    call = Telegram.call

    async def hasty(self: Telegram, method: str, params: Any, files: Any = (), within: float | None = None) -> Any:
        return await call(self, method, params, files, within or (None if method == "getMe" else 1.0))

    Telegram.call = hasty  # type: ignore[method-assign]


def watched() -> None:
    """Every passing of a failpoint is written down, with what is under way there: a line each on standard output."""

    def note(name: str, about: tuple[str, ...]) -> None:
        os.write(1, " ".join(("passed", name, *about, "\n")).encode())

    failpoints._ARMED, failpoints._pass = "all", note


MISFORTUNES: dict[str, Callable[[], None]] = {
    "lost_commits": lost_commits,
    "impatient": impatient,
    "watched": watched,
}

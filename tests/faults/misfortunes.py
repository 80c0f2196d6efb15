"""Misfortunes that strike inside the bot's own process: nobody's bug, and nothing may come of them."""

from collections.abc import Callable
from itertools import count

from sqlalchemy import Engine

import bot.app


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


MISFORTUNES: dict[str, Callable[[], None]] = {"lost_commits": lost_commits}

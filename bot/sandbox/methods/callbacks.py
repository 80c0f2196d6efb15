"""Answers to pressed buttons."""

from bot.sandbox import errors, limits
from bot.sandbox.errors import bad_request
from bot.sandbox.methods.query import Query
from bot.sandbox.presses import Answer
from bot.sandbox.utf16 import length


def answer_callback_query(query: Query) -> bool:
    """`answerCallbackQuery`: once, within 150 seconds, at most 200 characters."""
    text = query.text("text")
    if length(text) > limits.CALLBACK_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    asked = query.telegram.queries.get(query.text("callback_query_id"))
    life = query.telegram.lifetimes.callback_query
    if asked is None or asked.press.bot is not query.bot or asked.answered or query.telegram.now() - asked.at >= life:
        raise bad_request(errors.QUERY_TOO_OLD)
    url = query.text("url") or None
    if url is not None and not url.startswith((f"https://t.me/{query.bot.username}?", f"t.me/{query.bot.username}?")):
        raise bad_request("URL_INVALID")
    asked.answered = True
    asked.press.answers.append(Answer(text or None, query.flag("show_alert"), url))
    query.telegram.changed_something()
    return True


METHODS = {"answercallbackquery": answer_callback_query}

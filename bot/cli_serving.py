"""Whether the bot that this installation's settings speak of is running, and well."""

import asyncio
import json

from bot.channels.ping import ask
from bot.domain.screen import Phrase, phrase
from bot.settings import Settings
from bot.startup import NotReady

# Where it listens everywhere, it is asked on this machine.
_HERE = {"0.0.0.0": "127.0.0.1", "[::]": "[::1]"}  # noqa: S104 - an address to recognise, not to listen at


def check_serving(settings: Settings) -> Phrase:
    """It answers at ``TINBAO_LISTEN`` that every part of it works. Raises NotReady."""
    if not settings.listen:
        return phrase("doctor-serving-unknown")
    host, _, port = settings.listen.rpartition(":")
    troubles = _troubles(asyncio.run(ask(f"http://{_HERE.get(host, host)}:{port}/healthz")))
    if troubles is None:
        raise NotReady(phrase("doctor-serving-silent"))
    if troubles:
        raise NotReady(phrase("doctor-serving-troubled", parts=", ".join(troubles)))
    return phrase("doctor-serving-found")


def _troubles(answer: bytes | None) -> list[str] | None:
    """The parts that do not work; None when it was not a bot that answered."""
    try:
        return [str(part) for part in json.loads(answer or b"")["troubles"]]
    except (ValueError, KeyError, TypeError):
        return None

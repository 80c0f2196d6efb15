"""The balance as one line of the briefing; a warning line when something is missing."""

from collections.abc import Iterator

from bot.domain.balance import Balance, Became
from bot.domain.card import in_a_row
from bot.domain.screen import Phrase, phrase

MOST_NAMED = 10
_NOTHING = phrase("as-is", words="")


def balance_line(found: Balance) -> Phrase:
    """Updates = tips + additions + others, with reasons; tips = cards."""
    said = {"updates": _updates(found), "cards": _cards(found)}
    if found.agrees:
        return phrase("brief-balance", **said)
    return phrase("brief-balance-off", **said, why=in_a_row(list(_why(found))))


def _updates(found: Balance) -> Phrase:
    reasons = [phrase(f"brief-became-{why}", count=count) for why, count in found.reasons.items()]
    return phrase(
        "brief-updates",
        count=found.updates,
        tips=found.became.get(Became.TIP, 0),
        additions=found.became.get(Became.ADDITION, 0),
        others=sum(found.reasons.values()),
        reasons=phrase("brief-reasons", reasons=in_a_row(reasons)) if reasons else _NOTHING,
        unread=phrase("brief-unread", count=found.unread) if found.unread else _NOTHING,
    )


def _cards(found: Balance) -> Phrase:
    return phrase(
        "brief-cards",
        count=found.tips,
        by_time=phrase("brief-by-time", count=found.by_time) if found.by_time else _NOTHING,
        posted=found.posted,
        on_way=phrase("brief-on-way", count=found.on_way) if found.on_way else _NOTHING,
    )


def _why(found: Balance) -> Iterator[Phrase]:
    if found.cardless:
        codes = ", ".join(found.cardless[:MOST_NAMED])
        yield phrase("brief-cardless", count=len(found.cardless), codes=codes)
    if found.unread:
        yield phrase("brief-look-at-unread", count=found.unread)
    if found.missing:
        yield phrase("brief-missing", count=found.missing)

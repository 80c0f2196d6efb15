"""Where tips go, in words: forms keep a short name for whom they list, and what was typed for anybody else."""

from bot.domain.people import Unit
from bot.domain.screen import Phrase, phrase

POLICE_CITY = "police_city"  # Cơ quan CSĐT Công an thành phố: there is no district police since 01/03/2025


def named_body(answer: str) -> Phrase:
    """A form's answer as the body's name."""
    if answer == POLICE_CITY:
        return phrase("body-police-city")
    return phrase(f"unit-{answer}") if answer in list(Unit) else phrase("as-is", words=answer)

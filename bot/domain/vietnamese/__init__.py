"""What people type, understood: pure functions over text, with accents or without."""

from bot.domain.places import Neighbourhood, PlaceGuess
from bot.domain.vietnamese.accounts import find_accounts
from bot.domain.vietnamese.answers import Answer, yes_no_unknown
from bot.domain.vietnamese.categories import propose_categories
from bot.domain.vietnamese.danger import DangerSign, danger_signs
from bot.domain.vietnamese.doors import wrong_door
from bot.domain.vietnamese.folding import fold, nfc
from bot.domain.vietnamese.identity import identity_hints
from bot.domain.vietnamese.links import find_links
from bot.domain.vietnamese.named_people import names_somebody
from bot.domain.vietnamese.phones import find_phones, normalise_phone
from bot.domain.vietnamese.place_words import understand_place
from bot.domain.vietnamese.plates import find_plates
from bot.domain.vietnamese.spoken import SpokenTime, say_time
from bot.domain.vietnamese.time_guess import TimeGuess
from bot.domain.vietnamese.time_phrases import find_time_phrase, understand_time
from bot.domain.vietnamese.urgency import understand_urgency

__all__ = [
    "Answer",
    "DangerSign",
    "Neighbourhood",
    "PlaceGuess",
    "SpokenTime",
    "TimeGuess",
    "danger_signs",
    "find_accounts",
    "find_links",
    "find_phones",
    "find_plates",
    "find_time_phrase",
    "fold",
    "identity_hints",
    "names_somebody",
    "nfc",
    "normalise_phone",
    "propose_categories",
    "say_time",
    "understand_place",
    "understand_time",
    "understand_urgency",
    "wrong_door",
    "yes_no_unknown",
]

"""Number plates (biển số xe) as people type them."""

import re
from dataclasses import dataclass

from bot.domain.vietnamese.folding import look

_PLATE = re.compile(
    r"(?<![\w.,/-])(?P<province>[1-9][0-9])(?P<gap>[ -]?)(?P<series>[a-hk-np-vx-z]{1,2}[0-9]??)"
    r"(?P<link>[ .-]{0,3})(?P<number>[0-9]{3}[. -]?[0-9]{2}|[0-9]{4})(?![0-9]|[.,/-][0-9])"
)
_SAYS_PLATE = re.compile(r"(?:\bbks|\bbsx|\bbs|\bbien so xe|\bbien so|\bbien kiem soat|\bbien)[ :.la-]*$")
# "15h 2000", "20k 1500": an hour or a price, unless the dots, a dash or the word "biển" say otherwise.
_ALSO_UNITS = frozenset({"h", "k", "g", "m", "tr", "p"})
_FIRST_PROVINCE = 11


@dataclass(frozen=True, slots=True)
class FoundPlate:
    """A plate in a text and its place in the folded text."""

    plate: str
    start: int
    end: int


def _believable(match: re.Match[str], plain: str) -> bool:
    if int(match["province"]) < _FIRST_PROVINCE:
        return False
    if _SAYS_PLATE.search(plain, max(0, match.start() - 20), match.start()):
        return True
    loose = match["gap"] == " " or match["series"] in _ALSO_UNITS
    dotted = "." in match["number"] or "-" in match["link"]
    return dotted or not loose


def locate_plates(plain: str) -> list[FoundPlate]:
    """Plates in a folded text."""
    found = []
    for match in _PLATE.finditer(plain):
        if _believable(match, plain):
            digits = re.sub("[^0-9]", "", match["number"])
            number = f"{digits[:3]}.{digits[3:]}" if len(digits) == 5 else digits
            plate = f"{match['province']}{match['series'].upper()}-{number}"
            found.append(FoundPlate(plate, *match.span()))
    return found


def find_plates(text: str) -> tuple[str, ...]:
    """Plates in a text in one way of writing (15B1-123.45), each once, in the order of the text."""
    return tuple(dict.fromkeys(found.plate for found in locate_plates(look(text).plain)))

"""Places of the ward as the domain knows them."""

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

_EARTH_M = 6_371_000


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """A tổ dân phố of the ward's list: its number or village name and the other names people use."""

    id: int
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceGuess:
    """What a text says about the place.

    `words` are the resident's own words for the place, its pieces joined by commas; `raw` is the whole
    stretch of the text from the first piece to the last. Either may be shown only where the address may be.
    """

    neighbourhood_id: int | None
    words: str
    raw: str


def metres_between(here: tuple[float, float], there: tuple[float, float]) -> float:
    """The distance of two positions (latitude and longitude in degrees) over the ground."""
    (lat1, lon1), (lat2, lon2) = (tuple(map(radians, point)) for point in (here, there))
    half_chord = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * _EARTH_M * asin(sqrt(min(1.0, half_chord)))

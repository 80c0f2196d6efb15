"""Places of the ward as the domain knows them."""

from dataclasses import dataclass


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

"""A ward as its residents and its own people know it."""

import re
from dataclasses import dataclass

_LINK = re.compile(r"w-([A-Z]{2,4})")


@dataclass(frozen=True, slots=True)
class WardProfile:
    """What is known of a ward and seldom changes.

    ``code`` begins the codes of its tips. ``centre`` (latitude, longitude in degrees, WGS 84) with ``radius_m`` in
    metres is a rough outline. ``others``: a resident may choose another ward instead.
    """

    id: int
    code: str
    name: str
    phone: str
    hours: str
    centre: tuple[float, float] | None
    radius_m: int
    others: bool


def ward_link(code: str) -> str:
    """The start payload of the link and the poster by which residents come to a ward (Bot API, Deep linking)."""
    return f"w-{code}"


def linked_ward(payload: str) -> str | None:
    """The code of the ward whose link was opened; None when the payload is something else."""
    found = _LINK.fullmatch(payload)
    return found.group(1) if found else None

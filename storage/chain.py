"""How the journal's lines hang together: each one's link is a keyed hash of what it says and of the link before it.

Whoever can write to the database but has no key cannot change, remove, insert or move a line without breaking a link.
The last lines are guarded by the head, which has a seal of its own: any line holds the link that a head cut back to it
would need, but nothing in the database holds the seal.
"""

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

BEGINNING = bytes(32)
BROKEN = bytes(32)  # never the seal of anything


@dataclass(frozen=True, slots=True)
class Line:
    """What is linked. ``at`` is aware."""

    ward_id: int
    at: datetime
    deed: str
    person_id: int | None
    tip_id: int | None
    detail: str


def link_of(key: bytes, previous: bytes, number: int, line: Line) -> bytes:
    """The link of a line, after the line with the link ``previous``."""
    at = line.at.astimezone(UTC).isoformat()
    said: list[Any] = [
        "line-1",
        line.ward_id,
        number,
        at,
        line.deed,
        line.person_id,
        line.tip_id,
        line.detail,
        previous.hex(),
    ]
    return _keyed(key, said)


def seal_of(key: bytes, ward_id: int, count: int, link: bytes) -> bytes:
    """The seal of a head that stands at line ``count``."""
    return _keyed(key, ["head-1", ward_id, count, link.hex()])


def is_sealed(key: bytes, ward_id: int, count: int, link: bytes, seal: bytes) -> bool:
    """Whether this head was written with the key."""
    return hmac.compare_digest(seal, seal_of(key, ward_id, count, link))


def mark_of(link: bytes) -> str:
    """A link short enough to be printed, read out and compared by eye: ``3F9A-12BC-77D0``."""
    digits = link.hex()[:12].upper()
    return "-".join(digits[i : i + 4] for i in range(0, 12, 4))


def _keyed(key: bytes, said: list[Any]) -> bytes:
    return hmac.new(key, json.dumps(said, separators=(",", ":")).encode(), hashlib.sha256).digest()

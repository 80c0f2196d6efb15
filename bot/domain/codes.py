"""The code of a tip: easy to read aloud, revealing neither order nor number of tips, with a check character."""

import re
import secrets
from collections.abc import Callable

from bot.domain.vietnamese import fold

# What looks or sounds alike on a bad line is left out (0 O, 1 I L J, 5 S, 8 B, U V W). Their number is a prime, so
# that the check below misses neither a wrong character nor two that changed places.
ALPHABET = "234679ACDEFGHKMNPQRTXYZ"
BODY = 4
_DIGITS = "234679"
_SHAPE = re.compile(rf"([A-Z]{{2,4}}[{_DIGITS}]{{0,2}})-?([{ALPHABET}]{{{BODY}}})-?([{ALPHABET}])")


def new_code(prefix: str, choice: Callable[[str], str] = secrets.choice) -> str:
    """A random code such as ``BD-7K3M-Q``."""
    body = "".join(choice(ALPHABET) for _ in range(BODY))
    return f"{prefix}-{body}-{_check(prefix + body)}"


def epoch_mark(restorations: int) -> str:
    """What stands behind the prefix since the database was restored from a backup, so many times: ``BD2-7K3M-Q``.

    Nobody knows any more which codes were given between that backup and the loss; these are other codes than any of
    them. Raises ValueError after 42 restorations.
    """
    if restorations > len(_DIGITS) * (len(_DIGITS) + 1):
        raise ValueError(restorations)
    if restorations <= len(_DIGITS):
        return _DIGITS[restorations - 1] if restorations else ""
    tens, ones = divmod(restorations - len(_DIGITS) - 1, len(_DIGITS))
    return _DIGITS[tens] + _DIGITS[ones]


def read_code(text: str) -> str | None:
    """The code in its written form, from what somebody typed; None when it is not one or the check fails."""
    found = _SHAPE.fullmatch(re.sub(r"[\s.‐‑–—_]", "", fold(text).upper()))
    if found is None:
        return None
    prefix, body, check = found.groups()
    return f"{prefix}-{body}-{check}" if _check(prefix + body) == check else None


def _check(text: str) -> str:
    """Weighted sum modulo the alphabet's size."""
    values = (ALPHABET.find(c) if c in ALPHABET else ord(c) for c in text)
    return ALPHABET[sum(weight * value for weight, value in enumerate(values, start=1)) % len(ALPHABET)]

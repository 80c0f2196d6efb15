"""What the command reads about tips whose time is nearly over."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.retention import Erasing
from bot.domain.screen import Screen, phrase


def soon_erased(what: Erasing, codes: Sequence[str], months: int, day: datetime) -> Screen:
    """These tips, from that local day on; and how to keep one."""
    head = phrase(f"erasing-soon-{what}", count=len(codes), months=months, day=f"{day:%d/%m/%Y}")
    return Screen((head, phrase("erasing-codes", codes=", ".join(codes)), phrase("erasing-how", code=codes[0])))


def kept(code: str, until: datetime) -> Screen:
    """It stays until that local day."""
    return Screen((phrase("erasing-kept", code=code, day=f"{until:%d/%m/%Y}"),))

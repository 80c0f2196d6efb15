"""What somebody is, in words: the role, with the neighbourhood or unit it is for."""

from collections.abc import Collection
from functools import reduce

from bot.domain.people import OF_A_GROUP, Role, Unit
from bot.domain.screen import Phrase, phrase


def in_words(roles: Collection[Role], home: str = "", unit: Unit | None = None) -> Phrase:
    """One or several roles; ``home`` is the neighbourhood's name, if there is one."""
    named = [_one(role, home, unit) for role in Role if role in roles]
    return reduce(lambda before, role: phrase("roles-and", before=before, role=role), named)


def _one(role: Role, home: str, unit: Unit | None) -> Phrase:
    if role in OF_A_GROUP and home:
        return phrase("role-at", role=phrase(f"role-{role}"), place=home)
    if role is Role.UNIT and unit is not None:
        return phrase("role-at", role=phrase(f"role-{role}"), place=phrase(f"unit-{unit}"))
    return phrase(f"role-{role}")

"""The admin invites somebody: for which role, of which neighbourhood or unit, and the link."""

from collections.abc import Sequence

from bot.domain.people import Role, Unit
from bot.domain.places import Neighbourhood
from bot.domain.screen import Area, Button, LinkButton, Phrase, Row, Screen, phrase

PAGE = 8


def choose_role() -> Screen:
    """For which role is the invitation?"""
    buttons = tuple((Button(phrase(f"role-{role}"), Area.ADMIN, "invite", choice=role),) for role in Role)
    return Screen((phrase("admin-invite-ask"),), buttons)


def choose_home(role: Role, places: Sequence[Neighbourhood], page: int = 0) -> Screen:
    """Of which neighbourhood? Two columns, the ward's own order."""
    page = max(0, min(page, (len(places) - 1) // PAGE))
    shown = places[page * PAGE : (page + 1) * PAGE]
    buttons = [Button(phrase("as-is", words=p.name), Area.ADMIN, "home", role, str(p.id)) for p in shown]
    rows: list[Row] = [tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2)]
    turn = []
    if page:
        turn.append(Button(phrase("page-before"), Area.ADMIN, "homes", role, str(page - 1)))
    if (page + 1) * PAGE < len(places):
        turn.append(Button(phrase("page-after"), Area.ADMIN, "homes", role, str(page + 1)))
    body = (phrase("admin-invite-home", role=phrase(f"role-{role}")),)
    return Screen(body, (*rows, tuple(turn)) if turn else tuple(rows))


def no_homes_yet() -> Screen:
    """There is no list of neighbourhoods to choose from."""
    return Screen((phrase("admin-invite-no-homes"),))


def choose_unit() -> Screen:
    """Of which unit?"""
    rows = tuple((Button(phrase(f"unit-{unit}"), Area.ADMIN, "unit", choice=unit),) for unit in Unit)
    return Screen((phrase("admin-invite-unit", role=phrase("role-unit")),), rows)


def invitation(what: Phrase, code: str, replaced: str = "") -> Screen:
    """A link for one person; ``replaced`` is the name of whom they come for."""
    link = LinkButton(phrase("admin-invite-link"), start=code)
    instead = (phrase("admin-invite-instead", name=replaced),) if replaced else ()
    made = phrase("admin-invite-made", role=what, link=phrase("deep-link", code=code))
    return Screen((made, *instead), ((link,),))

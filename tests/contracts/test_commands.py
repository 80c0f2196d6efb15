"""The menus and the routes agree: whoever is offered a command can give it, and no command is kept from everybody."""

import pytest

from bot.domain.authority import TABLE, Where
from bot.domain.commands import OFFERS, group_commands, private_commands
from bot.domain.people import Role
from bot.texts import load_texts
from handlers.filters import InGroup, InPrivate, Ordered
from handlers.routes import build_router

# Taken by the resident's dialog (bot/domain/dialog/stepping.py), not by a route of its own.
OF_THE_DIALOG = {"start", "baotin", "khancap", "huongdan", "huy", "baonhanh"}


def _routes() -> dict[str, set[Where]]:
    """Every command that has a route, and in which chats."""
    found: dict[str, set[Where]] = {}
    for handler in build_router().message.handlers:
        filters = [one.callback for one in handler.filters or []]
        for ordered in (one for one in filters if isinstance(one, Ordered)):
            only = {InPrivate: Where.PRIVATE, InGroup: Where.GROUP}
            chats = {only[type(one)] for one in filters if type(one) in only} or set(Where)
            for name in ordered.names:
                found.setdefault(name, set()).update(chats)
    return found


def test_every_command_of_a_route_is_offered_to_somebody() -> None:
    """A new command goes into bot/domain/commands.py, with its text."""
    assert set(_routes()) | OF_THE_DIALOG == {offer.name for offer in OFFERS}
    assert len({offer.name for offer in OFFERS}) == len(OFFERS)


def test_a_command_is_offered_where_its_route_is() -> None:
    routes = _routes()
    assert all(Where.GROUP in routes[name] for name in group_commands())
    for offer in OFFERS:
        if offer.deed is not None:
            assert TABLE[offer.deed].where & routes[offer.name], offer.name


@pytest.mark.parametrize("role", list(Role))
def test_nobody_is_offered_what_the_table_refuses(role: Role) -> None:
    deeds = {offer.name: offer.deed for offer in OFFERS}
    for name in private_commands({role}):
        deed = deeds[name]
        assert deed is None or role in TABLE[deed].roles, name


def test_a_resident_is_offered_nothing_of_the_ward() -> None:
    assert set(private_commands()) == {"start", "baotin", "khancap", "huongdan", "huy"}


def test_what_a_command_does_fits_into_its_line() -> None:
    """Bot API, BotCommand.description: 1-256 characters; on a phone some forty are seen."""
    for offer in OFFERS:
        assert 3 <= len(load_texts().raw(f"command-{offer.name}")) <= 40, offer.name

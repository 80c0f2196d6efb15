"""Those who answer for a ward."""

from bot.domain.delivery import Kind
from bot.domain.people import COMMAND, Member, Role
from bot.domain.screen import Screen
from bot.services.speak import tell
from storage.unit_of_work import UnitOfWork


def command_of(uow: UnitOfWork) -> list[Member]:
    """The commanders and the chief, each once."""
    return list({m.id: m for role in sorted(COMMAND) for m in uow.people.with_role(role)}.values())


def tell_command(uow: UnitOfWork, screen: Screen) -> None:
    """Say something to the command; to the admins while there is none."""
    for boss in command_of(uow) or uow.people.with_role(Role.ADMIN):
        tell(uow, boss.account_key, screen, Kind.NOTICE)

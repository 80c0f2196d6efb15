"""The menu of commands of each chat: a row whenever roles change, drawn from the roles when it goes out."""

from collections.abc import Callable

from bot.domain.commands import group_commands, private_commands
from bot.domain.delivery import Kind
from storage.outbox import Outgoing, menu_of_account, menu_of_everybody, menu_of_former_group, menu_of_group
from storage.unit_of_work import UnitOfWork


def refresh_menu(uow: UnitOfWork, account_key: str) -> None:
    """What somebody may do has changed, or may not be on their phone yet."""
    uow.outbox.add(menu_of_account(account_key), Kind.MENU)


def refresh_group_menu(uow: UnitOfWork, former: int | None = None) -> None:
    """The duty group is linked, or has moved; what was it before offers nothing any more."""
    uow.outbox.add(menu_of_group(uow.ward_id), Kind.MENU)
    if former is not None:
        uow.outbox.add(menu_of_former_group(former), Kind.MENU)


def present_menus(uow: UnitOfWork, version_of: Callable[[int], str]) -> None:
    """At start: every menu once for each wording of the commands. ``version_of`` names the wording of a ward."""
    uow.outbox.add(menu_of_everybody(), Kind.MENU, once=f"menu:{version_of(uow.ward_id)}:all")
    for ward_id in (ward.id for ward in uow.wards.all()):
        here, version = uow.for_ward(ward_id), version_of(ward_id)
        if here.ward.get().group_chat_id is not None:
            here.outbox.add(menu_of_group(ward_id), Kind.MENU, once=f"menu:{version}:g{ward_id}")
        for person in here.members.all():
            if person.suspended_at is None:
                key = person.member.account_key
                here.outbox.add(menu_of_account(key), Kind.MENU, once=f"menu:{version}:{key}")


def menu_address(uow: UnitOfWork, row: Outgoing) -> int | None:
    """The chat whose menu it is; 0 for everybody's. None when there is no such chat."""
    route = row.route
    if route.account_key is not None:
        return uow.people.chat_of(route.account_key)
    if route.former_group is not None:
        return route.former_group
    return uow.ward.get().group_chat_id if route == menu_of_group(uow.ward_id) else 0


def commands_now(uow: UnitOfWork, row: Outgoing) -> tuple[str, ...]:
    """What that chat is to offer, as of now."""
    route = row.route
    if route.account_key is not None:
        member = uow.people.member(route.account_key)
        return private_commands(member.roles if member is not None else ())
    if route.former_group is not None:
        return ()
    return group_commands() if route == menu_of_group(uow.ward_id) else private_commands()

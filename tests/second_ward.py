"""A second ward in the same world, Hồng Bàng: its group, an officer, a commander, and the way in."""

from dataclasses import dataclass

from bot.domain.people import Role
from bot.sandbox.chats import Chat
from bot.services.enrol import make_setup_code
from storage.one_time_codes import Purpose
from storage.unit_of_work import UnitOfWork
from storage.wards import ensure_ward
from tests.world import Actor, World

NAME, CODE, PHONE = "Công an phường Hồng Bàng", "HB", "0225 000 0200"
LINK = "w-HB"


@dataclass
class SecondWard:
    """Hồng Bàng."""

    world: World
    id: int
    group: Chat
    dung: Actor  # trực ban
    mai: Actor  # chỉ huy, quản trị

    async def invitation(self, role: Role) -> str:
        """A code that gives a role in this ward."""
        return await self.world.in_database(lambda home: home.for_ward(self.id).codes.make(Purpose.INVITE, role=role))

    async def admits(self, guest: Actor) -> None:
        """The commander approves whoever came by an invitation."""
        guest.sees("Đã nhận lời mời", NAME)
        await self.mai.taps("Duyệt")
        self.mai.skims(self.mai.chat)

    async def link_code(self) -> str:
        """A code that links a group to this ward."""
        return await self.world.in_database(lambda home: home.for_ward(self.id).codes.make(Purpose.LINK_GROUP))


async def open_second_ward(world: World) -> SecondWard:
    """Add the ward as on the server, then do what its admin does on the first day."""
    ward_id = await world.in_database(lambda home: ensure_ward(home.session, CODE, NAME, PHONE, hours="Sáng"))
    dung, mai = world.stranger("Dũng"), world.stranger("Mai")
    group = world.telegram.create_group("Trực ban Hồng Bàng", owner=dung.person, members=[])
    dung.person.adds(world.stage.bot, group)
    dung.person.promotes(world.stage.bot, group)
    world.other_groups.append(group)
    ward = SecondWard(world, ward_id, group, dung, mai)
    await mai.starts(await world.in_database(lambda home: _setup_code(home, ward_id)))
    for guest, role in ((mai, Role.COMMANDER), (dung, Role.OFFICER)):
        await guest.starts(await ward.invitation(role))
        await ward.admits(guest)
    await dung.writes(f"/ketnoi {await ward.link_code()}", to=group)
    # She was there before; from now on a newcomer has to choose.
    await world.lan.starts("w-BD")
    world.look_at_everything()
    return ward


def _setup_code(home: UnitOfWork, ward_id: int) -> str:
    return make_setup_code(home.for_ward(ward_id).codes)

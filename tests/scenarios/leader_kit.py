"""What the stories of those with the fast lane share: keys below the input field, and counting what somebody does."""

from dataclasses import dataclass

from bot.domain.people import Role, Unit
from tests.world import Actor, World


def keys(actor: Actor) -> list[str]:
    """What the keyboard below the input field offers."""
    return [button.text for row in actor.chat.reply_keyboard for button in row]


async def presses_key(actor: Actor, label: str) -> None:
    """Press a key that is there; the phone sends its words."""
    await actor.acts(actor.person.taps(label))


async def enrolled(world: World, name: str, role: Role, *, unit: Unit | None = None, home: str = "") -> Actor:
    """Somebody new with a role, who has opened the chat."""
    actor = world.stranger(name)
    key = await world.in_database(lambda uow: uow.people.meet(actor.person.id))
    await world.in_database(lambda uow: uow.people.enrol(key, name, role, _home(uow, home), unit))
    await actor.starts()
    world.look_at_everything()
    return actor


def _home(uow, ending: str) -> int | None:  # type: ignore[no-untyped-def]
    return next((n.id for n in uow.ward.neighbourhoods() if ending and n.name.endswith(ending)), None)


@dataclass
class Counted:
    """Does things with the phone and counts them: a message sent and a button pressed are one action each."""

    actor: Actor
    actions: int = 0

    async def writes(self, text: str) -> None:
        self.actions += 1
        await self.actor.writes(text)

    async def key(self, label: str) -> None:
        self.actions += 1
        await presses_key(self.actor, label)

    async def taps(self, label: str) -> None:
        self.actions += 1
        await self.actor.taps(label)

    async def photo(self, caption: str | None = None) -> None:
        self.actions += 1
        await self.actor.acts(self.actor.person.sends_photo(caption=caption))

    async def voice(self) -> None:
        self.actions += 1
        await self.actor.acts(self.actor.person.sends_voice())

    async def location(self) -> None:
        self.actions += 1
        await self.actor.acts(self.actor.person.sends_location(20.8651, 106.6838))

"""What stands on the phones of a scenario, counted."""

from bot.sandbox.messages import Message
from tests.faults.checker import RECEIPT
from tests.faults.people import LABEL, first_look, said
from tests.world import Actor, World


def cards(world: World, code: str) -> list[Message]:
    """The copies of a tip's card in the duty group, oldest first."""
    return [m for m in said(world.group) if f" · {code}\n" in first_look(m) and "d1:read:" in _first_data(m)]


def receipts(world: World, code: str) -> list[Message]:
    """The copies of a tip's receipt on the reporter's phone, oldest first."""
    return [m for m in said(world.lan.chat) if code in first_look(m) and RECEIPT in first_look(m)]


def labelled(messages: list[Message]) -> list[bool]:
    """Which of them said that they may be a second copy."""
    return [LABEL in first_look(message) for message in messages]


def alarms(world: World, words: str) -> list[Message]:
    """What the commander, who is the admin as well, was told in private."""
    return [m for m in said(world.commander.chat) if words.lower() in first_look(m).lower()]


def _first_data(message: Message) -> str:
    rows = message.history[0].buttons if message.history else message.buttons
    return " ".join(button.data or "" for row in rows for button in row)


async def words_kept(world: World, actor: Actor) -> str:
    """What somebody has told so far in a report not sent yet, as the database holds it."""
    key = world.app.workplace.keyring.blind(actor.person.id)
    talk = await world.in_database(lambda uow: uow.talks.load(key).talk)
    assert talk.draft is not None
    return talk.draft.content.told

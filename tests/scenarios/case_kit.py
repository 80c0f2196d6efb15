"""What the stories of casework share."""

from bot.sandbox.messages import Message
from tests.world import Actor, World


async def taken(world: World, officer: Actor, *told: str) -> str:
    """Lan reports, the officer acknowledges; the story begins after that. Returns the code."""
    code = await world.lan.reports(*told)
    await officer.taps("✅ Tiếp nhận", officer.sees(code, chat=world.group))
    world.look_at_everything()
    return code


async def fills(officer: Actor, button: str, *answers: str) -> None:
    """Press a card's button and answer the form in private: a label is pressed, anything else is typed."""
    await officer.taps(button)
    for answer in (*answers, "✅ Xác nhận"):
        form = officer.chat.messages[-1]
        if any(answer in label for label in form.labels):
            await officer.taps(answer, form)
        else:
            await officer.writes(answer)
    officer.skims(officer.chat)


async def classified(world: World, officer: Actor, *told: str) -> str:
    """As ``taken``, and said to be a crime report that is not serious."""
    code = await taken(world, officer, *told)
    await fills(officer, "Phân loại", "Tin báo", "Trộm cắp", "Không", "Không thuộc diện")
    world.look_at_everything()
    return code


async def asked(world: World, officer: Actor, question: str = "Xe, biển số", *told: str) -> tuple[str, Message]:
    """As ``taken``, and its reporter was asked something. Returns the code and the message with the question."""
    code = await taken(world, officer, *told)
    await fills(officer, "Hỏi người báo", question)
    letter = world.lan.sees(code, "công an phường hỏi thêm")
    world.look_at_everything()
    return code, letter

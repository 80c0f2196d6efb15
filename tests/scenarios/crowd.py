"""More tips than anybody would tell by hand."""

from bot.domain.content import Place, StoryPart, TipContent
from bot.domain.dialog import Submit
from bot.domain.tip import Category, Urgency
from bot.services.submit_tip import submit_tip
from storage.unit_of_work import UnitOfWork
from tests.world import Actor, World


async def many_tips(world: World, *urgencies: Urgency) -> list[str]:
    """Tips that all came in at this moment, from one account; the bot posts their cards. Returns their codes."""

    def submit(uow: UnitOfWork) -> list[str]:
        account = uow.people.meet(world.lan.person.id)
        return [submit_tip(uow, account, told_tip(uow, n, u), uow.now).code for n, u in enumerate(urgencies)]

    codes = await world.in_database(submit)
    await world.settle()
    return codes


async def flood(world: World, *tips: tuple[Actor, Urgency]) -> list[str]:
    """Tips of several people that all came in at this moment; the bot shows them. Returns their codes."""

    for actor, _ in tips:
        actor.person.started.add(world.stage.bot.id)

    def submit(uow: UnitOfWork) -> list[str]:
        return [
            submit_tip(uow, uow.people.meet(actor.person.id), told_tip(uow, n, urgency), uow.now).code
            for n, (actor, urgency) in enumerate(tips)
        ]

    codes = await world.in_database(submit)
    await world.settle()
    return codes


def told_tip(uow: UnitOfWork, number: int, urgency: Urgency) -> Submit:
    """What one of them says."""
    story = StoryPart(number, f"Chuyện thứ {number}", uow.now)
    content = TipContent(urgency=urgency, category=Category.THEFT, place=Place(unknown=True), story=(story,))
    return Submit(f"{uow.now:%d%H%M}{number:06}", content)

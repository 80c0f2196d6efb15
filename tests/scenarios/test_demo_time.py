"""The bar with the time at the top of the demo's page: however far it moves, nothing looks like a failure."""

from bot.demo.jumps import TimeMachine
from tests.scenarios.stories import NORMAL
from tests.world import World


async def test_what_comes_due_on_the_way_goes_out_on_the_way(world: World) -> None:
    await world.lan.reports(*NORMAL)
    jumps = {jump.label: jump for jump in TimeMachine(world.app, world.clock).jumps()}
    await jumps["Tới bản tin kế tiếp"].run()
    world.commander.sees("Báo cáo chỉ huy")
    told = [message.text or "" for message in world.commander.chat.messages]
    assert not [text for text in told if "chưa gửi được" in text]
    world.look_at_everything()

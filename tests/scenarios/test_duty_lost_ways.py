"""Ways to people and groups that were lost, and found again."""

from bot.domain.tip import Urgency
from tests.scenarios.crowd import many_tips
from tests.world import World


async def test_a_person_noted_as_unreachable_who_writes_is_answered(world: World) -> None:
    lan = world.lan
    await lan.starts()
    lan.skims()
    key = world.app.workplace.keyring.blind(lan.person.id)
    await world.app.database.run(lambda s: world.app.workplace.unit(s).people.set_reachable(key, reachable=False))

    await lan.writes("Mất trộm xe Sirius ở tổ 5 tối qua")

    lan.sees("Bot hiểu là", "Trộm cắp")
    lan.skims()


async def test_every_open_tip_is_offered_again_in_the_new_supergroup(world: World) -> None:
    codes = await many_tips(world, *[Urgency.NORMAL] * 60)
    world.look_at_everything()
    world.an.person.upgrades(world.group)
    await world.settle()
    offered = [label.removeprefix("🔵 ") for m in world.group.messages for label in m.labels if "🔵" in label]
    assert sorted(offered) == sorted(codes), "in lists, each once"
    world.look_at_everything()


async def test_news_of_a_tip_whose_card_stayed_in_the_former_group_is_seen(world: World) -> None:
    code = await world.lan.reports()
    await world.an.taps("Tiếp nhận", world.an.sees(code, chat=world.group))
    world.look_at_everything()
    world.an.person.upgrades(world.group)
    await world.settle()
    world.look_at_everything()

    await world.lan.taps("Gửi thêm")
    await world.lan.writes("Biển số 15B1-123.45")

    world.an.sees(code, "15B1-123.45", "cập nhật mới chưa xem", chat=world.group)
    world.lan.skims()


async def test_a_tip_without_a_linked_group_is_an_alarm_at_once(world: World) -> None:
    def unlink(session) -> None:  # type: ignore[no-untyped-def]
        world.app.workplace.unit(session).ward.get().group_chat_id = None

    await world.app.database.run(unlink)
    await world.lan.reports()
    for person in (world.commander, world.chief):
        person.sees("chưa nối nhóm trực", "/ketnoi")

"""Whoever types "/" is offered what they may do, and nothing else; it changes with the roles."""

from bot.sandbox.chats import Chat
from bot.sandbox.faults import Fault
from tests.world import Actor, World

RESIDENT = ["start", "baotin", "khancap", "huongdan", "huy"]


def _offered(world: World, chat: Chat | None = None) -> list[str] | None:
    """The commands of a chat's own menu (None: it has none), or of everybody's."""
    scope = f"chat:{chat.id}" if chat else "default"
    listed = world.stage.bot.commands.get((scope, ""))
    return None if listed is None else [command["command"] for command in listed]


def _own(actor: Actor) -> list[str]:
    found = _offered(actor.world, actor.chat)
    assert found is not None
    return found


async def test_each_sees_what_is_theirs(world: World) -> None:
    assert _offered(world) == RESIDENT
    assert _offered(world, world.lan.chat) is None
    assert {"moi", "tin", "tim", "giaoban", "kiemtra"} < set(_own(world.an))
    assert not {"moinguoi", "danhsach", "ketnoi", "baonhanh"} & set(_own(world.an))
    assert {"moi", "danhsach", "moinguoi", "ketnoi"} < set(_own(world.commander))
    assert "danhsach" in _own(world.chief)
    assert "moinguoi" not in _own(world.chief)
    assert {"baonhanh", "toi"} < set(_own(world.leader))
    assert "moi" not in _own(world.leader)
    group = _offered(world, world.group)
    assert group is not None
    assert {"moi", "tin", "giaoban", "kiemtra"} <= set(group)
    assert not {"start", "huy", "danhsach", "moinguoi", "xemdanhtinh"} & set(group)


async def test_the_menu_follows_the_roles(world: World) -> None:
    boss, an = world.commander, world.an
    await world.enrols(an, "quản trị viên")
    world.look_at_everything()
    assert "moinguoi" in _own(an)
    await boss.writes("/danhsach")
    await boss.taps("An Đỗ")
    await boss.taps("Bỏ: quản trị viên")
    assert "moinguoi" not in _own(an)
    await boss.taps("Tạm dừng")
    assert _own(an) == RESIDENT
    await boss.taps("Khôi phục")
    assert "moi" in _own(an)
    await an.acts(an.person.leaves(world.group))
    assert _own(an) == RESIDENT
    world.look_at_everything()


async def test_a_guest_is_offered_nothing_before_the_approval(world: World) -> None:
    guest = world.stranger("Quỳnh")
    await guest.starts(await world.invitation("trực ban"))
    assert _offered(world, guest.chat) is None
    await world.commander.taps("Duyệt")
    assert "moi" in _own(guest)
    world.look_at_everything()


async def test_another_duty_group_takes_the_menu_over(world: World) -> None:
    old, an = world.group, world.an
    new = world.telegram.create_group("Nhóm trực mới", owner=an.person, members=[world.binh.person])
    an.person.adds(world.stage.bot, new)
    an.person.promotes(world.stage.bot, new)
    await an.writes(f"/ketnoi {await world.link_code()}", to=new)
    assert "moi" in (_offered(world, new) or [])
    assert _offered(world, old) == []
    an.skims(new)


async def test_a_group_that_became_a_supergroup_keeps_its_menu(world: World) -> None:
    new = world.an.person.upgrades(world.group)
    await world.settle()
    assert "moi" in (_offered(world, new) or [])


async def test_a_menu_that_does_not_arrive_is_tried_again_and_disturbs_nobody(world: World) -> None:
    faults = world.telegram.faults
    faults.add(Fault.server_error(502), method="setMyCommands", times=1)
    await world.enrols(world.an, "quản trị viên")
    await world.jumps(seconds=5)
    assert "moinguoi" in _own(world.an)

    world.leader.person.blocks()
    await world.commander.writes("/danhsach")
    await world.commander.taps("Thắng Vũ")
    await world.commander.taps("Tạm dừng")
    world.look_at_everything()
    await world.nothing_broke()


async def test_at_a_start_only_what_is_worded_anew_is_sent(world: World) -> None:
    await world.restart()
    world.stage.bot.commands.clear()
    await world.restart()
    assert not world.stage.bot.commands
    folder = world.app.settings.data_dir / "loi"
    folder.mkdir()
    (folder / "x.po").write_text('msgid "command-moi"\nmsgstr "Tin mới"\n', encoding="utf-8")
    await world.restart(texts_dir=str(folder))
    (described,) = (c for c in world.stage.bot.commands[f"chat:{world.an.chat.id}", ""] if c["command"] == "moi")
    assert described["description"] == "Tin mới"
    assert _offered(world) == RESIDENT

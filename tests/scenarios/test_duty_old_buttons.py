"""Buttons that are old, foreign or made up get an answer that says what to do, and change nothing."""

from tests.world import World

MADE_UP = (
    "d0:ack:1:",  # the prefix of an older version
    "d1:ack:1",  # too few parts
    "d1:ack:1::",  # too many
    "d1:ack:999999:",  # no such tip
    "d1:ack:99999999999999999999999:",  # no database holds such a number
    "d1:ack:-1:",
    "d1:ack:١:",  # a digit, but of another script
    "d1:ack:1 OR 1=1:",
    "d1:delete:1:",  # no such verb
    "d1:::",
    "x" * 64,
    "a1:invite::",
    ":",
)


async def test_what_is_made_up_is_answered_and_changes_nothing(world: World) -> None:
    code = await world.lan.reports()
    card = world.an.sees(code, "Chưa ai tiếp nhận", chat=world.group)
    for data in MADE_UP:
        for actor in (world.an, world.lan):
            press = await actor.forges(data, card)
            assert press.answer is not None, data
            assert press.answer.show_alert, data
            assert "gõ /" in (press.answer.text or "") or "quản trị viên" in (press.answer.text or ""), data
    world.an.sees_nothing_new(world.group)
    world.lan.sees_nothing_new(world.lan.chat)
    await world.nothing_broke()


async def test_no_button_of_a_card_works_for_its_reporter(world: World) -> None:
    """Not even in the own private chat, with data copied from somewhere."""
    code = await world.lan.reports()
    card = world.an.sees(code, chat=world.group)
    data = next(b.data for row in card.buttons for b in row if b.data)
    own = next(m for m in world.lan.chat.messages if m.buttons)
    for verb in ("ack", "called", "read", "files", "take"):
        press = await world.lan.forges(data.replace(":ack:", f":{verb}:"), own)
        world.lan.is_alerted(press, "chưa có tên")
    world.an.sees_nothing_new(world.group)
    world.lan.sees_nothing_new(world.lan.chat)


async def test_a_press_that_waited_too_long_on_the_server_is_lost_and_a_command_leads_back(world: World) -> None:
    """Telegram keeps presses for about 150 s: after a longer outage they are gone."""
    code = await world.lan.reports()
    card = world.an.sees(code, chat=world.group)
    press = world.an.taps_at_once("Tiếp nhận", card)
    await world.jumps(minutes=3)
    assert press.answer is None
    world.an.sees_nothing_new(world.group)
    await world.an.writes("/moi")
    await world.an.taps(code, world.an.sees("Tin chưa tiếp nhận: 1"))
    world.an.sees(code, "An Đỗ", chat=world.group)
    world.lan.sees("tiếp nhận", code)

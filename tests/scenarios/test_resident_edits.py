"""Messages that are edited: before sending, after sending, and those that said nothing yet."""

from tests.scenarios.resident_kit import comes_to_review, last, line, presses_to_review, review, sends_it
from tests.world import World


async def test_an_edit_before_sending_takes_the_place_of_what_was_written(world: World) -> None:
    lan = world.lan
    message = await lan.writes("Mất trộm xe Siriux ở tổ 5 tối qua, bị bẻ khóa")
    await presses_to_review(lan)
    lan.person.edits(message, "Mất trộm xe Sirius đỏ ở tổ 5 tối qua, bị bẻ khóa")
    await world.settle()

    assert line(review(lan), "Nội dung") == "Mất trộm xe Sirius đỏ ở tổ 5 tối qua, bị bẻ khóa"
    lan.skims()


async def test_an_edit_after_sending_makes_a_new_version_and_keeps_the_first(world: World) -> None:
    lan = world.lan
    message = await lan.writes("Mất trộm xe Sirius ở tổ 5 tối qua, biển 15B1-111.11")
    photo = await lan.acts(lan.person.sends_photo())
    await presses_to_review(lan)
    code = await sends_it(lan)
    lan.skims()
    card = world.an.sees(code, "15B1-111.11", chat=world.group)
    lan.person.edits(message, "Mất trộm xe Sirius ở tổ 5 tối qua, biển 15B1-222.22")
    await world.settle()

    lan.sees(code)
    assert world.an.sees(code, "15B1-222.22", "bản đầu vẫn giữ nguyên", chat=world.group) is card
    first = await world.in_database(lambda uow: uow.tips.content(uow.tips.find(code) or 0, 1))
    assert "15B1-111.11" in first.told

    lan.person.edits(photo, "đây là cái khóa bị bẻ")
    await world.settle()
    lan.sees(code)
    world.an.sees(code, "15B1-222.22", "đây là cái khóa bị bẻ", chat=world.group)


async def test_an_edited_answer_and_an_edited_greeting_are_heard(world: World) -> None:
    lan = world.lan
    greeting = await lan.writes("alo")
    lan.person.edits(greeting, "Mất trộm xe Sirius tối qua, bị bẻ khóa")
    await world.settle()
    assert "Ở đâu vậy?" in (last(lan).text or "")
    place = await lan.writes("ngõ 12")
    lan.person.edits(place, "ngõ 21 chứ không phải 12")
    await world.settle()

    told = await presses_to_review(lan)
    assert "ngõ 21" in line(told, "Nội dung")
    lan.skims()


async def test_a_live_position_that_moves_on_says_nothing_new(world: World) -> None:
    lan = world.lan
    await comes_to_review(lan, "Mất trộm xe Sirius tối qua, bị bẻ khóa")
    moving = await lan.acts(lan.person.sends_location(20.86, 106.7, live=900))
    lan.skims()
    moving.content["location"]["latitude"] = 20.87
    world.telegram.deliver(moving, edited=True)
    await world.settle()

    lan.sees_nothing_new()
    assert "20.86000" in line(last(lan), "Ở đâu")

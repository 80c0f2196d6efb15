"""What is kept apart from the story stays apart when its message is edited, whenever that happens."""

from storage.vault import Identity
from tests.scenarios.resident_kit import (
    card,
    code_of,
    comes_to_review,
    content_lines,
    last,
    line,
    review,
    said,
    sends_it,
)
from tests.scenarios.test_resident_identity import everything_seen_by
from tests.world import World

WRONG, RIGHT = "0912 345 678", "0987 654 321"
CRY = "cứu với, có thằng cầm dao đang phá cửa"
BAG = "vừa xong có đứa giật túi xách ở gần chợ tổ 7"


async def whom_to_call(world: World, code: str) -> Identity:
    return await world.in_database(lambda uow: uow.vault.identity(uow.tips.find(code) or 0))


def no_officer_saw(world: World, *secrets: str) -> None:
    for secret in secrets:
        assert secret not in everything_seen_by(world.an)


async def in_danger_up_to_the_number(world: World, cry: str = CRY) -> str:
    """Lan's tip is sent and the questions have gone on to her telephone number. Returns the code."""
    lan = world.lan
    await lan.writes(cry)
    await lan.taps_each("Đánh nhau", "Tổ dân phố số 3")
    code = await sends_it(lan)
    await lan.taps("✅ Xong", last(lan))
    await lan.taps_each("Không có", "Tận mắt thấy", "Không rõ", "Giữ bí mật")
    return code


async def test_a_number_edited_before_sending_stays_apart(world: World) -> None:
    lan = world.lan
    before = content_lines(await comes_to_review(lan))
    await lan.taps("✏️ Số điện thoại")
    number = await lan.writes(WRONG)
    lan.person.edits(number, f"{RIGHT}, gọi sau 7 giờ tối")
    await world.settle()

    assert "Số điện thoại: đã cất riêng" in (last(lan).text or "")
    assert content_lines(review(lan)) == before
    code = await sends_it(lan)
    identity = await whom_to_call(world, code)
    assert (identity.phone, identity.phone_words) == ("+84987654321", f"{RIGHT}, gọi sau 7 giờ tối")
    world.look_at_everything()
    no_officer_saw(world, "345", "654", "gọi sau")


async def test_a_number_edited_after_the_last_question_opens_no_new_report(world: World) -> None:
    lan, code = world.lan, await in_danger_up_to_the_number(world)
    number = await lan.writes(WRONG)
    assert "Nhớ ra thêm điều gì" in (last(lan).text or "")
    before = content_lines(card(lan, code))
    lan.skims()
    lan.person.edits(number, RIGHT)
    await world.settle()

    lan.sees(code, "Số điện thoại: đã cất riêng", "không hiện trên tin")
    lan.sees_nothing_new()
    assert lan.open_question() is None
    assert (await whom_to_call(world, code)).phone == "+84987654321"
    assert content_lines(card(lan, code)) == before

    lan.person.edits(number, "thôi, xin đừng gọi cho tôi")
    await world.settle()
    lan.sees(code, "Số điện thoại: không để lại")
    assert (await whom_to_call(world, code)).phone is None
    world.look_at_everything()
    no_officer_saw(world, "345", "654", "đừng gọi")


async def test_a_number_edited_while_more_is_added_or_told_stays_apart(world: World) -> None:
    lan, code = world.lan, await in_danger_up_to_the_number(world)
    number = await lan.writes(WRONG)
    await lan.taps("Gửi thêm")
    lan.person.edits(number, RIGHT)
    await world.settle()
    assert (await whom_to_call(world, code)).phone == "+84987654321"

    await lan.taps("✅ Xong")
    await lan.writes("có sới bạc ở ngõ 9")
    lan.person.edits(number, WRONG)
    await world.settle()
    assert (await whom_to_call(world, code)).phone == "+84912345678"
    await lan.taps("Việc khác")
    world.look_at_everything()
    no_officer_saw(world, "345", "654")


async def test_a_number_of_a_report_that_was_given_up_begins_no_other(world: World) -> None:
    lan = world.lan
    await comes_to_review(lan)
    await lan.taps("✏️ Số điện thoại")
    number = await lan.writes(WRONG)
    await lan.taps_each("Thôi không báo", "Bỏ, không gửi")
    lan.skims()
    lan.person.edits(number, RIGHT)
    await world.settle()

    lan.sees("không gửi cho ai")
    lan.sees_nothing_new()
    assert lan.open_question() is None


async def test_a_number_that_cannot_be_dialled_is_asked_for_again_and_may_be_edited(world: World) -> None:
    lan = world.lan
    before = content_lines(await comes_to_review(lan))
    await lan.taps("✏️ Số điện thoại")
    number = await lan.writes("sđt 0912 345 67")
    assert "chưa nhận ra số điện thoại" in (last(lan).text or "")
    lan.person.edits(number, f"sđt {WRONG}")
    await world.settle()

    assert content_lines(review(lan)) == before
    assert (await whom_to_call(world, await sends_it(lan))).phone == "+84912345678"
    world.look_at_everything()
    no_officer_saw(world, "345")


async def test_a_no_that_becomes_a_number_stays_apart(world: World) -> None:
    lan, code = world.lan, await in_danger_up_to_the_number(world)
    no = await lan.writes("không cần")
    lan.person.edits(no, RIGHT)
    await world.settle()

    assert (await whom_to_call(world, code)).phone == "+84987654321"
    world.look_at_everything()
    no_officer_saw(world, "654")


async def test_a_number_below_a_picture_stays_apart(world: World) -> None:
    lan, code = world.lan, await in_danger_up_to_the_number(world)
    photo = await lan.acts(lan.person.sends_photo(caption=WRONG))
    lan.person.edits(photo, RIGHT)
    await world.settle()

    assert (await whom_to_call(world, code)).phone == "+84987654321"
    world.look_at_everything()
    no_officer_saw(world, "345", "654")


async def test_a_childs_grown_up_is_corrected_and_the_childs_own_number_stays(world: World) -> None:
    lan, code = world.lan, await in_danger_up_to_the_number(world, f"cháu học lớp 9, {CRY}")
    await lan.writes(WRONG)
    mother = await lan.writes("mẹ cháu 0912 000 111")
    identity = await whom_to_call(world, code)
    assert (identity.phone, identity.guardian) == ("+84912345678", "mẹ cháu 0912 000 111")
    lan.person.edits(mother, "bố cháu 0912 000 222")
    await world.settle()

    identity = await whom_to_call(world, code)
    assert (identity.phone, identity.guardian) == ("+84912345678", "bố cháu 0912 000 222")
    world.look_at_everything()
    no_officer_saw(world, "345", "000 111", "000 222")


async def test_a_reason_and_who_else_knows_are_corrected_where_they_belong(world: World) -> None:
    lan = world.lan
    await lan.writes(CRY)
    await lan.taps_each("Đánh nhau", "Tổ dân phố số 3")
    code = await sends_it(lan)
    await lan.taps("✅ Xong", last(lan))
    await lan.taps("Không có")
    source = await lan.writes("nghe kể lại")
    others = await lan.writes("cô Hoa bán nước")
    await lan.taps("Không cung cấp")
    reason = await lan.writes("sợ bị trả thù")
    before = content_lines(card(lan, code))
    for message, words in ((source, "nghe em gái kể"), (others, "cô Hoà bán nước"), (reason, "tôi ở sát nhà nó")):
        lan.person.edits(message, words)
        await world.settle()
        assert words in (last(lan).text or "")

    content = await world.in_database(lambda uow: uow.tips.view(uow.tips.find(code) or 0).content)
    assert content.known_words == "nghe em gái kể"
    assert (content.others_know, content.withheld_reason) == ("cô Hoà bán nước", "tôi ở sát nhà nó")
    assert content.told == CRY
    assert content_lines(card(lan, code)) == before
    world.look_at_everything()


async def test_who_withholds_the_name_leaves_no_number_by_an_edit(world: World) -> None:
    lan = world.lan
    await comes_to_review(lan, BAG)
    await lan.taps("✏️ Số điện thoại")
    number = await lan.writes(WRONG)
    await world.passes(minutes=3)
    code = code_of(lan)
    assert (await whom_to_call(world, code)).phone == "+84912345678"
    await lan.taps_each("✏️ Danh tính", "Không cung cấp")
    await lan.writes("không")
    assert (await whom_to_call(world, code)).phone is None
    lan.person.edits(number, RIGHT)
    await world.settle()

    assert "Số điện thoại: không để lại" in (last(lan).text or "")
    assert (await whom_to_call(world, code)).phone is None
    assert "654" not in " ".join(said(lan))
    world.look_at_everything()
    no_officer_saw(world, "345", "654")


async def test_a_number_that_is_taken_back_leaves_the_vault(world: World) -> None:
    lan = world.lan
    await comes_to_review(lan, BAG)
    await lan.taps("✏️ Số điện thoại")
    await lan.writes(f"{WRONG} gọi sau 7 giờ")
    await world.passes(minutes=3)
    code = code_of(lan)
    assert (await whom_to_call(world, code)).phone == "+84912345678"
    await lan.taps_each("✏️ Số điện thoại", "Không cần")

    identity = await whom_to_call(world, code)
    assert (identity.phone, identity.phone_words) == (None, "")
    world.look_at_everything()


async def test_a_shared_contact_that_telegram_tells_of_again_says_nothing_new(world: World) -> None:
    lan = world.lan
    before = content_lines(await comes_to_review(lan))
    contact = await lan.acts(lan.person.shares_contact())
    lan.skims()
    world.telegram.deliver(contact, edited=True)
    await world.settle()

    lan.sees_nothing_new()
    assert content_lines(review(lan)) == before
    assert line(review(lan), "Danh tính người báo") == "giữ bí mật"

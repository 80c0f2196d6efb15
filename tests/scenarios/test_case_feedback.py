"""What the investigating body decides on a tip that was passed on: written down later, told to whom the law says."""

from datetime import timedelta

from sqlalchemy import select

from bot.domain.casework.feedback import Verdict
from storage.models import JOURNAL
from tests.scenarios.case_kit import classified, fills, taken
from tests.scenarios.resident_kit import comes_to_review, sends_it
from tests.world import World

TO_THE_CITY = ("Cơ quan CSĐT", "Cơ quan CSĐT Công an thành phố", "12/PC-CAP", "Hôm nay", "24 giờ")
BUTTON = "Phản hồi của CQĐT"


async def _passed_on(world: World, code: str) -> None:
    """Sent to the investigating body of the city, which has it."""
    await fills(world.an, "➡️ Chuyển", *TO_THE_CITY)
    await world.an.taps("Bên nhận đã nhận")
    world.look_at_everything()
    await world.an.writes(f"/tin {code}")
    world.look_at_everything()


async def _decided(world: World, code: str, *answers: str) -> None:
    await world.an.writes(f"/tin {code}")
    await fills(world.an, BUTTON, *answers)


async def test_a_decision_is_written_down_told_and_counted_in_the_next_report(world: World) -> None:
    an, lan = world.an, world.lan
    code = await classified(world, an)
    await _passed_on(world, code)
    await world.jumps(days=20)  # past 15/03, when the next period begins
    world.look_at_everything()

    await an.writes(f"/tin {code}")
    await an.taps(BUTTON)
    form = an.sees("Cơ quan điều tra đã quyết định thế nào", code)
    assert form.labels[:3] == ["khởi tố", "không khởi tố", "tạm đình chỉ"], "only what rests can be resumed"
    await an.taps("tạm đình chỉ", form)
    await an.writes("45/QĐ-CSĐT")
    await an.writes("20/03/2026")
    preview = an.sees("Xin xem lại", "45/QĐ-CSĐT", "20/03/2026")
    assert "Người báo sẽ được báo: “Cơ quan điều tra tạm dừng giải quyết" in (preview.text or "")
    lan.sees_nothing_new()
    await an.taps("Xác nhận", preview)

    lan.sees(code, "tạm dừng giải quyết")
    an.sees(code, "quyết định tạm đình chỉ", chat=world.group)
    an.sees(code, "CQĐT: tạm đình chỉ · ghi nhận", "22/03/2026", chat=world.group)
    an.skims(an.chat)
    await an.writes(f"/tin {code}")
    full = an.sees(code, "ghi phản hồi của CQĐT: tạm đình chỉ ngày 20/03/2026 – 45/QĐ-CSĐT")
    assert "chuyển tin – Cơ quan CSĐT Công an thành phố; 12/PC-CAP" in (full.text or "")

    await world.jumps(days=3)
    world.look_at_everything()
    await _decided(world, code, "phục hồi", "51/QĐ-CSĐT", "Hôm nay")
    lan.sees(code, "tiếp tục giải quyết")
    world.look_at_everything()

    now = world.clock.now()
    spans = {"before": (now - timedelta(days=30), now - timedelta(days=10)), "after": (now - timedelta(days=10), now)}
    ends = {name: (start, end + timedelta(seconds=1)) for name, (start, end) in spans.items()}
    counted = await world.in_database(lambda uow: {name: uow.figures.of(*span) for name, span in ends.items()})
    assert (counted["before"].decided, counted["before"].undecided) == ({}, 1)
    assert (counted["after"].decided, counted["after"].undecided) == ({Verdict.RESUMED: 1}, 0)
    noted = await world.in_database(
        lambda uow: uow.session.scalars(select(JOURNAL.c.detail).where(JOURNAL.c.deed == "feedback")).all()
    )
    assert noted == ["closed > closed"] * 2, "the journal knows that, the sealed trail what"
    await world.nothing_broke()


async def test_who_gave_no_identity_or_wants_no_messages_is_not_written_to(world: World) -> None:
    an, lan = world.an, world.lan
    for button, why in (
        ("Không cung cấp", "Người báo không cung cấp danh tính"),
        ("Giữ bí mật", "không nhận tin nhắn"),
    ):
        await comes_to_review(lan)
        if button != "Giữ bí mật":  # which is what is asked for already
            await lan.taps_each("✏️ Danh tính", button, "Bỏ qua")
        code = await sends_it(lan)
        await an.taps("✅ Tiếp nhận", an.sees(code, chat=world.group))
        await fills(an, "Phân loại", "Tin báo", "Trộm cắp", "Không", "Không thuộc diện")
        world.look_at_everything()
        await _passed_on(world, code)
        if button == "Giữ bí mật":
            await world.in_database(lambda uow, code=code: uow.tips.set_no_reply(uow.tips.find(code) or 0, True))
        await an.writes(f"/tin {code}")
        await an.taps(BUTTON)
        await an.taps("không khởi tố")
        await an.writes("46/QĐ-CSĐT")
        await an.taps("Hôm nay")
        preview = an.sees(why, "46/QĐ-CSĐT")
        await an.taps("Xác nhận", preview)
        an.skims()
        lan.sees_nothing_new()


async def test_nothing_is_decided_of_what_never_left_for_it(world: World) -> None:
    """The button is not offered; a forged one opens nothing that could be confirmed; a resident has none at all."""
    an = world.an
    code = await taken(world, an)
    await fills(an, "Kết thúc", "Hướng dẫn", "Tranh chấp vay mượn")
    world.look_at_everything()
    await an.writes(f"/tin {code}")
    full = an.chat.messages[-1]
    assert not any(BUTTON in label for label in full.labels)
    tip_id = await world.in_database(lambda uow: uow.tips.find(code))
    await an.forges(f"d1:feedback:{tip_id}:", full)
    for answer in ("không khởi tố", "1/QĐ"):
        await (an.taps(answer) if answer in "".join(an.chat.messages[-1].labels) else an.writes(answer))
    await an.taps("Hôm nay")
    an.is_alerted(await an.taps("Xác nhận"), "không ở cơ quan điều tra")
    an.skims(an.chat)
    refused = await world.lan.forges(f"d1:feedback:{tip_id}:", world.lan.chat.messages[-1])
    world.lan.is_alerted(refused, "")
    world.lan.sees_nothing_new()

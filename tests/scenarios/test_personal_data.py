"""What a person asks about the own data: noted with its limits, answered by the commander, told in plain words."""

import pytest
from sqlalchemy import select

from bot.domain.people import Role
from bot.domain.tip import Status
from bot.sandbox.messages import Message
from storage.models import INBOX, JOURNAL, OUTBOX, EvidenceFile, Question, Vault
from tests.scenarios.case_kit import fills, taken
from tests.scenarios.resident_kit import comes_to_review, last, sends_it
from tests.world import Actor, World

PHONE, NEW_PHONE = "0912 345 678", "0987 654 321"
STORY = "Mất trộm xe Sirius ở tổ 5 tối qua, bị bẻ khóa"


async def _reports(world: World) -> str:
    """Lan leaves a number and a photo; An takes the tip on."""
    lan = world.lan
    await comes_to_review(lan, STORY)
    await lan.taps("✏️ Số điện thoại")
    await lan.writes(PHONE)
    await lan.taps("✏️ Ảnh, giấy tờ")
    await lan.acts(lan.person.sends_photo())
    await lan.taps("✅ Xong", last(lan))
    code = await sends_it(lan)
    await world.an.taps("Tiếp nhận", world.an.sees(code, chat=world.group))
    world.look_at_everything()
    return code


async def _asks(world: World, *buttons: str, words: str = "") -> Message:
    """Lan opens the page and asks. Returns what the commander sees."""
    await world.lan.starts()
    await world.lan.taps_each("Thông tin của tôi", *buttons)
    if words:
        await world.lan.writes(words)
    world.chief.skims()
    return world.commander.sees("Yêu cầu mới về thông tin cá nhân", chat=world.commander.chat)


async def _journal(world: World) -> list[tuple[str, str, int | None]]:
    told = JOURNAL.c.deed, JOURNAL.c.detail, JOURNAL.c.tip_id
    rows = await world.in_database(
        lambda uow: uow.session.execute(select(*told).order_by(JOURNAL.c.number)).all(),
    )
    return [(deed, detail, tip) for deed, detail, tip in rows if deed.startswith("data request")]


async def test_a_copy_is_made_by_the_bot_and_seen_by_its_owner_alone(world: World) -> None:
    code = await _reports(world)
    asked = await _asks(world, "Xin bản sao")
    # Two working days and ten days from Monday 02/03/2026: BLTTHS Điều 134 as elsewhere.
    world.lan.sees("Đã ghi nhận yêu cầu số 1", "24 giờ ngày 04/03/2026", "24 giờ ngày 12/03/2026")
    assert "04/03/2026" in (asked.text or "")
    assert "12/03/2026" in (asked.text or "")
    assert code not in (asked.text or "")
    assert "1 tin" in (asked.text or "")

    await world.commander.taps("Đã nhận", asked)
    world.lan.sees("đã nhận yêu cầu số 1", "12/03/2026")
    assert "04/03/2026" not in (asked.text or "")
    await fills(world.commander, "Trả lời", "Đồng ý")
    copy = next(m for m in reversed(world.lan.chat.messages) if m.media and m.sender is world.stage.bot)
    world.lan.sees("Bản sao thông tin", "số 1")
    text = copy.bytes.decode()
    for kept in (code, STORY, "+84912345678", "Trộm cắp", "ảnh", "SHA-256"):
        assert kept in text
    assert "\u2060" not in text
    assert copy.media is not None
    assert copy.media.file.name == "1.txt"
    for other in (world.commander, world.chief, world.an):
        assert not [m for m in other.chat.messages if m.media and m.media.kind == "document"]
    assert [deed for deed, _, _ in await _journal(world)] == [
        "data request asked", "data request confirmed", "data request granted",
    ]  # fmt: skip
    assert all(tip is None for _, _, tip in await _journal(world))
    world.look_at_everything()
    await world.nothing_broke()


async def test_the_copy_holds_nothing_of_others(world: World) -> None:
    stranger = world.stranger()
    other = await stranger.reports("Quán nước ở tổ 7 ghi lô đề chiều nào cũng đông", "Đã qua")
    code = await _reports(world)
    await fills(world.an, "Ghi chú", "Đã xem camera đầu ngõ")
    await fills(world.an, "Hỏi người báo", "Xe, biển số")
    await world.lan.taps("Trả lời", world.lan.sees(code, "công an phường hỏi thêm"))
    await world.lan.writes("Biển 15B1-234.56")
    await world.lan.taps("✅ Xong", last(world.lan))
    await _asks(world, "Xin bản sao")
    await fills(world.commander, "Trả lời", "Đồng ý")
    text = next(m for m in reversed(world.lan.chat.messages) if m.media and m.sender is world.stage.bot).bytes.decode()
    for secret in (other, "lô đề", "camera", "An Đỗ"):
        assert secret not in text
    assert "trả lời công an phường, bản 2:\nBiển 15B1-234.56" in text
    world.look_at_everything()


async def test_the_commander_never_learns_who_asked(world: World) -> None:
    code = await _reports(world)
    words = f"Tôi để sai số, số đúng là {NEW_PHONE}"
    asked = await _asks(world, "Xin sửa", words=words)
    world.lan.sees("Đã ghi nhận yêu cầu số 1", "xin sửa thông tin")
    assert "Tôi để sai số, số đúng là •••" in (asked.text or "")
    await fills(world.commander, "Trả lời", "Đồng ý", "Đã thay số điện thoại")
    world.lan.sees("Yêu cầu số 1", "đã xong", "Đã thay số điện thoại")
    identity = await world.in_database(lambda uow: uow.vault.identity(uow.tips.find(code) or 0))
    assert identity.phone == "+84987654321"
    seen = str([[m.html, [v.html for v in m.history]] for m in world.commander.chat.messages])
    for secret in ("654", "345", code, str(world.lan.person.id)):
        assert secret not in seen[seen.index("Yêu cầu mới") :]
    world.look_at_everything()


async def test_words_of_danger_are_a_report_and_no_correction(world: World) -> None:
    await world.lan.starts()
    await world.lan.taps_each("Thông tin của tôi", "Xin sửa")
    await world.lan.writes("Cứu với, có thằng cầm dao đang phá cửa nhà tôi")
    world.lan.sees("113", "114")
    assert await _journal(world) == []
    world.look_at_everything()


async def test_who_leaves_the_correction_reports_as_ever(world: World) -> None:
    await world.lan.starts()
    await world.lan.taps_each("Thông tin của tôi", "Xin sửa", "Thôi, quay lại")
    await world.lan.writes(STORY)
    assert world.lan.open_question()
    assert await _journal(world) == []
    world.look_at_everything()


async def test_deletion_takes_the_identity_out_of_closed_tips_only(world: World) -> None:
    closed = await _reports(world)
    await fills(world.an, "Hỏi người báo", "Xe, biển số")
    await fills(world.an, "Kết thúc", "Hướng dẫn", "Tranh chấp vay mượn")
    await world.lan.starts()
    await world.lan.taps_each("Báo tin", "Đã qua", "Ma túy", "Tổ dân phố số 8", "Không nhớ")
    await world.lan.writes("Hay có người lạ đến mua bán gì đó")
    await world.lan.presses_on()
    world.look_at_everything()

    asked = await _asks(world, "Xin xóa", "Vâng, tôi xin xóa")
    world.lan.sees("Đã ghi nhận yêu cầu số 1", "24 giờ ngày 23/03/2026")
    assert "2 tin" in (asked.text or "")
    assert "1 tin đang giải quyết" in (asked.text or "")
    await fills(world.commander, "Trả lời", "Đồng ý")
    world.lan.sees("đã được gỡ khỏi 1 tin", "Còn 1 tin đang được giải quyết", "Điều 19")

    await _nothing_leads_from_the_tip_to_lan(world, closed)
    content = await world.in_database(lambda uow: uow.tips.view(uow.tips.find(closed) or 0).content)
    assert content.told == STORY
    await world.lan.starts()
    await world.lan.taps("Tin đã gửi")
    assert closed not in str(last(world.lan).labels)
    assert "Ma túy" not in str(last(world.lan).labels)
    assert len([label for label in last(world.lan).labels if "BD-" in label]) == 1
    world.look_at_everything()
    await world.commander.writes(f"/tin {closed}")
    await fills(world.commander, "Mở lại", "Có dấu hiệu cưỡng đoạt")
    world.look_at_everything()
    await world.an.taps("Tài liệu (1)")
    assert [m.media for m in world.an.chat.messages if m.media and m.sender is world.stage.bot]
    world.look_at_everything()
    await world.jumps(hours=1)
    world.lan.sees_nothing_new()
    world.look_at_everything()
    await world.nothing_broke()


async def _nothing_leads_from_the_tip_to_lan(world: World, code: str) -> None:
    key = world.app.workplace.keyring.blind(world.lan.person.id)

    def look(uow):  # type: ignore[no-untyped-def]
        tip_id, session = uow.tips.find(code), uow.session
        account, sealed = session.execute(select(Vault.account_key, Vault.identity).where(Vault.tip_id == tip_id)).one()
        files = session.scalars(select(EvidenceFile.account_key).where(EvidenceFile.tip_id == tip_id)).all()
        letters = session.scalars(
            select(OUTBOX.c.id).where(OUTBOX.c.lane == f"a:{key}", OUTBOX.c.tip_id == tip_id)
        ).all()
        names = session.scalars(
            select(OUTBOX.c.once).where(OUTBOX.c.lane == f"a:{key}", OUTBOX.c.once.like(f"%:{tip_id}"))
        ).all()
        asked = select(OUTBOX.c.id).join(Question, Question.outbox_id == OUTBOX.c.id)
        names += session.scalars(asked.where(Question.tip_id == tip_id)).all()
        raw = session.scalars(select(INBOX.c.payload).where(INBOX.c.lane == key, INBOX.c.payload.is_not(None))).all()
        return account, len(sealed), uow.vault.identity(tip_id), files, letters, names, len(raw), uow.tips.view(tip_id)

    account, _, identity, files, letters, names, raw, tip = await world.in_database(look)
    assert account is None
    assert (identity.account_key, identity.phone, identity.guardian) == (None, None, "")
    assert key not in files
    assert letters == []
    assert names == []
    assert raw <= 1
    assert tip.status is Status.CLOSED
    assert not tip.reachable


async def test_deletion_is_refused_for_a_reason_in_law(world: World) -> None:
    await _reports(world)
    asked = await _asks(world, "Xin xóa", "Vâng, tôi xin xóa")
    await fills(world.commander, "Trả lời", "Từ chối", "Đang cần cho việc giải quyết")
    world.lan.sees("chưa được đồng ý", "Luật 91/2025 Điều 19", "khiếu nại", "0225 000 0113")
    late = await world.commander.taps("Trả lời", asked)
    world.commander.is_alerted(late, "Hải Ngô", "đã trả lời")
    world.look_at_everything()
    await world.jumps(days=60)
    world.look_at_everything()
    assert [deed for deed, _, _ in await _journal(world)] == ["data request asked", "data request refused"]


async def test_nothing_is_erased_by_a_single_press(world: World) -> None:
    await world.lan.starts()
    await world.lan.taps_each("Thông tin của tôi", "Xin xóa")
    world.lan.sees("Ông/bà vẫn muốn xin xóa")
    await world.lan.taps("Thôi, quay lại")
    world.lan.sees("Quyền của ông/bà")
    assert await _journal(world) == []
    world.commander.sees_nothing_new()


async def test_the_same_request_is_noted_once_while_it_is_open(world: World) -> None:
    await world.lan.starts()
    await world.lan.taps("Thông tin của tôi")
    page = last(world.lan)
    for _ in range(2):
        world.lan.taps_at_once("Xin bản sao", page)
    await world.settle()
    world.lan.sees("Yêu cầu số 1", "đang chờ trả lời")
    world.commander.sees("số 1")
    world.commander.sees_nothing_new()
    world.chief.skims()
    assert len(await _journal(world)) == 1


async def test_two_commanders_answer_and_the_first_one_counts(world: World) -> None:
    await _asks(world, "Xin bản sao")
    await world.chief.taps("Trả lời", world.chief.chat.messages[-1])
    await world.chief.taps("Từ chối", world.chief.chat.messages[-1])
    await world.chief.taps("lưu giữ hồ sơ", world.chief.chat.messages[-1])
    preview = world.chief.chat.messages[-1]
    await fills(world.commander, "Trả lời", "Đồng ý")
    world.chief.is_alerted(await world.chief.taps("✅ Xác nhận", preview), "Hải Ngô", "đã trả lời")
    world.lan.sees("Bản sao thông tin")
    assert "chưa được đồng ý" not in str([m.text for m in world.lan.chat.messages])
    world.look_at_everything()


async def test_commanders_are_reminded_the_day_before_and_daily_when_late(world: World) -> None:
    await _asks(world, "Xin bản sao")
    world.look_at_everything()
    reminded: list[str] = []
    for hour in range(24 * 15):
        await world.jumps(hours=1)
        fresh = [m for m in world.commander.chat.messages if not world.looked_at(m)]
        reminded += [f"{hour + 10}" for m in fresh if "đang chờ trả lời" in (m.text or "")]
        world.look_at_everything()
    at = [divmod(int(hour), 24) for hour in reminded]
    # Day 0 is Monday the 2nd. The receipt is due on day 2, the answer on day 10: a word at 8 on the morning before and
    # on the day itself; what is late is said every day, after the quiet hours.
    late = [(day, 6) for day in range(3, 10)]
    assert at == [(1, 8), (2, 8), *late, (9, 8), (10, 8), *((day, 6) for day in range(11, 16))]


async def test_the_list_is_for_the_commander_alone(world: World) -> None:
    await _asks(world, "Xin bản sao")
    await world.chief.writes("/yeucau")
    await world.chief.taps("Xem số 1", world.chief.sees("đang chờ: 1", "xin bản sao", "12/03/2026"))
    asked = world.chief.sees("Yêu cầu về thông tin cá nhân: số 1")
    await world.an.writes("/yeucau")
    world.an.sees("do chỉ huy làm")
    await world.chief.writes("/yeucau")
    world.chief.skims()
    for verb in ("seen", "answer", "open"):
        world.an.is_alerted(await world.an.forges(f"q1:{verb}:1:", asked), "do chỉ huy làm")
    world.look_at_everything()


async def test_nobody_answers_the_own_request(world: World) -> None:
    await world.commander.starts()
    await world.commander.taps_each("Thông tin của tôi", "Xin bản sao")
    asked = next(m for m in world.commander.chat.messages if "Yêu cầu mới" in (m.text or ""))
    world.commander.is_alerted(await world.commander.taps("Trả lời", asked), "của chính anh/chị")
    world.look_at_everything()


@pytest.mark.parametrize("data", ["y1:erase::no", "y1:burn::", "q1:answer:99:", "q1:burn:1:", "q1:answer:x:"])
async def test_made_up_buttons_change_nothing(world: World, data: str) -> None:
    actor: Actor = world.commander if data.startswith("q1") else world.lan
    await actor.starts()
    await actor.forges(data, last(actor))
    assert await _journal(world) == []
    world.look_at_everything()


async def test_without_a_commander_somebody_is_alarmed(world: World) -> None:
    for boss in (world.commander, world.chief):
        key = world.app.workplace.keyring.blind(boss.person.id)
        await world.in_database(lambda uow, key=key: uow.people.suspend(key))
    key = world.app.workplace.keyring.blind(world.binh.person.id)
    await world.in_database(lambda uow: uow.people.enrol(key, "Bình Lê", Role.ADMIN))
    await world.lan.starts()
    await world.lan.taps_each("Thông tin của tôi", "Xin bản sao")
    world.binh.sees("không có chỉ huy nào để trả lời")
    world.look_at_everything()


async def test_a_tip_without_a_known_reporter_goes_its_way(world: World) -> None:
    """After the identity is gone, every step of casework still works and reaches nobody."""
    await taken(world, world.an)
    await fills(world.an, "Kết thúc", "Hướng dẫn", "Tranh chấp vay mượn")
    await _asks(world, "Xin xóa", "Vâng, tôi xin xóa")
    await fills(world.commander, "Trả lời", "Đồng ý")
    world.look_at_everything()
    code = next(m.text or "" for m in world.group.messages if "BD-" in (m.text or "")).split("BD-")[1][:6]
    await world.commander.writes(f"/tin BD-{code}")
    await fills(world.commander, "Mở lại", "Xem lại")
    await fills(world.an, "Kết thúc", "Hướng dẫn", "Đã hướng dẫn lại")
    world.look_at_everything()
    world.lan.sees_nothing_new()
    await world.nothing_broke()

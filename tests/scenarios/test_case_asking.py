"""An officer asks the reporter of a tip: in the name of the ward, seen beforehand exactly as it arrives."""

from datetime import timedelta

from sqlalchemy import update

from bot.sandbox.faults import Fault
from storage.models import Vault
from storage.unit_of_work import UnitOfWork
from tests.scenarios.case_kit import asked, classified, fills, taken
from tests.world import World

OWN = "Người đó đi về hướng chợ hay hướng cầu ạ?"


def _body(text: str | None) -> str:
    """The question between the two rules of the preview."""
    return (text or "").split("──────────")[1].strip()


async def test_the_preview_is_what_the_reporter_sees(world: World) -> None:
    an, lan = world.an, world.lan
    code = await taken(world, an)
    await an.taps("Hỏi người báo")
    form = an.sees("Hỏi người báo", code, "Bấm chọn một câu hỏi", chat=an.chat)
    assert any("biển số" in label for label in form.labels)
    await an.writes(OWN)
    an.sees("Tiếp ở dưới")
    preview = an.sees("Người báo sẽ thấy đúng như sau", OWN)
    lan.sees_nothing_new()

    await an.taps("Xác nhận", preview)
    an.sees("Đã hỏi người báo", code, chat=an.chat)
    letter = lan.sees(code, OWN)
    assert (letter.text or "").strip() == _body(preview.history[-1].text)
    assert (letter.text or "").splitlines()[0] == f"📂 Tin {code}: công an phường hỏi thêm"
    assert letter.labels == ["✍️ Trả lời", "🤷 Tôi không biết", "🚫 Không muốn trả lời"]
    an.sees(code, "Đã hỏi người báo lúc 09 giờ 00 ngày 02/03/2026, chưa trả lời", chat=world.group)


async def test_a_proposed_question_goes_out_in_full_and_again_for_a_transferred_tip(world: World) -> None:
    an, lan = world.an, world.lan
    code = await classified(world, an)
    await fills(an, "Chuyển", "Cơ quan CSĐT", "Cơ quan CSĐT Công an thành phố", "12/PC-CAP", "Hôm nay", "24 giờ")
    card = an.sees(code, "chờ xác nhận đến", chat=world.group)
    await an.taps("Hỏi người báo", card)
    await an.taps("Có ai bị thương", an.sees("Bấm chọn một câu hỏi"))
    await an.taps("Xác nhận", an.sees("gọi 113 trước"))
    an.skims()
    lan.sees(code, "Có ai bị thương hoặc đang cần giúp ngay không? Nếu đang nguy hiểm, xin gọi 113 trước.")


async def test_a_new_and_a_closed_tip_cannot_be_asked_about(world: World) -> None:
    an, lan = world.an, world.lan
    code = await lan.reports()
    card = an.sees(code, chat=world.group)
    assert "❓ Hỏi người báo" not in card.labels
    tip_id = await world.in_database(lambda uow: uow.tips.find(code))
    an.is_alerted(await an.forges(f"d1:ask:{tip_id}:", card), "chưa ai tiếp nhận")
    stranger = await world.leader.forges(f"d1:ask:{tip_id}:", card)
    world.leader.is_alerted(stranger, "chưa có tên trong danh sách")

    await an.taps("Tiếp nhận", card)
    await an.taps("Hỏi người báo", card)
    form = an.sees("Bấm chọn một câu hỏi")
    await fills(world.binh, "Kết thúc", "Hướng dẫn", "Không phải việc của công an")
    await an.taps("biển số", form)
    late = await an.taps("Xác nhận", form)
    an.is_alerted(late, "đã kết thúc")
    world.look_at_everything()
    assert not any("hỏi thêm" in (m.text or "") for m in lan.chat.messages)


async def test_an_officer_who_signs_the_question_is_warned(world: World) -> None:
    an = world.an
    code = await taken(world, an)
    await an.taps("Hỏi người báo")
    an.sees("Bấm chọn một câu hỏi", code)
    await an.writes("Tôi là An Đỗ, ông/bà còn nhớ gì nữa không?")
    an.sees("Trong câu hỏi có tên của anh/chị")
    an.skims()
    await an.taps("Quay lại")
    await an.writes("Ông/bà còn nhớ gì nữa không?")
    assert "có tên của anh/chị" not in (an.chat.messages[-1].text or "")
    an.skims()


async def test_who_wished_for_no_messages_is_not_asked_and_the_officer_learns_what_else_there_is(world: World) -> None:
    an, lan = world.an, world.lan
    code = await taken(world, an)
    await lan.starts()
    await lan.taps_each("Tin đã gửi", code, "Đừng nhắn lại")
    lan.skims()
    an.sees(code, "không muốn được nhắn lại", chat=world.group)
    an.is_alerted(await an.taps("Hỏi người báo"), "không nhắn lại", "không gửi câu hỏi")
    an.sees(code, "không nhắn lại", "xác minh tại chỗ", chat=an.chat)
    lan.sees_nothing_new()


async def test_a_wish_for_no_messages_that_comes_while_the_form_is_open_still_counts(world: World) -> None:
    an, lan = world.an, world.lan
    code = await taken(world, an)
    await an.taps("Hỏi người báo")
    await an.taps("Những ai", an.sees("Bấm chọn một câu hỏi"))
    preview = an.sees("sẽ thấy đúng như sau")
    await lan.starts()
    await lan.taps_each("Tin đã gửi", code, "Đừng nhắn lại")
    lan.skims()
    an.sees(code, chat=world.group)
    an.is_alerted(await an.taps("Xác nhận", preview), "không nhắn lại")
    lan.sees_nothing_new()
    an.sees_nothing_new()


async def test_a_wish_for_no_messages_overtakes_a_question_that_is_still_on_its_way(world: World) -> None:
    an, lan = world.an, world.lan
    code = await taken(world, an)
    world.telegram.faults.add(Fault.cut_before(), method="sendMessage", chat=lan.chat)
    await fills(an, "Hỏi người báo", "Những ai")
    an.sees(code, "chưa trả lời", chat=world.group)
    tip_id = await world.in_database(lambda uow: uow.tips.find(code) or 0)
    await world.in_database(lambda uow: uow.tips.set_no_reply(tip_id, True))
    await world.jumps(seconds=70)
    lan.sees_nothing_new()
    an.sees(code, "câu hỏi chưa tới", chat=world.group)
    an.sees(code, "không nhắn lại", "xác minh tại chỗ", chat=an.chat)

    await lan.starts()
    await lan.taps_each("Tin đã gửi", code, "Nhắn lại cho tôi được")
    lan.sees(code, "công an phường hỏi thêm", "chừng bao nhiêu tuổi")
    lan.skims()
    an.sees(code, "chưa trả lời", chat=world.group)


async def test_who_is_away_is_asked_when_they_are_back(world: World) -> None:
    an, lan = world.an, world.lan
    code = await taken(world, an)
    lan.person.blocks()
    await world.settle()
    card = an.sees(code, "Không tới được người báo", chat=world.group)
    an.is_alerted(await an.taps("Hỏi người báo", card), "không tới được người báo", "tự gửi")
    await an.taps("Những ai", an.sees("Bấm chọn một câu hỏi"))
    await an.taps("Xác nhận", an.sees("Hiện không tới được người báo"))
    an.sees("Đã hỏi người báo")
    an.sees(code, "chưa tới", "gọi số người báo để lại", chat=an.chat)
    an.sees(code, "câu hỏi chưa tới", "Không tới được người báo", chat=world.group)

    await world.restart()
    await lan.starts()
    lan.sees(code, "công an phường hỏi thêm", "chừng bao nhiêu tuổi")
    lan.skims()
    shown = an.sees(code, "chưa trả lời", chat=world.group)
    assert "chưa tới" not in (shown.text or "")
    assert "Không tới được" not in (shown.text or "")


async def test_a_question_to_somebody_who_has_just_blocked_the_bot_is_kept(world: World) -> None:
    an, lan = world.an, world.lan
    code = await taken(world, an)
    lan.person.blocked.add(world.stage.bot.id)  # before the bot has been told
    await fills(an, "Hỏi người báo", "Những ai")
    an.sees(code, "câu hỏi chưa tới", "Không tới được người báo", chat=world.group)
    assert any("chưa tới" in (m.text or "") for m in an.chat.messages), "the officer is told at once"
    lost = await world.in_database(lambda uow: uow.questions.unanswered(world.clock.now(), 10))
    assert [each.asked.lost_at is not None for each in lost] == [True]

    lan.person.unblocks()
    await world.settle()
    lan.sees(code, "công an phường hỏi thêm")
    an.sees(code, "chưa trả lời", chat=world.group)


async def test_who_told_it_by_telephone_or_at_the_desk_has_no_chat(world: World) -> None:
    an = world.an
    code = await taken(world, an)

    def without_chat(uow: UnitOfWork) -> None:
        uow.session.execute(update(Vault).values(account_key=None))

    await world.in_database(without_chat)
    an.is_alerted(await an.taps("Hỏi người báo"), "không đến qua bot")
    an.sees(code, "không có khung chat", "xác minh tại chỗ", chat=an.chat)
    world.lan.sees_nothing_new()


async def test_a_question_that_telegram_refuses_is_said_to_the_officer(world: World) -> None:
    an, lan = world.an, world.lan
    code = await taken(world, an)
    world.telegram.faults.add(Fault.server_error(400), method="sendMessage", chat=lan.chat, times=2)
    await fills(an, "Hỏi người báo", "Những ai")
    an.sees(code, "câu hỏi chưa tới", chat=world.group)
    world.look_at_everything()
    assert any("Telegram không nhận câu hỏi" in (m.text or "") and code in (m.text or "") for m in an.chat.messages)


async def test_unanswered_questions_can_be_listed_by_age(world: World) -> None:
    an = world.an
    code, _ = await asked(world, an)
    tip_id = await world.in_database(lambda uow: uow.tips.find(code) or 0)

    async def older_than(hours: int) -> list[int]:
        before = world.clock.now() - timedelta(hours=hours)
        return await world.in_database(lambda uow: [q.tip_id for q in uow.questions.unanswered(before, 10)])

    assert await older_than(0) == [tip_id]
    assert await older_than(4) == []
    await world.jumps(hours=5)
    assert await older_than(4) == [tip_id]
    world.look_at_everything()
    await fills(an, "Kết thúc", "Hướng dẫn", "Không phải việc của công an")
    world.look_at_everything()
    assert await older_than(4) == []


async def test_talk_in_the_group_never_goes_out_and_a_reply_to_a_card_is_answered_once_an_hour(world: World) -> None:
    an, binh, lan = world.an, world.binh, world.lan
    code = await taken(world, an)
    card = next(m for m in world.group.messages if code in (m.text or ""))
    an.person.sends("Anh em xem camera đầu ngõ chưa?", world.group)
    an.person.replies(card, "Ông cho hỏi xe màu gì ạ?")
    await world.settle()
    hint = an.sees("Trả lời ở đây không tới người báo", "Hỏi người báo", chat=world.group)
    assert hint.reply_to is card
    binh.person.replies(card, "Đúng rồi, xe màu gì?")
    binh.person.replies(hint, "À vâng")
    await world.jumps(minutes=59)
    binh.person.replies(card, "Có ai nhận chưa?")
    await world.settle()
    an.sees_nothing_new(world.group)

    await world.jumps(minutes=2)
    binh.person.replies(card, "Alo?")
    await world.settle()
    an.sees("Trả lời ở đây không tới người báo", chat=world.group)
    lan.sees_nothing_new()
    assert not any("màu gì" in str(call.params) for call in world.telegram.calls)

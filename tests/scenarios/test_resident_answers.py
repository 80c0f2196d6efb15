"""A reporter answers what the ward asked: by button, by reply, by simply writing; now or much later."""

from bot.sandbox.messages import Message
from tests.scenarios.case_kit import asked, fills, taken
from tests.scenarios.leader_kit import presses_key
from tests.scenarios.resident_kit import card, code_of, last, line
from tests.world import Actor, World

PLATE = "Biển 15B1-234.56, xe Sirius đỏ"


def _answers(world: World, officer: Actor) -> str:
    """What "Xem đủ" says of questions and answers, on this officer's phone; the sign that stops links left out."""
    told = [m.text or "" for m in officer.chat.messages if m.sender is world.stage.bot and not m.deleted]
    return "\n".join(text for text in told if text.startswith("💬 Hỏi và đáp")).replace("\u2060", "")


async def _reads(world: World, officer: Actor, code: str) -> str:
    await officer.taps("Xem đủ", card(officer, code))
    shown = _answers(world, officer)
    world.look_at_everything()
    return shown


async def test_an_answer_of_many_kinds_until_done(world: World) -> None:
    an, lan = world.an, world.lan
    code, letter = await asked(world, an)
    before = line(card(lan, code), "Nội dung")
    await lan.taps("Trả lời", letter)
    lan.sees(code, "gõ chữ, ghi âm, gửi ảnh hoặc vị trí")
    await lan.writes(PLATE)
    lan.sees("đã nhận câu trả lời", code)
    an.sees(code, "người báo đã trả lời câu hỏi", "Xem đủ", chat=an.chat)
    news = an.sees(code, "người báo đã trả lời câu hỏi", chat=world.group)
    assert news.reply_to is card(lan, code)
    await lan.acts(lan.person.sends_photo(caption="ảnh chụp hôm trước"))
    await lan.acts(lan.person.sends_voice(b"OggS" + b"nhu tren"))
    await lan.acts(lan.person.sends_location(20.862, 106.702))
    await lan.taps("✅ Xong", last(lan))
    lan.sees("Mọi thứ đã vào", code)
    lan.skims()

    shown = an.sees(code, "cập nhật mới chưa xem", "Người báo đã trả lời câu hỏi lúc 09 giờ 00", chat=world.group)
    assert line(shown, "Gửi kèm") == "1 ảnh, 1 ghi âm"
    assert line(shown, "Nội dung") == before, "what was answered is for the officers alone"
    assert "20.862" not in (shown.text or "")
    an.sees_nothing_new()

    told = await _reads(world, an, code)
    for part in ("An Đỗ hỏi: Ông/bà có nhớ loại xe", PLATE, "ảnh chụp hôm trước", "20.86200, 106.70200", "2 tài liệu"):
        assert part in told
    assert "cập nhật mới" not in (card(lan, code).text or "")
    assert "✓ Ông/bà đã trả lời lúc 09 giờ 00" in (letter.text or "")
    assert "loại xe, màu xe" in (letter.text or "")
    assert letter.labels == ["✍️ Trả lời thêm"]
    await world.nothing_broke()


async def test_further_parts_are_heard_again_only_after_somebody_has_read(world: World) -> None:
    an, lan = world.an, world.lan
    code, letter = await asked(world, an)
    await lan.taps("Trả lời", letter)
    await lan.writes("Màu đỏ", "Hình như Sirius")
    lan.skims()
    an.sees(code, "đã trả lời", chat=world.group)
    an.sees(code, "đã trả lời", chat=an.chat)
    an.sees(code, "cập nhật mới", chat=world.group)
    an.sees_nothing_new()
    await _reads(world, an, code)
    await lan.writes("À, biển 15B1")
    lan.skims()
    an.sees(code, "đã trả lời", chat=world.group)
    an.sees(code, "đã trả lời", chat=an.chat)
    an.sees(code, "cập nhật mới", chat=world.group)


async def test_the_first_words_after_a_question_are_its_answer(world: World) -> None:
    """Most people simply write; "không" is an answer here, not a way out."""
    an, lan = world.an, world.lan
    code, _ = await asked(world, an, "Có ai bị thương")
    await lan.writes("Không")
    lan.sees("đã nhận câu trả lời", code, "bấm Xong")
    lan.skims()
    world.look_at_everything()
    assert "“Không”" in await _reads(world, an, code)

    await lan.taps("Đây là việc khác", last(lan))
    assert "đang xảy ra" in (last(lan).text or "")
    lan.skims()


async def test_a_greeting_after_a_question_is_no_answer(world: World) -> None:
    code, _ = await asked(world, world.an)
    await world.jumps(minutes=1)
    await world.lan.writes("alo")
    assert "Báo tin" in "".join(last(world.lan).labels)
    world.lan.skims()
    await world.lan.writes("Hôm qua tôi thấy thêm một xe nữa")
    world.lan.sees("Công an phường đang hỏi ông/bà về tin", code, "hay một việc khác")
    await world.lan.taps("Trả lời cho tin", last(world.lan))
    world.lan.sees("đã nhận câu trả lời", code)
    world.lan.skims()
    world.look_at_everything()
    assert "Hôm qua tôi thấy thêm một xe nữa" in await _reads(world, world.an, code)


async def test_a_reply_to_the_question_answers_it_at_any_time(world: World) -> None:
    an, lan = world.an, world.lan
    code, letter = await asked(world, an)
    await lan.starts()
    await lan.taps("Báo tin", last(lan))  # a report is begun meanwhile
    await world.jumps(hours=100)
    world.look_at_everything()
    lan.person.replies(letter, PLATE)
    await world.settle()
    lan.sees("đã nhận câu trả lời", code)
    world.look_at_everything()
    assert PLATE in await _reads(world, an, code)


async def test_a_report_that_is_being_written_waits_and_goes_on(world: World) -> None:
    an, lan = world.an, world.lan
    code, letter = await asked(world, an)
    await lan.starts()
    await lan.taps_each("Báo tin", "Đã qua")
    question = last(lan)
    await lan.taps("Trả lời", letter)
    await lan.writes(PLATE)
    await lan.taps("Ma túy", question)
    await lan.writes("Ngõ 12")
    assert "Ngõ 12" not in await _reads(world, an, code)
    assert "✓ Ở đâu: Ngõ 12" in str([m.text for m in lan.chat.messages])
    lan.skims()


async def test_not_knowing_and_not_wanting_to_say_are_answers(world: World) -> None:
    an, lan = world.an, world.lan
    code, letter = await asked(world, an)
    press = await lan.taps("Tôi không biết", letter)
    assert "đã chuyển tới công an phường" in ((press.answer and press.answer.text) or "")
    lan.sees(code, "đã cho biết là không biết")
    an.sees(code, "người báo cho biết không biết", chat=world.group)
    an.sees(code, "người báo cho biết không biết", chat=an.chat)
    an.sees(code, "Người báo cho biết không biết lúc", chat=world.group)
    again = await lan.forges(_data(letter, "unknown"), letter)
    assert "đã trả lời câu này rồi" in ((again.answer and again.answer.text) or "")
    lan.sees_nothing_new()
    an.sees_nothing_new()

    await lan.taps("Trả lời thêm", letter)
    await lan.writes("Nhớ ra rồi: xe Wave")
    lan.skims()
    an.sees(code, "đã trả lời câu hỏi", chat=world.group)
    an.sees(code, "Người báo đã trả lời câu hỏi lúc", chat=world.group)
    an.sees(code, "đã trả lời", chat=an.chat)
    late = await lan.forges(_data(letter, "declined"), letter)
    assert "đã trả lời câu này rồi" in ((late.answer and late.answer.text) or "")
    an.sees_nothing_new()

    await fills(an, "Hỏi người báo", "Gặp trực tiếp")
    await lan.taps("Không muốn trả lời", lan.sees("gặp công an phường"))
    lan.sees("đã chọn không trả lời")
    world.look_at_everything()
    told = await _reads(world, an, code)
    assert "người báo không muốn trả lời" in told
    assert "xe Wave" in told


async def test_my_tips_offers_to_answer(world: World) -> None:
    an, lan = world.an, world.lan
    code, _ = await asked(world, an)
    await fills(an, "Hỏi người báo", "Ông/bà có quen người đó không?")
    world.look_at_everything()
    await lan.starts()
    await lan.taps("Tin đã gửi")
    assert last(lan).labels[0] == f"❓ {code} · đã tiếp nhận"
    await lan.taps(code, last(lan))
    opened = lan.sees("Công an phường hỏi: Ông/bà có nhớ loại xe", "Công an phường hỏi: Ông/bà có quen người đó không?")
    await lan.taps("✍️ Ông/bà có quen", opened)
    await lan.writes("Không quen")
    await lan.taps("✅ Xong", last(lan))
    await lan.starts()
    await lan.taps_each("Tin đã gửi", code)
    assert last(lan).labels[0] == "✍️ Trả lời câu hỏi"
    lan.skims()
    world.look_at_everything()
    told = await _reads(world, an, code)
    assert told.index("Không quen") > told.index("quen người đó không?")
    assert "Chưa có trả lời" in told


async def test_putting_it_off_keeps_the_question(world: World) -> None:
    an, lan = world.an, world.lan
    code, letter = await asked(world, an)
    await lan.taps("Trả lời", letter)
    twice = await lan.taps("Trả lời", letter)
    assert "gửi câu trả lời ở dưới" in ((twice.answer and twice.answer.text) or "")
    await lan.taps("Để sau", last(lan))
    lan.sees("Khi nào muốn trả lời", code)
    an.sees_nothing_new()
    await world.restart()
    await world.jumps(hours=30)
    world.look_at_everything()
    await lan.taps("Trả lời", letter)
    await world.jumps(hours=20)
    world.look_at_everything()
    await lan.writes(PLATE)
    lan.skims()
    world.look_at_everything()
    assert PLATE in await _reads(world, an, code)


async def test_an_answer_after_the_tip_was_closed_is_news_and_says_so(world: World) -> None:
    an, lan = world.an, world.lan
    code, letter = await asked(world, an)
    await fills(an, "Kết thúc", "Hướng dẫn", "Không phải việc của công an")
    shown = an.sees(code, "đã kết thúc", chat=world.group)
    assert "chưa trả lời" not in (shown.text or "")
    lan.skims()
    await lan.taps("Trả lời", letter)
    lan.sees(code, "đã xong", "vẫn được chuyển tới công an phường", "Gửi hết thì bấm Xong")
    await lan.writes(PLATE)
    lan.skims()
    an.sees(code, "đã trả lời", "Tin đã kết thúc", chat=world.group)
    an.sees(code, "đã trả lời", "Tin đã kết thúc", chat=an.chat)
    an.sees(code, "cập nhật mới chưa xem", "đã kết thúc", chat=world.group)
    assert PLATE in await _reads(world, an, code)


async def test_who_is_closing_a_tip_looks_again_when_the_answer_comes_first(world: World) -> None:
    an, lan = world.an, world.lan
    code, letter = await asked(world, an)
    await an.taps("Kết thúc")
    await an.taps("Hướng dẫn", an.sees("Kết quả xử lý"))
    await an.writes("Không ai trả lời")
    preview = an.chat.messages[-1]
    await lan.taps("Trả lời", letter)
    await lan.writes(PLATE)
    world.look_at_everything()
    an.is_alerted(await an.taps("Xác nhận", preview), "Người báo vừa trả lời", code)
    an.skims()
    assert "đã kết thúc" not in (card(lan, code).text or "")
    await an.taps("Xác nhận", preview)
    an.sees(code, "đã kết thúc", chat=world.group)
    world.look_at_everything()


async def test_an_answer_and_a_closing_at_the_same_moment_both_count(world: World) -> None:
    an, lan = world.an, world.lan
    code, letter = await asked(world, an)
    await lan.taps("Trả lời", letter)
    await an.taps("Kết thúc")
    await an.taps("Hướng dẫn", an.sees("Kết quả xử lý"))
    await an.writes("Không phải việc của công an")
    preview = an.chat.messages[-1]
    lan.person.sends(PLATE)
    press = an.taps_at_once("Xác nhận", preview)
    lan.person.sends("Xe của người lạ")
    await world.settle()
    assert press.answer is not None
    if "Người báo vừa trả lời" in (press.answer.text or ""):
        await an.taps("Xác nhận", preview)
    world.look_at_everything()
    assert "đã kết thúc" in (card(lan, code).text or "")
    told = await _reads(world, an, code)
    assert PLATE in told
    assert "Xe của người lạ" in told
    await world.nothing_broke()


async def test_an_edited_answer_stays_an_answer_and_is_heard_of(world: World) -> None:
    an, lan = world.an, world.lan
    code, letter = await asked(world, an)
    await lan.taps("Trả lời", letter)
    message = await lan.writes("Biển 15B1-111.11")
    photo = await lan.acts(lan.person.sends_photo())
    await lan.taps("✅ Xong", last(lan))
    lan.skims()
    world.look_at_everything()
    assert "15B1-111.11" in await _reads(world, an, code)

    lan.person.edits(message, "Biển 15B1-222.22")
    await world.settle()
    lan.skims()
    an.sees(code, "đã trả lời", chat=world.group)
    an.sees(code, "đã trả lời", chat=an.chat)
    shown = an.sees(code, "cập nhật mới", chat=world.group)
    lan.person.edits(photo, "người mặc áo xanh")
    await world.settle()
    lan.skims()
    assert "15B1" not in (shown.text or "")
    assert "áo xanh" not in (card(lan, code).text or "")
    told = await _reads(world, an, code)
    newest = told[told.rindex("💬 Hỏi và đáp") :]
    assert "15B1-222.22" in newest
    assert "15B1-111.11" not in newest
    assert "người mặc áo xanh" in newest
    first = await world.in_database(lambda uow: uow.tips.content(uow.tips.find(code) or 0, 2))
    assert [part.text for part in first.answers] == ["Biển 15B1-111.11"]


async def test_a_late_picture_of_an_album_joins_the_answer(world: World) -> None:
    an, lan = world.an, world.lan
    code, letter = await asked(world, an, "Ảnh, video đã có")
    await lan.taps("Trả lời", letter)
    first, _ = await lan.acts(lan.person.sends_album([("photo", None, "cổng"), ("photo", None, None)]))
    await lan.taps("✅ Xong", last(lan))
    await lan.acts(lan.person.adds_to_album(first.album or "", "photo", caption="cái khóa"))
    lan.skims()
    world.look_at_everything()
    shown = card(lan, code)
    assert line(shown, "Gửi kèm") == "3 ảnh"
    assert "cái khóa" not in (shown.text or "")
    told = await _reads(world, an, code)
    assert "cái khóa" in told
    assert "3 tài liệu" in told


async def test_danger_told_in_an_answer_is_heard_at_once(world: World) -> None:
    an, lan = world.an, world.lan
    code, letter = await asked(world, an, "Còn tiếp diễn")
    await lan.taps("Trả lời", letter)
    await lan.writes("Cứu với, nó đang cầm dao phá cửa")
    lan.sees("113")
    lan.skims()
    loud = an.sees("NGUY HIỂM", code, chat=world.group)
    assert "phá cửa" not in (loud.text or "")
    world.look_at_everything()
    assert "phá cửa" in await _reads(world, an, code)
    await world.passes(minutes=5)
    an.sees(code, "chưa ghi nhận đã gọi", chat=world.group)
    world.look_at_everything()


async def test_a_long_answer_is_read_in_full(world: World) -> None:
    an, lan = world.an, world.lan
    code, letter = await asked(world, an, "Ông/bà kể hết giúp? " + "Xin kể thật kỹ. " * 55)
    await lan.taps("Trả lời", letter)
    await lan.writes(*("a.vn " * 800, "🎲" * 1900, "Hết thật rồi."))
    lan.skims()
    world.look_at_everything()
    told = await _reads(world, an, code)
    assert told.count("a.vn") >= 800
    assert told.count("🎲") >= 1900
    assert "Hết thật rồi." in told
    await world.nothing_broke()


async def test_the_owner_is_told_too_and_who_has_left_is_not(world: World) -> None:
    an, binh, lan = world.an, world.binh, world.lan
    code, letter = await asked(world, an)
    await fills(an, "Phân công", "Bình")
    world.look_at_everything()
    key = world.app.workplace.keyring.blind(an.person.id)
    await world.in_database(lambda uow: uow.people.suspend(key))
    await lan.taps("Trả lời", letter)
    await lan.writes(PLATE)
    lan.skims()
    binh.sees(code, "đã trả lời", chat=binh.chat)
    an.sees_nothing_new(an.chat)
    world.look_at_everything()


async def test_a_group_leader_is_asked_whether_it_is_the_answer(world: World) -> None:
    """What a leader simply writes is a new tip, and a key is a key: an open question must not swallow either."""
    an, leader = world.an, world.leader
    code = await _told_by_leader(world)
    await world.jumps(hours=2)
    await fills(an, "Hỏi người báo", "Xe, biển số")
    leader.sees(code, "công an phường hỏi thêm")
    world.look_at_everything()
    await presses_key(leader, "📋 Giữ hiện trường")
    assert "đã nhận câu trả lời" not in (last(leader).text or "")
    await leader.writes("xe Wave biển 15B1-234.56")
    await leader.taps("Trả lời cho tin", leader.sees("Đây là câu trả lời, hay một việc khác"))
    leader.sees("đã nhận câu trả lời", code)
    await leader.taps("✅ Xong", last(leader))
    world.look_at_everything()
    assert "15B1-234.56" in await _reads(world, an, code)

    await fills(an, "Hỏi người báo", "Những ai")
    await leader.writes("có đánh nhau ở chợ")
    await leader.taps("Việc khác", last(leader))
    await leader.taps("✅ Gửi", last(leader))
    assert code_of(leader) != code
    world.look_at_everything()


async def test_while_the_bot_still_asks_about_the_tip_the_wards_question_comes_first(world: World) -> None:
    an, leader = world.an, world.leader
    code = await _told_by_leader(world)
    await fills(an, "Hỏi người báo", "Xe, biển số")
    await leader.writes("xe Wave biển 15B1-234.56")
    leader.sees("đã nhận câu trả lời", code)
    world.look_at_everything()
    assert "15B1" not in (card(leader, code).text or "")
    assert "15B1-234.56" in await _reads(world, an, code)


async def _told_by_leader(world: World) -> str:
    """A tip from the fast lane that an officer has taken on; its details may still be told."""
    await world.leader.writes("mat trom xe may o nha ong Ba")
    await world.leader.taps("✅ Gửi")
    code = code_of(world.leader)
    await world.an.taps("Tiếp nhận", world.an.sees(code, chat=world.group))
    world.look_at_everything()
    return code


async def test_only_the_reporter_can_answer(world: World) -> None:
    code, letter = await asked(world, world.an)
    stranger = world.stranger()
    await stranger.starts()
    stranger.skims()
    for verb in ("answer", "unknown", "declined"):
        press = await stranger.forges(_data(letter, verb), stranger.chat.last)
        stranger.is_alerted(press, "Nút này đã cũ")
    wrong = await world.lan.forges(f"t1:answer:{code}:999", letter)
    world.lan.is_alerted(wrong, "Nút này đã cũ")
    stranger.sees_nothing_new()


async def test_another_question_and_further_answers_find_their_own_place(world: World) -> None:
    an, lan = world.an, world.lan
    code, first = await asked(world, an)
    await fills(an, "Hỏi người báo", "Những ai")
    second = lan.sees(code, "chừng bao nhiêu tuổi")
    world.look_at_everything()
    lan.person.replies(first, PLATE)
    await world.settle()
    await lan.taps("Trả lời", second)
    await lan.writes("Khoảng 20 tuổi")
    lan.skims()
    world.look_at_everything()
    told = await _reads(world, an, code)
    assert told.index("loại xe") < told.index(PLATE) < told.index("chừng bao nhiêu") < told.index("Khoảng 20 tuổi")


async def test_the_own_number_given_as_an_answer_goes_to_the_vault(world: World) -> None:
    an, lan = world.an, world.lan
    code, letter = await asked(world, an, "Cách liên lạc an toàn")
    await lan.taps("Trả lời", letter)
    await lan.acts(lan.person.shares_contact())
    lan.sees("đã nhận câu trả lời")
    lan.skims()
    world.look_at_everything()
    told = await _reads(world, an, code)
    assert "đã để lại số điện thoại" in told
    number = (lan.person.phone or "").removeprefix("+84")[-9:]
    assert number
    texts = [m.text or "" for m in (*an.chat.messages, *world.group.messages)]
    assert not [text for text in texts if number in text.replace(" ", "")]
    tip_id = await world.in_database(lambda uow: uow.tips.find(code) or 0)
    known = await world.in_database(lambda uow: uow.vault.identity(tip_id).phone)
    assert known is not None
    assert number in known


async def test_neither_side_learns_who_the_other_is(world: World) -> None:
    an, binh = world.an, world.binh
    zyl = Actor(world, world.telegram.create_person("Zylphương", last_name="Qwenhạnh", username="zyl_1987"))
    code = await zyl.reports()
    await an.taps("Tiếp nhận", an.sees(code, chat=world.group))
    world.look_at_everything()
    await fills(an, "Hỏi người báo", "Người đó đi hướng nào ạ?")
    await zyl.taps("Trả lời", zyl.sees("đi hướng nào"))
    await zyl.writes("Hướng chợ")
    await zyl.acts(zyl.person.sends_document("anh cua Zylphuong.jpg", b"\xff\xd8\xff", "image/jpeg"))
    await zyl.taps("✅ Xong", last(zyl))
    await fills(binh, "Hỏi người báo", "Những ai")
    await zyl.taps("Không muốn trả lời", zyl.sees("chừng bao nhiêu tuổi"))
    await an.taps("Xem đủ", card(zyl, code))
    await an.taps("Tài liệu", card(zyl, code))
    world.look_at_everything()

    officers = [*an.chat.messages, *binh.chat.messages, *world.group.messages]
    theirs = [_shown(m) for m in officers if m.sender is world.stage.bot]
    for secret in ("Zylph", "Qwen", "zyl_1987", str(zyl.person.id)):
        assert not [text for text in theirs if secret.lower() in text.lower()], secret
    hers = [_shown(m) for m in zyl.chat.messages if m.sender is world.stage.bot]
    for officer in (an, binh):
        for secret in (officer.person.first_name + " ", officer.person.last_name or "Đỗ", str(officer.person.id)):
            assert not [text for text in hers if secret in text], secret
    assert not [m for m in (*zyl.chat.messages, *officers) if m.forwarded is not None]


async def test_adding_to_a_tip_is_not_an_answer(world: World) -> None:
    an, lan = world.an, world.lan
    code = await taken(world, an)
    await fills(an, "Hỏi người báo", "Những ai")
    lan.skims()
    await lan.starts()
    await lan.taps_each("Tin đã gửi", code, "Gửi thêm")
    await lan.writes("Xe đỏ")
    lan.skims()
    shown = an.sees(code, "chưa trả lời", "Xe đỏ", chat=world.group)
    assert "cập nhật mới" in (shown.text or "")
    world.look_at_everything()


def _data(letter: Message, verb: str) -> str:
    """The callback data of a button that the message had."""
    rows = [row for version in letter.history for row in version.buttons] + [*letter.buttons]
    found = next(b.data for row in rows for b in row if b.data and b.data.startswith("t1:"))
    return found.replace(":answer:", f":{verb}:")


def _shown(message: Message) -> str:
    file = message.media.file if message.media else None
    parts = [message.text, message.caption, str(message.labels), file.name if file else ""]
    parts += [str(button.data) for row in message.buttons for button in row]
    return "\n".join(part or "" for part in parts) + "\n".join(version.text for version in message.history)

"""Two wards, one bot: a resident comes to one of them by its link or by choosing, and nothing is lost on the way."""

from bot.demo import cast
from bot.domain.people import Role
from storage.models import INBOX, InboxState
from tests.scenarios.case_kit import fills
from tests.scenarios.resident_kit import CODE, PLAIN_STORY, comes_to_review, content_lines, said
from tests.scenarios.stories import NORMAL
from tests.second_ward import LINK, SecondWard
from tests.world import World

ASKED = "công an phường nào"


async def test_a_wards_link_leads_to_that_ward(world: World, hong_bang: SecondWard) -> None:
    hoa = world.stranger("Hoa")
    await hoa.starts(LINK)
    hoa.sees("Công an phường Hồng Bàng", "0225 000 0200")
    hoa.sees_nothing_new()

    code = await hoa.reports()
    assert code.startswith("HB-")
    assert "Công an phường Hồng Bàng" in " ".join(said(hoa))
    assert "Bạch Đằng" not in " ".join(said(hoa))
    hong_bang.dung.sees(code, "Chưa ai tiếp nhận", chat=hong_bang.group)
    world.an.sees_nothing_new(world.group)


async def test_a_newcomer_chooses_and_the_first_words_go_on(world: World, hong_bang: SecondWard) -> None:
    hoa = world.stranger("Hoa")
    await hoa.writes("Mất trộm xe Sirius ở tổ 5 tối qua, bị bẻ khóa")
    question = hoa.sees(ASKED, "113", "chưa gửi cho ai")
    assert question.labels == ["Công an phường Bạch Đằng", "Công an phường Hồng Bàng"]
    hoa.sees_nothing_new()

    await hoa.taps("Hồng Bàng")
    hoa.sees("✓", "Hồng Bàng", "0225 000 0200")
    assert not question.labels
    await hoa.presses_on()
    hoa.skims()
    card = hong_bang.dung.sees("Sirius", chat=hong_bang.group)
    assert "HB-" in (card.text or "")
    world.an.sees_nothing_new(world.group)


async def test_everything_before_the_choice_is_told_in_its_order(world: World, hong_bang: SecondWard) -> None:
    """Words, a picture, an edit: asked once, and taken up as from Huệ, who came by the link and had no question."""
    hoa, hue = world.stranger("Hoa"), world.stranger("Huệ")
    await hue.starts("w-BD")
    for actor in (hoa, hue):
        first = await actor.writes("Mất trộm xe Sirius tối qua")
        await actor.acts(actor.person.sends_photo())
        await actor.writes("Ở tổ 5, bị bẻ khóa")
        await actor.acts(actor.person.edits(first, "Mất trộm xe Wave tối qua"))
    hoa.sees(ASKED)
    hoa.sees_nothing_new()
    assert await _parked(world) == 4

    await hoa.taps("Bạch Đằng")
    assert await _parked(world) == 0
    for actor in (hoa, hue):
        await actor.presses_on()
        actor.skims()
    cards = [world.an.sees("Wave", "1 ảnh", chat=world.group) for _ in (hoa, hue)]
    assert content_lines(cards[0]) == content_lines(cards[1])
    assert [CODE.sub("", words) for words in said(hoa)[1:]] == [CODE.sub("", words) for words in said(hue)[1:]]
    hong_bang.dung.sees_nothing_new(hong_bang.group)
    await world.nothing_broke()


async def test_what_follows_the_choice_at_once_does_not_overtake(world: World, hong_bang: SecondWard) -> None:
    """Words, choice and more words reach the bot together."""
    hoa, hue = world.stranger("Hoa"), world.stranger("Huệ")
    await hue.starts(LINK)
    await hue.writes("Mất trộm xe Sirius tối qua", "Xe màu đỏ", "Biển số 15B1")
    await hoa.writes("Mất trộm xe Sirius tối qua")
    hoa.person.sends("Xe màu đỏ")
    hoa.taps_at_once("Hồng Bàng")
    hoa.person.sends("Biển số 15B1")
    await world.settle()
    for actor in (hoa, hue):
        await actor.presses_on()
        actor.skims()
    cards = [hong_bang.dung.sees("Sirius", chat=hong_bang.group) for _ in (hoa, hue)]
    assert content_lines(cards[0]) == content_lines(cards[1])


async def test_who_writes_first_may_still_come_by_the_link(world: World, hong_bang: SecondWard) -> None:
    hoa = world.stranger("Hoa")
    await hoa.writes(*NORMAL[:1])
    hoa.sees(ASKED)
    await hoa.starts(LINK)
    await hoa.presses_on(*NORMAL[1:])
    hoa.skims()
    hong_bang.dung.sees("lô đề", chat=hong_bang.group)


async def test_a_bare_start_asks_and_then_shows_the_wards_menu(world: World, hong_bang: SecondWard) -> None:
    hoa = world.stranger("Hoa")
    await hoa.starts()
    hoa.sees(ASKED)
    await hoa.taps("Hồng Bàng")
    hoa.sees("✓", "Hồng Bàng")
    hoa.sees("Đây là kênh nhận tin báo", "Hồng Bàng")
    hoa.sees_nothing_new()
    question = next(m for m in hoa.chat.messages if "✓" in (m.text or ""))
    await hoa.forges(f"w1:choose:{hong_bang.id}:", question)
    hoa.sees_nothing_new()


async def test_a_link_that_names_no_ward_asks(world: World, hong_bang: SecondWard) -> None:
    hoa = world.stranger("Hoa")
    await hoa.starts("w-XX")
    hoa.sees(ASKED)
    await hoa.taps("Bạch Đằng")
    hoa.sees("✓", "Bạch Đằng")
    hoa.sees("Đây là kênh nhận tin báo", "Bạch Đằng")
    await hoa.starts("w-XX")
    hoa.sees("Đây là kênh nhận tin báo", "Bạch Đằng")


async def test_a_button_before_the_choice_is_answered_and_changes_nothing(world: World, hong_bang: SecondWard) -> None:
    hoa = world.stranger("Hoa")
    await hoa.starts()
    question = hoa.sees(ASKED)
    for data in ("m1:report::", "r1:review:abc:send", "t1:open:BD-7K3M-Q:", "d1:ack:1:", "a1:invite::admin", "bậy"):
        hoa.is_alerted(await hoa.forges(data, question), "chưa chọn phường")
    for data in ("w1:choose:999:", "w1:choose::", "w1:win:1:"):
        hoa.is_alerted(await hoa.forges(data, question), "Nút này đã cũ")
    hoa.sees_nothing_new()
    await world.nothing_broke()


async def test_whoever_does_not_choose_is_asked_once_more_and_then_told(world: World, hong_bang: SecondWard) -> None:
    hoa = world.stranger("Hoa")
    await hoa.writes("Mất trộm xe", "Xe màu đỏ")
    hoa.sees(ASKED)
    await world.passes(minutes=9)
    hoa.sees_nothing_new()
    await world.passes(minutes=2)
    hoa.sees(ASKED)
    await world.passes(hours=1)
    hoa.sees_nothing_new()

    await world.jumps(hours=72)
    hoa.sees("Ba ngày trước", "chưa gửi cho ai")
    for officer, group in ((world.an, world.group), (hong_bang.dung, hong_bang.group)):
        officer.skims(group)
    kept = await world.in_database(
        lambda uow: uow.session.execute(INBOX.select().where(INBOX.c.lane == _lane(uow, hoa)))
    )
    assert {row.payload for row in kept} == {None}


async def test_a_late_choice_is_not_taken_for_silence(world: World, hong_bang: SecondWard) -> None:
    """The draft begins with words from twenty minutes ago; its writer is here now and needs no nudge."""
    hoa = world.stranger("Hoa")
    await hoa.writes(PLAIN_STORY)
    await world.passes(minutes=20)
    hoa.skims()
    await hoa.taps("Bạch Đằng")
    hoa.skims()
    await world.passes(minutes=5)
    hoa.sees_nothing_new()
    await world.passes(minutes=6)
    hoa.sees("chưa gửi")


async def test_an_invitation_needs_no_choice(world: World, hong_bang: SecondWard) -> None:
    guest = world.stranger("Quỳnh")
    await guest.writes("/moi")
    guest.sees(ASKED)
    await guest.starts(await hong_bang.invitation(Role.OFFICER))
    guest.sees("chưa có tên trong danh sách")
    await hong_bang.admits(guest)
    guest.sees("Từ giờ anh/chị là", "trực ban", "Hồng Bàng")


async def test_with_one_ward_nobody_is_asked(world: World) -> None:
    hoa = world.stranger("Hoa")
    await hoa.starts("w-BD")
    assert "Đổi phường" not in " ".join(hoa.sees("Đây là kênh nhận tin báo", "Bạch Đằng").labels)
    await world.stranger("Huệ").writes("alo")
    world.look_at_everything()
    assert await _parked(world) == 0


async def test_a_ward_without_a_group_is_not_offered_yet(world: World) -> None:
    from tests.second_ward import CODE, NAME, PHONE, ensure_ward

    await world.in_database(lambda uow: ensure_ward(uow.session, CODE, NAME, PHONE))
    hoa = world.stranger("Hoa")
    await hoa.starts(LINK)
    assert "Đổi phường" not in " ".join(hoa.sees("Đây là kênh nhận tin báo", "Bạch Đằng").labels)


async def test_the_ward_can_be_changed_when_nothing_is_being_written(world: World, hong_bang: SecondWard) -> None:
    hoa = world.stranger("Hoa")
    await hoa.starts("w-BD")
    menu = hoa.sees("Bạch Đằng")
    await comes_to_review(hoa)
    hoa.skims()

    hoa.is_alerted(await hoa.taps("Đổi phường", menu), "đang viết dở")
    hoa.is_alerted(await hoa.forges(f"w1:choose:{hong_bang.id}:", menu), "đang viết dở")
    await hoa.starts(LINK)
    hoa.sees("đang viết dở")
    await hoa.writes("/huy")
    await hoa.taps("Bỏ")
    hoa.skims()

    await hoa.starts()
    await hoa.taps("Đổi phường")
    hoa.skims()
    await hoa.taps("Hồng Bàng")
    hoa.sees("✓", "Hồng Bàng")
    hoa.sees("Đây là kênh nhận tin báo", "Hồng Bàng")
    code = await hoa.reports()
    assert code.startswith("HB-")
    hong_bang.dung.sees(code, chat=hong_bang.group)
    world.an.sees_nothing_new(world.group)


async def test_tips_sent_to_another_ward_stay_with_it(world: World, hong_bang: SecondWard) -> None:
    """Its reporter turned to another ward since: what is added, asked or edited still reaches the first one."""
    hoa = world.stranger("Hoa")
    await hoa.starts("w-BD")
    told = await hoa.writes(PLAIN_STORY)
    await hoa.presses_on()
    hoa.skims()
    card = world.an.sees("Sirius", chat=world.group)
    await hoa.starts(LINK)
    hoa.sees("✓", "Hồng Bàng")
    hoa.sees("Đây là kênh nhận tin báo", "Hồng Bàng")

    await hoa.taps("Tin đã gửi")
    await hoa.taps("BD-")
    await hoa.taps("Gửi thêm")
    await hoa.writes("Xe có dán hình con rồng")
    await hoa.taps("Xong")
    hoa.skims()
    assert "con rồng" in (card.text or "")
    await hoa.acts(hoa.person.edits(told, "Mất trộm xe Wave ở tổ 5 tối qua, bị bẻ khóa"))
    hoa.skims()
    assert "Wave" in (card.text or "")
    await hoa.taps("Tin đã gửi")
    await hoa.taps("BD-")
    await hoa.taps("bảo vệ")
    hoa.skims()
    for boss in (world.commander, world.chief):
        boss.sees("xin được bảo vệ")
    hong_bang.mai.sees_nothing_new()
    hong_bang.dung.sees_nothing_new(hong_bang.group)
    world.an.skims(world.group)

    await world.an.taps("Tiếp nhận", card)
    hoa.skims()
    world.look_at_everything()
    await fills(world.an, "Kết thúc", "Hướng dẫn", "Tranh chấp")
    world.an.skims(world.group)
    await hoa.taps("Chưa ổn", hoa.sees("BD-", "đã ổn chưa"))
    hoa.sees("BD-", cast.WARD_PHONE)
    world.an.sees("chưa ổn", chat=world.group)
    world.an.skims(world.group)

    new = await hoa.reports("Quán nước ở tổ 7 ghi lô đề chiều nào cũng đông")
    assert new.startswith("HB-"), "nobody asked whether it belongs to the tip of the other ward"
    hong_bang.dung.sees(new, chat=hong_bang.group)
    await hoa.acts(hoa.person.blocks(world.stage.bot))
    world.an.sees("Không tới được", "BD-", chat=world.group)
    hong_bang.dung.sees("Không tới được", "HB-", chat=hong_bang.group)
    await world.nothing_broke()


async def _parked(world: World) -> int:
    found = await world.in_database(
        lambda uow: uow.session.execute(INBOX.select().where(INBOX.c.state == InboxState.PARKED)).all()
    )
    return len(found)


def _lane(uow, actor) -> str:  # type: ignore[no-untyped-def]
    return uow.keyring.blind(actor.person.id)

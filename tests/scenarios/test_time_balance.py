"""The daily balance: every update is accounted for, every tip has its card, and what is missing is a warning."""

from datetime import timedelta

from sqlalchemy import delete, update

from bot.domain.balance import Balance, Became
from bot.domain.delivery import Kind
from bot.domain.tip import Urgency
from bot.services.submit_tip import submit_tip
from storage.models import INBOX, OUTBOX, InboxState
from storage.unit_of_work import UnitOfWork
from tests.scenarios.crowd import told_tip
from tests.scenarios.stories import NORMAL
from tests.world import World


async def _balance(world: World, minutes: int = 1) -> Balance:
    """Of the last minutes, up to and with this moment."""
    now = world.clock.now()
    return await world.in_database(
        lambda uow: uow.balance.of(now - timedelta(minutes=minutes), now + timedelta(seconds=1))
    )


async def test_each_update_is_counted_by_what_became_of_it(world: World) -> None:
    await world.jumps(minutes=5)
    before = await _balance(world)
    assert before.updates == 0
    code = await world.lan.reports(*NORMAL)
    told = (await _balance(world)).became
    assert told[Became.TIP] == 1
    assert Became.ADDITION not in told

    await world.jumps(minutes=5)
    await world.lan.taps("Gửi thêm")
    await world.lan.writes("Biển số 15B1-123.45")
    await world.an.taps("Tiếp nhận", world.an.sees(code, chat=world.group))
    await world.an.writes("/moi", to=world.group)
    await world.an.writes("anh em chú ý nhé", to=world.group)
    await world.lan.writes("/start")
    found = await _balance(world)
    assert dict(found.became) == {
        Became.ADDITION: 1,
        Became.PRESS: 2,
        Became.COMMAND: 2,
        Became.OTHER: 1,
    }
    assert (found.tips, found.unread, found.agrees) == (0, 0, True)
    world.look_at_everything()


async def test_the_briefing_says_that_all_agrees(world: World) -> None:
    await world.lan.reports(*NORMAL)
    world.look_at_everything()
    await world.jumps(hours=22)
    told = world.an.sees("Bản tin giao ban", chat=world.group).text or ""
    line = next(line for line in told.splitlines() if "Đối chiếu" in line)
    assert line.startswith("🧮 Đối chiếu: ")
    assert " cập nhật = 1 tin mới + 0 bổ sung + " in line
    assert line.endswith("1 tin nhận = 1 thẻ đã đăng.")
    world.look_at_everything()


async def test_a_tip_that_time_handed_over_is_a_tip_of_no_update(world: World) -> None:
    await world.lan.writes("Có đánh nhau chảy máu ở ngõ 12, cứu với")
    await world.jumps(hours=3)
    found = await _balance(world, minutes=200)
    assert (found.became.get(Became.TIP, 0), found.tips, found.by_time) in {(0, 1, 1), (1, 1, 0)}
    assert found.agrees
    world.look_at_everything()


async def test_a_lost_card_is_a_warning_with_its_code(world: World) -> None:
    code = await world.in_database(lambda uow: _submitted_without_card(uow, world.lan.person.id))
    await world.jumps(seconds=1)
    await world.an.writes("/giaoban", to=world.group)
    world.an.sees(
        "Đối chiếu chưa khớp", "1 tin nhận", "= 0 thẻ đã đăng", f"1 tin chưa có thẻ: {code}", chat=world.group
    )
    await world.jumps(minutes=1)
    world.look_at_everything()
    await world.an.writes("/giaoban", to=world.group)
    world.an.sees("🧮 Đối chiếu", "= 1 thẻ đã đăng", chat=world.group)


async def test_an_update_that_nobody_could_read_is_a_warning(world: World) -> None:
    await world.lan.writes("/start")
    world.lan.skims()
    aside = update(INBOX).values(state=InboxState.QUARANTINED)
    last = INBOX.c.id == await world.in_database(lambda uow: max(uow.session.scalars(INBOX.select())))
    await world.in_database(lambda uow: uow.session.execute(aside.where(last)))
    await world.jumps(seconds=1)
    await world.an.writes("/giaoban", to=world.group)
    world.an.sees("Đối chiếu chưa khớp", "+ 1 chưa đọc được", "1 tin nhắn cần người xem", chat=world.group)


def _submitted_without_card(uow: UnitOfWork, chat_id: int) -> str:
    sent = submit_tip(uow, uow.people.meet(chat_id), told_tip(uow, 1, Urgency.NORMAL), uow.now)
    uow.session.execute(delete(OUTBOX).where(OUTBOX.c.kind == Kind.CARD))
    return sent.code


def test_what_an_update_made_must_be_there() -> None:
    """A tip that is gone again, such as after a hand in the database."""
    gone = Balance({Became.TIP: 3, Became.WORDS: 4}, unread=0, tips=2, posted=2, on_way=0, cardless=())
    assert (gone.updates, gone.missing, gone.agrees) == (7, 1, False)

"""The server burnt down; the ward goes on from last night's backup. Nothing comes twice without saying so."""

from collections.abc import AsyncIterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from bot.demo.seed import choose
from bot.demo.stage import keyring_of
from bot.services.restored import tell_of_restoration
from storage.archive import ArchiveWriter, Label, read_label, read_records
from storage.backup import write_backup
from storage.engine import open_engine
from storage.restoring import begin_anew, load
from storage.snapshot import read_snapshot
from storage.unit_of_work import Workplace
from tests.databases import KINDS, Databases
from tests.faults.people import first_look
from tests.scenarios.case_kit import fills
from tests.scenarios.stories import NORMAL, URGENT
from tests.world import World, open_world

KEY = bytes(32)
AGAIN, SEND = "gửi lại", "✅ Gửi"


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    """Which database the ward has."""
    return str(request.param)


@pytest.fixture
async def world(kind: str, databases: Databases, tmp_path: Path) -> AsyncIterator[World]:
    """A ward on its first day."""
    async with open_world(databases.fresh(kind), tmp_path) as opened:
        yield opened
        opened.nobody_missed_anything()


def _backup(world: World) -> bytes:
    """What ``tinbao backup`` writes at this moment."""
    file, settings = BytesIO(), world.app.settings
    archive = ArchiveWriter(file, KEY, Label(world.clock.now(), 0))
    with read_snapshot(settings.database) as connection:
        write_backup(connection, settings.evidence_dir, archive)
    archive.close()
    return file.getvalue()


async def _goes_on_from(world: World, backup: bytes, url: str) -> None:
    """What ``tinbao restore`` does, on another database; then the bot starts there."""
    settings = world.app.settings.model_copy(update={"database_url": url})
    file, engine = BytesIO(backup), open_engine(url)
    label, head = read_label(file)
    with engine.begin() as connection:
        end = load(connection, read_records(file, KEY, head), lambda *_: None, lambda: KEY)
        with Session(connection, join_transaction_mode="rollback_only") as session:
            begin_anew(session, end, label.made_at, world.clock.now())
            keyring = world.app.workplace.keyring
            tell_of_restoration(Workplace(keyring, world.clock, settings, 1).unit(session), label.made_at)
            session.flush()
    engine.dispose()
    assert keyring_of(settings).secrets == keyring.secrets
    world.clock.advance(timedelta(minutes=1))
    await world.restart(database_url=url)


async def _comes_to_the_review(world: World) -> None:
    """Lan has only to press "Gửi"."""
    await world.lan.writes(NORMAL[0])
    while (question := world.lan.open_question()) is not None and SEND not in question.labels:
        world.lan.person.presses(question, data=choose([b for row in question.buttons for b in row]))
        await world.settle()
    world.look_at_everything()


async def _only_takes_in(world: World) -> None:
    """What came is stored and handled; nothing has gone out yet."""
    await world.app.poller.poll(0)
    await world.app.lanes.drain()


async def test_what_was_about_to_go_out_comes_again_with_a_label(world: World, kind: str, databases: Databases) -> None:
    await _comes_to_the_review(world)
    world.lan.taps_at_once(SEND)
    await _only_takes_in(world)
    backup = _backup(world)
    await world.settle()
    first = world.an.sees("Cờ bạc", chat=world.group)
    assert AGAIN not in (first.text or "")
    world.look_at_everything()

    await _goes_on_from(world, backup, databases.empty(kind))
    second = world.an.sees(AGAIN, "Cờ bạc", chat=world.group)
    receipts = [first_look(m) for m in world.lan.chat.messages if "Xác nhận đã nhận" in first_look(m)]
    assert [AGAIN in receipt for receipt in receipts] == [False, True]
    world.an.sees("khôi phục từ bản sao lưu", "09 giờ 00", chat=world.group)
    world.look_at_everything()
    await world.an.taps("Tiếp nhận", first)
    assert "An" in (second.text or "")
    world.look_at_everything()


async def test_a_card_of_a_lost_tip_never_acts_on_another(world: World, kind: str, databases: Databases) -> None:
    await world.lan.reports(*NORMAL)
    backup = _backup(world)
    lost = await world.stranger("Hoa").reports(*URGENT)
    old_card = world.an.sees(lost, chat=world.group)
    await _goes_on_from(world, backup, databases.empty(kind))
    new = await world.stranger("Dũng").reports(*URGENT)
    assert new.startswith("BD2-")
    card = world.an.sees(new, chat=world.group)
    press = await world.an.taps("Tiếp nhận", old_card)
    assert press.answer is not None
    assert "An" not in (card.text or ""), "the new tip is nobody's yet"
    await world.an.taps("Tiếp nhận", card)
    assert "An" in (card.text or "")
    world.look_at_everything()
    await world.nothing_broke()


async def test_what_had_not_been_handled_is_answered_with_a_label(
    world: World, kind: str, databases: Databases
) -> None:
    world.lan.person.sends(NORMAL[0])
    await world.app.poller.poll(0)
    backup = _backup(world)
    await world.settle()
    world.look_at_everything()
    await _goes_on_from(world, backup, databases.empty(kind))
    world.lan.sees(AGAIN)
    world.look_at_everything()
    await world.stranger("Hoa").writes("/start")
    fresh = [m for chat in world._chats() for m in chat.messages if not world.looked_at(m)]
    assert all(AGAIN not in (m.text or "") for m in fresh), "what comes later is in no doubt"
    world.look_at_everything()


async def test_a_reminder_that_was_due_meanwhile_says_that_it_may_come_again(
    world: World, kind: str, databases: Databases
) -> None:
    code = await world.lan.reports(*NORMAL)
    world.look_at_everything()
    backup = _backup(world)
    await world.jumps(minutes=16)
    world.look_at_everything()
    await _goes_on_from(world, backup, databases.empty(kind))
    world.an.sees(AGAIN, code, "quá hạn", chat=world.group)
    world.look_at_everything()
    await world.jumps(minutes=11)
    assert AGAIN not in (world.commander.sees(code).text or ""), "the next rung is in no doubt"
    world.look_at_everything()


async def test_the_command_hears_that_what_was_erased_on_request_is_there_again(
    world: World, kind: str, databases: Databases
) -> None:
    await world.lan.starts()
    await world.lan.taps_each("Thông tin của tôi", "Xin xóa", "Vâng, tôi xin xóa")
    world.commander.sees("Yêu cầu mới về thông tin cá nhân", "số 1")
    world.look_at_everything()
    backup = _backup(world)
    await fills(world.commander, "Trả lời", "Đồng ý")
    world.lan.sees("Yêu cầu số 1 đã xong")
    world.look_at_everything()

    await _goes_on_from(world, backup, databases.empty(kind))
    for boss in (world.commander, world.chief):
        boss.sees("khôi phục từ bản sao lưu", "09 giờ 00", "xóa thông tin", "/yeucau", chat=boss.chat)
    world.look_at_everything()
    await world.chief.writes("/yeucau")
    world.chief.sees("số 1", chat=world.chief.chat)
    world.look_at_everything()

"""Old tips are erased: announced a month before, kept if somebody says why, unreadable for good, and still counted."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path

import psycopg
from sqlalchemy import make_url, select

from bot.domain.reports import Figures
from storage.journal_check import Walk
from storage.models import INBOX, OUTBOX, TALK, Account, CaseStep, EvidenceFile, Question, Tip, TipVersion, Vault
from storage.unit_of_work import UnitOfWork
from tests.scenarios.case_kit import fills, taken
from tests.scenarios.resident_kit import comes_to_review, last, sends_it
from tests.world import MONDAY_NINE, Actor, World

CLOSE = ("Kết thúc", "Hướng dẫn", "Việc dân sự")


async def _lan_reports(world: World) -> str:
    """With a number and a photo; An asks something, which Lan answers, and ends it."""
    lan, an = world.lan, world.an
    await comes_to_review(lan, "Mất trộm xe Sirius ở tổ 5 tối qua, bị bẻ khóa")
    await lan.taps("✏️ Số điện thoại")
    await lan.writes("0912 345 678")
    await lan.taps("✏️ Ảnh, giấy tờ")
    await lan.acts(lan.person.sends_photo())
    await lan.taps("✅ Xong", last(lan))
    code = await sends_it(lan)
    await an.taps("Tiếp nhận", an.sees(code, chat=world.group))
    await fills(an, "Hỏi người báo", "Xe, biển số")
    world.look_at_everything()
    return code


async def _ends(world: World, code: str) -> None:
    await world.an.writes(f"/tin {code}")
    await fills(world.an, *CLOSE)
    world.look_at_everything()


def _sealed(uow: UnitOfWork, code: str) -> list[bytes]:
    """The tip's key, everything under it, and the account: as they lie in the database."""
    tip_id = uow.session.scalars(select(Tip.id).where(Tip.code == code)).one()
    vault = uow.session.get_one(Vault, tip_id)
    columns = (TipVersion.content, CaseStep.detail, Question.wording, EvidenceFile.key, EvidenceFile.source)
    found = [uow.session.scalars(select(c).where(c.class_.tip_id == tip_id)) for c in columns]
    assert vault.account_key is not None
    return [vault.data_key, vault.identity, vault.account_key.encode(), *(v for some in found for v in some if v)]


def _figures(uow: UnitOfWork) -> Figures:
    return uow.figures.of(MONDAY_NINE - timedelta(days=1), MONDAY_NINE + timedelta(days=40))


def _bytes_of(world: World) -> Iterator[bytes]:
    """Every byte of the database, and of the files' folder."""
    yield from (path.read_bytes() for path in world.app.settings.evidence_dir.rglob("*"))
    url = make_url(world.app.settings.database)
    if url.get_backend_name() == "sqlite":
        base = Path(str(url.database))
        yield from (path.read_bytes() for path in base.parent.glob(f"{base.name}*"))
        return
    with psycopg.connect(url.set(drivername="postgresql").render_as_string(hide_password=False)) as connection:
        for (table,) in connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall():
            with connection.cursor().copy(f'COPY "{table}" TO STDOUT') as rows:  # type: ignore[arg-type]
                for row in rows:
                    yield bytes(row)
                    cells = (cell for cell in bytes(row).strip().split(b"\t") if cell.startswith(rb"\\x"))
                    yield b" ".join(bytes.fromhex(cell[3:].decode()) for cell in cells)


def _found(world: World, wanted: Iterable[bytes]) -> set[bytes]:
    there = list(_bytes_of(world))
    return {one for one in wanted if any(one in data for data in there)}


async def test_an_old_tip_is_announced_then_erased_and_still_counted(world: World) -> None:
    an, lan, boss = world.an, world.lan, world.commander
    hoa = world.stranger("Hoa")
    code, kept = await _lan_reports(world), await hoa.reports("Quán nước ở tổ 7 ghi lô đề chiều nào cũng đông")
    await an.taps("Tiếp nhận", an.sees(kept, chat=world.group))
    for each in (code, kept):
        await _ends(world, each)
    await lan.writes("/start")
    await lan.taps("Tin đã gửi")
    mine = lan.chat.messages[-1]
    await world.restart(retention_months=2, identity_months=0)
    await world.jumps(days=27)
    world.look_at_everything()
    await world.jumps(days=5)  # in April the time is over on 2 May
    warning = boss.sees("Sắp hết thời hạn lưu: 2 tin", code, kept, "/giu")
    assert "0912" not in (warning.text or "")
    assert world.chief.sees("Sắp hết thời hạn lưu: 2 tin").text == warning.text
    world.look_at_everything()

    await an.writes(f"/giu {kept} chờ tòa")
    an.sees("chỉ huy")
    await boss.writes(f"/giu {kept}")
    boss.sees("lý do")
    await boss.writes(f"/giu {kept.lower()} chờ tòa xét xử")
    boss.sees("Đã giữ tin", kept, "02/05/2027")
    sealed, of_kept = [await world.in_database(lambda uow, c=c: _sealed(uow, c)) for c in (code, kept)]  # type: ignore[misc]
    figures = await world.in_database(_figures)
    assert _found(world, sealed) == set(sealed)
    assert len(sealed) > 6
    await world.jumps(days=29)
    world.look_at_everything()
    assert _found(world, sealed) == set(sealed), "a month has not gone by since the warning"

    await world.jumps(days=2)
    await world.app.collector.drain()
    world.look_at_everything()
    assert _found(world, sealed) == set()
    assert _found(world, of_kept) == set(of_kept)
    assert not list(world.app.settings.evidence_dir.glob("*.sealed"))
    assert await world.in_database(_figures) == figures
    await _is_told(world, code, kept, mine)
    await world.in_database(_journal_holds)
    await world.nothing_broke()


async def _is_told(world: World, code: str, kept: str, mine: object) -> None:
    """Whoever still has a way to the tip hears in plain words that there is nothing any more."""
    an, lan = world.an, world.lan
    card = next(m for m in world.group.messages if code in (m.text or "") and "hết thời hạn lưu" in (m.text or ""))
    assert not card.labels
    for chat in (an.chat, world.group):
        await an.writes(f"/tin {code}", to=chat)
        an.sees(code, "đã hết thời hạn lưu", chat=chat)
    await an.writes(f"/tim {code}")
    assert not an.sees(code, "hết thời hạn lưu, nội dung đã xóa").labels
    await an.writes("/tim xe Sirius")
    an.sees("Không có tin nào khớp")
    await an.writes(f"/tin {kept}")
    an.sees("ghi lô đề", "chờ tòa xét xử", chat=an.chat)
    an.skims(an.chat)
    press = await lan.taps(code, mine)  # type: ignore[arg-type]
    lan.is_alerted(press, "hết thời hạn lưu")
    await lan.writes("/start")
    await lan.taps("Tin đã gửi")
    lan.sees("Chưa có tin nào", "hết thời hạn lưu")
    world.look_at_everything()


def _journal_holds(uow: UnitOfWork) -> None:
    walk = Walk(uow.keyring.journal, uow.ward_id)
    while walk.stride(uow.session):
        pass
    assert walk.broken is None
    deeds = {line.deed for line in uow.journal.of_tip(1, ("erasing announced", "erased"))}
    assert deeds == {"erasing announced", "erased"}


async def test_who_reported_may_go_before_what_was_reported_and_a_duplicate_goes_with_its_first(world: World) -> None:
    an, lan, boss = world.an, world.lan, world.commander
    first = await taken(world, an, "Mất trộm xe Sirius 15B1-123.45 ở tổ 5 tối qua, bị bẻ khóa")
    hoa = world.stranger("Hoa")
    second = await hoa.reports("Mất trộm xe Sirius 15B1-123.45 ở tổ 5 tối qua, bị bẻ khóa")
    await an.taps("Tiếp nhận", an.sees(second, chat=world.group))
    await an.writes(f"/tin {second}")
    await fills(an, "🔗 Gộp", first)
    await _ends(world, first)
    await world.restart(retention_months=4, identity_months=2)
    await world.jumps(days=32)
    boss.sees("Sắp gỡ danh tính người báo: 1 tin", first)
    world.look_at_everything()
    await world.jumps(days=31)
    world.look_at_everything()
    assert await world.in_database(lambda uow: [uow.vault.account_of(n) for n in (1, 2)]) == [None, None]
    assert await world.in_database(lambda uow: _known_of(uow, lan.person.id, hoa.person.id)) == []
    await an.writes(f"/tin {second}")
    an.sees("bẻ khóa", chat=an.chat)
    an.skims(an.chat)

    await world.jumps(days=30)
    boss.sees("Sắp hết thời hạn lưu: 1 tin", first)
    world.look_at_everything()
    await world.jumps(days=31)
    world.look_at_everything()
    for code in (first, second):
        await an.writes(f"/tin {code}")
        an.sees(code, "đã hết thời hạn lưu", chat=an.chat)
    await _comes_back(world, lan)


def _known_of(uow: UnitOfWork, *chats: int) -> list[str]:
    """The tables that still know one of these people."""
    keys = [uow.keyring.blind(chat) for chat in chats]
    lanes = [f"{way}:{key}" for way in "afc" for key in keys]
    asked = {
        "account": select(Account.key).where(Account.key.in_(keys)),
        "talk": select(TALK.c.account_key).where(TALK.c.account_key.in_(keys)),
        "outbox": select(OUTBOX.c.lane).where(OUTBOX.c.lane.in_(lanes)),
        "inbox": select(INBOX.c.lane).where(INBOX.c.lane.in_(keys)),
        "evidence": select(EvidenceFile.account_key).where(EvidenceFile.account_key.in_(keys)),
    }
    return [table for table, query in asked.items() if uow.session.scalars(query).all()]


async def _comes_back(world: World, lan: Actor) -> None:
    """A stranger again, who may report as on the first day."""
    again = await lan.reports("Vừa bị giật túi ở tổ 7 lúc nãy")
    world.an.sees(again, chat=world.group)
    world.look_at_everything()
    await world.nothing_broke()

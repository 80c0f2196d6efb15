"""The index finds every tip by every word of it, holds none of them in clear, and forgets with the tip's key."""

import itertools
from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, text
from sqlalchemy.orm import Session

from bot.domain.content import StoryPart, When
from bot.domain.search.request import read_request
from bot.domain.search.terms import Term, TermKind, terms_of, texts_of
from bot.domain.tip import Category, Status
from bot.domain.vietnamese import fold
from storage.models import Tip, TipToken, Vault
from storage.unit_of_work import UnitOfWork
from storage.wards import ensure_ward
from tests.storage.conftest import Store, told
from tests.world import MONDAY_NINE

ZYL = "Zylphương"
DRAFTS = itertools.count()


def _found(uow: UnitOfWork, typed: str, most: int = 50) -> list[int]:
    now = uow.now.astimezone(uow.settings.timezone)
    wanted = read_request(typed, now, uow.ward.neighbourhoods())
    return [tip.id for tip in uow.searches.find(wanted, 0, most)] if wanted else []


def _finds(store: Store, typed: str) -> list[int]:
    with store.unit() as uow:
        return _found(uow, typed)


def test_words_plates_phones_accounts_and_links_find_a_tip(store: Store) -> None:
    tip = store.tip("d1", story="Mất xe 15B1-123.45 ở ngõ 12, stk vcb 0011004123456, gọi 0912.345.678, nhanqua.xyz")
    store.tip("d2", story="Đánh nhau ở ngõ 14")
    for typed in (
        "mat xe", "mất xe", "xe mất", "15b1 12345", "12345", "0912345678", "0912 345 678", "+84912345678",
        "0011004123456", "stk 0011 0041 23456", "nhanqua.xyz", "ngo 12", "ngõ 12 mất",
    ):  # fmt: skip
        assert _finds(store, typed) == [tip], typed
    assert _finds(store, "mất tiền") == []
    assert len(_finds(store, "ngo")) == 2


def test_columns_are_searched_beside_words(store: Store) -> None:
    with store.unit() as uow:
        uow.ward.set_neighbourhoods([("Tổ dân phố số 5", ()), ("Cam Lộ", ())])
    theft, fraud = store.tip("d1", story="Mất xe"), store.tip("d2", story="Mất tiền", category=Category.FRAUD)
    assert _finds(store, "trộm cắp") == [theft]
    assert _finds(store, "lừa đảo mất") == [fraud]
    assert _finds(store, "chưa tiếp nhận") == [fraud, theft]
    with store.unit() as uow:
        uow.session.get_one(Tip, theft).status = Status.VERIFYING
    assert _finds(store, "đang xử lý") == [theft]
    assert _finds(store, "mất chưa tiếp nhận") == [fraud]
    with store.unit() as uow:
        code = uow.tips.code(fraud)
    assert _finds(store, code) == [fraud]
    assert _finds(store, f"{code} trộm cắp") == []


def test_days_are_those_of_the_receipt_or_of_the_event(store: Store) -> None:
    with store.unit() as uow:
        now = uow.now
    store.passes(days=3)
    week_ago = now - timedelta(days=7)
    old = store.tip("d1", when=When(week_ago, week_ago + timedelta(hours=2)))
    assert _finds(store, "hôm nay") == [old]
    assert _finds(store, f"{week_ago:%d/%m/%Y}") == [old]
    assert _finds(store, f"{week_ago - timedelta(days=1):%d/%m/%Y}") == []
    assert _finds(store, "tháng này") == _finds(store, "từ 20/02 đến 03/03 mất") == [old]


def test_newest_first_and_paged(store: Store) -> None:
    tips = [store.tip(f"d{n}", story="Mất xe máy" if n % 2 else "Mất xe đạp") for n in range(11)]
    with store.unit() as uow:
        wanted = read_request("mat xe", uow.now, ())
        pages = [[tip.id for tip in uow.searches.find(wanted, start, 4)] for start in (0, 4, 8, 12)]
        assert [id_ for page in pages for id_ in page] == tips[::-1]
        assert _found(uow, "xe dap") == tips[::-2]


def test_a_tip_says_something_new_and_is_still_found_by_what_it_said(store: Store) -> None:
    tip = store.tip(story="Mất xe Sirius")
    with store.unit() as uow:
        uow.tips.write(tip, told("Mất xe Wave 15B1-123.45"))
    assert _finds(store, "wave") == _finds(store, "sirius") == _finds(store, "15b1-12345") == [tip]


def test_what_was_read_before_is_not_read_again(store: Store) -> None:
    tip = store.tip(story="Mất xe Sirius, gọi 0900000123")
    before = told("Mất xe Sirius, gọi 0900000123")
    after = replace(before, story=(*before.story, StoryPart(2, "xe còn gắn thùng màu cam", MONDAY_NINE)))
    with store.unit() as uow:
        uow.tips.write(tip, after, before=before)
        uow.tips.write(tip, replace(after, phone="+84900000123"), before=after)
    assert _finds(store, "sirius") == _finds(store, "thùng cam") == [tip]
    assert _finds(store, "0900000123") == []
    assert texts_of(after)[:2] == ("Mất xe Sirius, gọi 0900000123", "xe còn gắn thùng màu cam")
    assert Term(TermKind.WORD, "sirius") not in terms_of(after, ZoneInfo("Asia/Ho_Chi_Minh"), known=texts_of(before))


def test_another_ward_finds_nothing_even_by_the_same_fingerprints(store: Store) -> None:
    here = store.tip(story="Mất xe Sirius 15B1-123.45")
    with store.unit() as uow:
        other = ensure_ward(uow.session, "HB", "Công an phường khác", "0225 000 0114")
        there = uow.for_ward(other)
        for typed in ("sirius", "15B1-123.45", uow.tips.code(here), "hôm nay", "trộm cắp", "chưa tiếp nhận"):
            assert _found(uow, typed) == [here], typed
            assert _found(there, typed) == [], typed
        uow.session.get_one(Tip, here).ward_id = other
        uow.session.flush()
        assert _found(uow, "sirius") == _found(there, "sirius") == []


def test_a_tip_whose_key_is_destroyed_is_found_by_nothing(store: Store) -> None:
    tip, other = store.tip("d1", story="Mất xe Sirius"), store.tip("d2", story="Mất xe Wave")
    with store.unit() as uow:
        code = uow.tips.code(tip)
        uow.session.execute(delete(Vault).where(Vault.tip_id == tip))
    with store.unit() as uow:
        assert uow.session.scalars(select(TipToken.token).where(TipToken.tip_id == tip)).all() == []
        for typed in ("sirius", "hôm nay", "chưa tiếp nhận", "trộm cắp", "mất xe", code):
            assert tip not in _found(uow, typed), typed
        assert _found(uow, "xe") == [other]
        uow.tokens.forget(other)
        assert _found(uow, "xe") == []


def test_a_number_told_in_the_story_is_forgotten_once_it_is_the_reporters(store: Store) -> None:
    tip = store.tip(story="Gọi tôi số 0900000123, xe 15B1-123.45")
    assert _finds(store, "0900000123") == [tip]
    with store.unit() as uow:
        uow.tips.write(tip, told("Gọi tôi số 0900000123, xe 15B1-123.45", phone="+84900000123"))
    assert _finds(store, "0900000123") == _finds(store, "0900 000 123") == []
    assert _finds(store, "15b1-12345") == [tip]


def test_vault_fields_leave_no_token(store: Store) -> None:
    plain = store.tip("d1", story="Mất xe")
    kept = store.tip("d2", story="Mất xe", phone="+84900000123", phone_words=f"{ZYL} tối", guardian="Mẹ 0900000125")
    with store.unit() as uow:
        of = {
            tip: set(uow.session.scalars(select(TipToken.token).where(TipToken.tip_id == tip))) for tip in (plain, kept)
        }
        assert of[plain] == of[kept]
        assert _found(uow, ZYL) == _found(uow, "0900000125") == _found(uow, "0900000123") == []


def test_no_word_stands_in_the_table_and_without_the_key_none_can_be_tried(store: Store) -> None:
    store.tip(story=f"{ZYL} sirius 15B1-123.45 0912345678 nhanqua.xyz ngõ 1234")
    with store.unit() as uow:
        rows = uow.session.execute(text("SELECT token, tip_id, kind FROM tip_token")).all()
        dump = "\n".join(" ".join(map(str, row)) for row in rows).lower()
        assert len(rows) > 8
        for word in ("zyl", "sirius", "15b1", "0912345678", "nhanqua", "ngo"):
            assert word not in dump
        assert all(isinstance(row.token, int) for row in rows)
        keyring = replace(uow.keyring, secrets=replace(uow.keyring.secrets, blind_index=bytes(32)))
        assert keyring.token(uow.ward_id, "word", "sirius") not in {row.token for row in rows}
        assert uow.keyring.token(uow.ward_id, "word", "sirius") in {row.token for row in rows}


def test_what_was_asked_is_sealed_and_forgotten_after_a_day(store: Store) -> None:
    with store.unit() as uow:
        uow.searches.keep("aaaaaaaa", "mất xe Sirius")
        raw = uow.session.execute(text("SELECT said FROM asked_search")).scalar_one()
        assert b"Sirius" not in bytes(raw)
        asked = uow.searches.asked("aaaaaaaa")
        assert asked is not None
        assert (asked.said, asked.at) == ("mất xe Sirius", uow.now)
        other = ensure_ward(uow.session, "HB", "Công an phường khác", "0225 000 0114")
        assert uow.for_ward(other).searches.asked("aaaaaaaa") is None
    store.passes(hours=24)
    with store.unit() as uow:
        assert uow.searches.asked("aaaaaaaa") is None
        uow.searches.keep("bbbbbbbb", "x")
        assert uow.session.execute(text("SELECT count(*) FROM asked_search")).scalar_one() == 1


TALK = """
mất xe máy bị trộm ở ngõ 12 hôm qua khoảng 8h30 tối có hai thằng đi Sirius 15B1-123.45 gọi 0912345678 bẻ khóa cổng
sđt đt ko lđ ng chợ Sắt tổ 5 tdp7 ma túy đánh bạc stk 0011004123456 vcb nhanqua.vip https://a-b.xyz/c 05/03 05.03.2026
BD-7K3M-Q đã xong chưa tiếp nhận đang xử lý từ đến công ty bác sỹ hoà hòa thuý quý Nguyễn Văn Á 20tr 5.000.000đ lô đề
"""
SYLLABLES = TALK.split()
TEXTS = st.lists(
    st.one_of(st.sampled_from(SYLLABLES), st.sampled_from(SYLLABLES), st.text(max_size=12)), min_size=1, max_size=12
).map(" ".join)


def _asked_for(chunk: str) -> Collection[str]:
    return {chunk, fold(chunk)}


@pytest.mark.parametrize("database_kind", ["sqlite"])  # what texts are taken for does not depend on the database
@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(said=TEXTS)
@example(said="tối qua mất xe")
def test_every_word_of_a_tip_finds_it_with_accents_and_without(store: Store, said: str) -> None:
    """A word that asks for nothing (a stop word, a lone sign) is the only one that does not."""
    store = store
    with Session(store.engine) as session:
        uow = store.workplace.unit(session)
        uow.ward.set_neighbourhoods([("Tổ dân phố số 5", ()), ("Cam Lộ", ("Sắt",))])
        account = uow.people.meet(next(DRAFTS) + 1)
        tip = uow.tips.create(
            f"d{next(DRAFTS)}", account, told(said), prefix="BD", reporter="resident", confirmed=True,  # type: ignore[arg-type]
            received_at=uow.now - timedelta(days=40),
        )  # fmt: skip
        assert tip is not None
        for chunk in said.split():
            for typed in _asked_for(chunk):
                wanted = read_request(typed, uow.now.astimezone(uow.settings.timezone), uow.ward.neighbourhoods())
                assert not wanted or tip.id in [t.id for t in uow.searches.find(wanted, 0, 5)], (typed, wanted)
        session.rollback()

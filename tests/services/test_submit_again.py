"""The lane and the scheduler send one draft at the same moment: one tip, which says all that was told."""

import threading
from dataclasses import replace

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from bot.domain.content import StoryPart, TipContent
from bot.domain.dialog import Submit
from bot.domain.events import Rewrote
from bot.domain.tip import Urgency
from bot.services.submit_tip import submit_tip
from bot.services.update_tip import add_to_tip, rewrite_message
from storage.models import Tip
from storage.tips import TipStore, TipView
from tests.storage.conftest import Store, told

LAN = 6_100_000_001
HANDED_OVER = told(urgency=Urgency.URGENT, phone="+84900000123")


def _submit(store: Store, content: TipContent, *, confirmed: bool) -> int:
    with store.unit() as uow:
        return submit_tip(uow, uow.people.meet(LAN), Submit("d1", content, confirmed), uow.now).id


def _view(store: Store, tip: int) -> TipView:
    with store.unit() as uow:
        return uow.tips.view(tip)


def _more(store: Store, content: TipContent, text: str, message_id: int = 2) -> TipContent:
    with store.unit() as uow:
        return replace(content, story=(*content.story, StoryPart(message_id, text, uow.now)))


def test_what_was_told_since_the_hand_over_is_not_lost(store: Store) -> None:
    tip = _submit(store, HANDED_OVER, confirmed=False)
    more = replace(_more(store, HANDED_OVER, "nó quay lại"), phone=None, guardian="Mẹ, 0900000125")
    assert _submit(store, more, confirmed=True) == tip

    view = _view(store, tip)
    assert (view.version, view.confirmed, view.content.told) == (2, True, "Mất trộm xe\nnó quay lại")
    with store.unit() as uow:
        identity = uow.vault.identity(tip)
        assert (identity.phone, identity.guardian) == ("+84900000123", "Mẹ, 0900000125")


def test_the_same_words_again_only_confirm(store: Store) -> None:
    tip = _submit(store, HANDED_OVER, confirmed=False)
    assert _submit(store, HANDED_OVER, confirmed=True) == tip
    assert (_view(store, tip).version, _view(store, tip).confirmed) == (1, True)
    revision = _view(store, tip).revision
    _submit(store, HANDED_OVER, confirmed=True)
    assert _view(store, tip).revision == revision


def test_what_reached_the_tip_meanwhile_stays(store: Store) -> None:
    tip = _submit(store, HANDED_OVER, confirmed=False)
    with store.unit() as uow:
        add_to_tip(uow, tip, TipContent(story=(StoryPart(9, "biển 15B1-123.45", uow.now),)))
        rewrite_message(uow, uow.people.meet(LAN), Rewrote("Mất trộm xe đỏ", 1, uow.now))
    _submit(store, HANDED_OVER, confirmed=True)
    assert _view(store, tip).content.told == "Mất trộm xe đỏ\nbiển 15B1-123.45"


def test_a_late_hand_over_takes_nothing_away(store: Store) -> None:
    tip = _submit(store, _more(store, HANDED_OVER, "nó quay lại"), confirmed=True)
    _submit(store, HANDED_OVER, confirmed=False)
    view = _view(store, tip)
    assert (view.version, view.confirmed, view.content.told) == (1, True, "Mất trộm xe\nnó quay lại")


@pytest.mark.parametrize("database_kind", ["postgresql"])
def test_two_processes_send_one_draft_at_the_same_moment(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both have looked and found no tip of it: that there is one in the end is the database's doing. SQLite has one
    writer, so that there nobody looks while another one writes."""
    both_looked, code = threading.Barrier(2, timeout=30), TipStore._free_code

    def waits(self: TipStore, prefix: str) -> str:
        both_looked.wait()
        return code(self, prefix)

    ends: list[str] = []
    with store.unit() as uow:
        uow.people.meet(LAN)

    def sends() -> None:
        try:
            _submit(store, HANDED_OVER, confirmed=True)
            ends.append("sent")
        except IntegrityError as error:
            ends.append(str(error.orig).split('"')[1])

    with monkeypatch.context() as patch:
        patch.setattr(TipStore, "_free_code", waits)
        at_once = [threading.Thread(target=sends) for _ in "ab"]
        for thread in at_once:
            thread.start()
        for thread in at_once:
            thread.join()
    with store.unit() as uow:
        assert uow.session.scalar(select(func.count()).select_from(Tip)) == 1
    assert sorted(ends) == ["sent", "uq_tip_draft_id"]
    assert _submit(store, HANDED_OVER, confirmed=True) > 0, "whoever was later tries again and finds it"

"""Every copy of a card is known, once, and can be forgotten although orders to redraw it are kept."""

import pytest
from sqlalchemy.exc import IntegrityError

from bot.domain.delivery import Kind
from storage.models import Posting
from storage.outbox import to_group
from tests.storage.conftest import Store


def test_copies_are_found_by_tip_and_by_message(store: Store) -> None:
    tip = store.tip()
    with store.unit() as uow:
        first = uow.postings.add(tip, -1, 10, 1)
        twin = uow.postings.add(tip, -1, 11, -1, pointer=True)
        assert [p.id for p in uow.postings.of_tip(tip)] == [first, twin]
        (found,) = uow.postings.at(-1, 11)
        assert found.pointer
        assert not uow.postings.at(-2, 11)
        uow.postings.drawn(first, 7)
    with store.unit() as uow:
        card = uow.postings.get(first)
        assert card is not None
        assert card.drawn_revision == 7


def test_one_message_is_one_copy(store: Store) -> None:
    """A press may be quicker than the record of the delivery."""
    tip = store.tip()
    with store.unit() as uow:
        adopted = uow.postings.add(tip, -1, 10, -1)
        assert uow.postings.add(tip, -1, 10, 3) == adopted
        (card,) = uow.postings.of_tip(tip)
        uow.session.refresh(card)
        assert card.drawn_revision == 3
    with pytest.raises(IntegrityError), store.unit() as uow:
        uow.session.add(Posting(tip_id=tip, chat_id=-1, message_id=10, drawn_revision=1, posted_at=uow.now))


def test_a_message_holds_several_tips_as_lines(store: Store) -> None:
    first, second = store.tip("one"), store.tip("two")
    with store.unit() as uow:
        for tip in (first, second):
            uow.postings.add(tip, -1, 10, 1, line=True)
        assert [(p.tip_id, p.line) for p in uow.postings.at(-1, 10)] == [(first, True), (second, True)]


def test_a_copy_that_was_redrawn_can_be_removed(store: Store) -> None:
    tip = store.tip()
    with store.unit() as uow:
        gone, other = uow.postings.add(tip, -1, 10, 1), uow.postings.add(tip, -2, 10, 1)
        for posting in (gone, other):
            uow.outbox.add(to_group(uow.ward_id), Kind.REDRAW, tip_id=tip, posting_id=posting)
    with store.unit() as uow:
        uow.postings.remove(gone)
        assert uow.postings.get(gone) is None
        assert uow.postings.forget_chat(-2) == [tip]
        assert not uow.postings.of_tip(tip)
        (order,) = uow.outbox.claim(10, ())
        assert order.posting_id is None

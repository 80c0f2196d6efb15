"""Questions to reporters: answered once, lost once, and listed even when nobody can read them any more."""

from datetime import timedelta

from sqlalchemy import text

from bot.domain.delivery import Kind
from bot.domain.inquiry import Reply, Words
from bot.domain.people import Role
from storage.outbox import to_account
from storage.questions import latest
from tests.storage.conftest import Store

WORDS = Words(own="Người đó đi về hướng nào?")


def _ask(store: Store, tip: int, words: Words = WORDS) -> int:
    with store.unit() as uow:
        officer = uow.people.enrol(uow.people.meet(6_200_000_001), "An", Role.OFFICER)
        question = uow.questions.add(tip, officer.id, words)
        uow.questions.sent_as(question, uow.outbox.add(to_account(uow.people.meet(6_100_000_001)), Kind.QUESTION))
        return question


def _arrives(store: Store, question: int, message_id: int) -> None:
    with store.unit() as uow:
        asked = uow.questions.get(question)
        assert asked is not None
        assert asked.outbox_id is not None
        uow.outbox.sent(asked.outbox_id, message_id)


def test_the_wording_is_sealed_with_the_tips_key(store: Store) -> None:
    question = _ask(store, store.tip())
    with store.unit() as uow:
        asked = uow.questions.get(question)
        assert asked is not None
        assert uow.questions.words(asked) == WORDS
        sealed = uow.session.execute(text("SELECT wording FROM question")).scalar_one()
    assert "hướng".encode() not in bytes(sealed)
    assert b"template" not in bytes(sealed)


def test_told_outweighs_every_other_reply(store: Store) -> None:
    question = _ask(store, store.tip())
    with store.unit() as uow:
        assert uow.questions.answered(question, Reply.UNKNOWN)
    store.passes(minutes=5)
    with store.unit() as uow:
        assert not uow.questions.answered(question, Reply.DECLINED)
        assert uow.questions.answered(question, Reply.TOLD)
        assert not uow.questions.answered(question, Reply.TOLD)
        assert not uow.questions.answered(question, Reply.UNKNOWN)
        asked = uow.questions.get(question)
        assert asked is not None
        assert (asked.asked.reply, asked.asked.answered_at) == (Reply.TOLD, uow.now)


def test_what_is_lost_stays_open_until_it_is_sent_again(store: Store) -> None:
    tip = store.tip()
    question = _ask(store, tip)
    with store.unit() as uow:
        assert uow.questions.lost(question)
        assert not uow.questions.lost(question)
        assert [asked.id for asked in uow.questions.lost_of(tip)] == [question]
        uow.questions.sent_as(question, None)
        assert uow.questions.lost_of(tip) == []
        uow.questions.answered(question, Reply.TOLD)
        assert not uow.questions.lost(question), "what was answered has arrived"


def test_only_what_has_arrived_is_waited_for_and_only_from_its_reporter(store: Store) -> None:
    with store.unit() as uow:
        lan, other = uow.people.meet(6_100_000_001), uow.people.meet(6_100_000_002)
    tip = store.tip(account=lan)
    store.tip("b", account=other)
    question = _ask(store, tip)
    with store.unit() as uow:
        assert uow.questions.waiting_for(lan, uow.now - timedelta(days=3)) is None
    _arrives(store, question, 77)
    with store.unit() as uow:
        waiting = uow.questions.waiting_for(lan, uow.now - timedelta(days=3))
        assert waiting is not None
        assert waiting.id == question
        assert uow.questions.waiting_for(other, uow.now - timedelta(days=3)) is None
        assert uow.questions.of_message(lan, 77) == waiting
        assert uow.questions.of_message(other, 77) is None
        assert uow.questions.of_message(lan, 78) is None
        assert uow.questions.open_among([tip]) == {tip}
    store.passes(days=4)
    with store.unit() as uow:
        assert uow.questions.waiting_for(lan, uow.now - timedelta(days=3)) is None
        uow.questions.answered(question, Reply.DECLINED)
        assert uow.questions.open_among([tip]) == set()


def test_unanswered_ones_are_listed_oldest_first_even_without_a_key(store: Store) -> None:
    tip = store.tip()
    first = _ask(store, tip)
    store.passes(hours=1)
    second = _ask(store, tip, Words(template="plate"))
    with store.unit() as uow:
        uow.session.execute(text("UPDATE vault SET data_key = :broken"), {"broken": b"broken"})
    with store.unit() as uow:
        assert [q.id for q in uow.questions.unanswered(uow.now, 10)] == [first, second]
        assert [q.id for q in uow.questions.unanswered(uow.now, 1)] == [first]
        assert [q.id for q in uow.questions.unanswered(uow.now - timedelta(minutes=59), 10)] == [first]


def test_a_card_shows_the_latest_that_waits_or_else_the_latest(store: Store) -> None:
    tip = store.tip()
    with store.unit() as uow:
        assert latest(uow.questions.of_tip(tip)) is None
    first, second = _ask(store, tip), _ask(store, tip)
    with store.unit() as uow:
        uow.questions.answered(second, Reply.TOLD)
        shown = latest(uow.questions.of_tip(tip))
        assert shown is not None
        assert shown.id == first
        uow.questions.answered(first, Reply.TOLD)
        shown = latest(uow.questions.of_tip(tip))
        assert shown is not None
        assert shown.id == second

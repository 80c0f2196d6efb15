"""Outgoing rows: one a lane, the most urgent first, each in one pair of hands, labelled when nobody knows."""

from datetime import timedelta

from sqlalchemy import select

from bot.domain.delivery import RULES, Kind
from bot.domain.screen import Screen, phrase
from bot.domain.screens.menu import TO_MENU
from storage.models import OUTBOX, OutboxState
from storage.outbox import FILE_LEASE, LEASE, Payload, to_account, to_account_files, to_group
from tests.storage.conftest import Store

HELLO = Payload(screen=Screen((phrase("duty-none-new"),)))


def test_the_most_urgent_goes_first_and_one_a_lane(store: Store) -> None:
    with store.unit() as uow:
        rows = {kind: uow.outbox.add(to_group(uow.ward_id), kind, HELLO) for kind in (Kind.DIGEST, Kind.CARD)}
        rows[Kind.DANGER_CARD] = uow.outbox.add(to_group(uow.ward_id), Kind.DANGER_CARD, HELLO)
        mine = uow.outbox.add(to_account("k"), Kind.REMINDER, HELLO)
    with store.unit() as uow:
        assert [row.id for row in uow.outbox.claim(10, ())] == [rows[Kind.DANGER_CARD], mine]
        assert [row.id for row in uow.outbox.claim(10, {to_group(uow.ward_id).lane, "a:k"})] == []


def test_a_claimed_row_is_left_alone_until_its_lease_runs_out_and_is_ambiguous_then(store: Store) -> None:
    with store.unit() as uow:
        uow.outbox.add(to_account("k"), Kind.RECEIPT, HELLO)
        (row,) = uow.outbox.claim(10, ())
        assert row.ambiguous == 0
    store.passes(seconds=LEASE.total_seconds() - 1)
    with store.unit() as uow:
        assert not uow.outbox.claim(10, ())
    store.passes(seconds=1)
    with store.unit() as uow:
        (again,) = uow.outbox.claim(10, ())
        assert (again.id, again.ambiguous, again.payload) == (row.id, 1, HELLO)


def test_a_file_has_the_time_it_needs_and_holds_up_nothing_in_its_chat(store: Store) -> None:
    with store.unit() as uow:
        uow.outbox.add(to_account_files("k"), Kind.EVIDENCE, Payload(evidence=(1,)))
        (row,) = uow.outbox.claim(10, ())
        assert row.route.account_key == "k"
    store.passes(seconds=FILE_LEASE.total_seconds() - 1)
    with store.unit() as uow:
        alarm = uow.outbox.add(to_account("k"), Kind.ALARM, HELLO)
        assert [taken.id for taken in uow.outbox.claim(10, {row.route.lane})] == [alarm]
        assert not uow.outbox.claim(10, ())
    store.passes(seconds=1)
    with store.unit() as uow:
        assert [(taken.id, taken.ambiguous) for taken in uow.outbox.claim(10, ())] == [(row.id, 1)]


def test_the_count_of_unknown_outcomes_never_goes_back(store: Store) -> None:
    with store.unit() as uow:
        uow.outbox.add(to_account("k"), Kind.RECEIPT, HELLO)
    for expected in (0, 1, 1, 2):
        with store.unit() as uow:
            (row,) = uow.outbox.claim(10, ())
            assert row.ambiguous == expected
            if expected == 1 and row.tries == 1:
                uow.outbox.retry(row.id, uow.now, "429")
            else:
                uow.outbox.unknown(row.id, uow.now, "cut")


def test_a_name_is_queued_once(store: Store) -> None:
    with store.unit() as uow:
        first = uow.outbox.add(to_account("k"), Kind.RECEIPT, HELLO, once="receipt:1")
        assert first is not None
        assert uow.outbox.add(to_account("other"), Kind.RECEIPT, HELLO, once="receipt:1") is None
        assert uow.outbox.named("receipt:1") == first
        assert uow.outbox.named("receipt:2") is None


def test_an_edit_waits_for_its_message_and_learns_its_number(store: Store) -> None:
    with store.unit() as uow:
        first = uow.outbox.add(to_account("k"), Kind.RECEIPT, HELLO)
        assert first is not None
        uow.outbox.add(to_account("k"), Kind.ANSWERED, HELLO, edits=first)
    with store.unit() as uow:
        assert [row.id for row in uow.outbox.claim(10, ())] == [first]
        assert not uow.outbox.claim(10, ())
        uow.outbox.sent(first, 77)
        (edit,) = uow.outbox.claim(10, ())
        assert edit.edit_message_id == 77


def test_the_group_is_held_and_released_with_nothing_lost(store: Store) -> None:
    with store.unit() as uow:
        uow.outbox.add(to_group(uow.ward_id), Kind.CARD, HELLO)
        private = uow.outbox.add(to_account("k"), Kind.ANSWER, HELLO)
        uow.outbox.hold_group(uow.now + timedelta(minutes=10))
        assert [row.id for row in uow.outbox.claim(10, ())] == [private]
        uow.outbox.release_group()
        (card,) = uow.outbox.claim(10, ())
        assert (card.kind, card.ambiguous) == (Kind.CARD, 0)


def test_what_is_settled_is_never_claimed_again(store: Store) -> None:
    with store.unit() as uow:
        rows = [uow.outbox.add(to_account(f"k{n}"), Kind.ANSWER, HELLO) for n in range(4)]
        claimed = uow.outbox.claim(10, ())
        assert [row.id for row in claimed] == rows
        ends = (lambda i: uow.outbox.sent(i, 1), lambda i: uow.outbox.skip(i, "x"), lambda i: uow.outbox.dead(i, "x"),
                lambda i: uow.outbox.quarantine(i, "x"))  # fmt: skip
        for end, row in zip(ends, claimed, strict=True):
            end(row.id)
    store.passes(days=1)
    with store.unit() as uow:
        assert not uow.outbox.claim(10, ())
        assert uow.outbox.oldest_waiting() is None


def test_only_presses_and_charts_die_of_age(store: Store) -> None:
    """Bot API, answerCallbackQuery: a query can be answered for a short while only. A chart goes with its digest."""
    assert {kind for kind, rule in RULES.items() if rule.lives is not None} == {Kind.PRESS_ANSWER, Kind.CHART}
    with store.unit() as uow:
        uow.outbox.add(to_group(uow.ward_id), Kind.PRESS_ANSWER, Payload(query_id="12345"))
        (row,) = uow.outbox.claim(10, ())
        assert row.expires_at == uow.now + timedelta(seconds=140)
        assert not row.route.is_group, "a press is no message: it does not count against the group's limit"


def test_answers_that_pile_up_wait_behind_what_others_wait_for(store: Store) -> None:
    """Within a chat the order stays; chats take turns; a digest does not wait for the second answer of anybody."""
    rows: dict[str, list[int | None]] = {"busy": [], "loud": [], "calm": []}
    for who in ("busy", "busy", "busy", "loud", "loud", "calm"):
        with store.unit() as uow:
            rows[who].append(uow.outbox.add(to_account(who), Kind.ANSWER, HELLO))
        store.passes(seconds=1)
    with store.unit() as uow:
        digest = uow.outbox.add(to_group(uow.ward_id), Kind.DIGEST, HELLO)
    order = []
    while True:
        with store.unit() as uow:
            found = uow.outbox.claim(1, ())
            for row in found:
                uow.outbox.sent(row.id, 1)
                order.append(row.id)
        if not found:
            break
    first, second, third = zip(rows["busy"], (*rows["loud"], None), (*rows["calm"], None, None), strict=True)
    expected = [*first, digest, *second, *third]
    assert order == [row for row in expected if row is not None]


def test_what_is_said_in_one_breath_stays_together(store: Store) -> None:
    with store.unit() as uow:
        rows = [uow.outbox.add(to_account("k"), Kind.ANSWER, HELLO) for _ in range(3)]
        other = uow.outbox.add(to_account("l"), Kind.ANSWER, HELLO)
    with store.unit() as uow:
        found = uow.session.scalars(select(OUTBOX.c.priority).where(OUTBOX.c.id.in_([*rows, other])))
        assert found.all() == [RULES[Kind.ANSWER].priority] * 4


def test_a_question_that_was_overtaken_long_before_it_can_be_seen_is_not_asked(store: Store) -> None:
    """Words without a question, such as whom to call, are all said."""
    asks = Payload(screen=Screen((phrase("duty-none-new"),), TO_MENU))
    for number in range(40):
        with store.unit() as uow:
            uow.outbox.add(to_account("k"), Kind.ANSWER, HELLO if number == 20 else asks)
        store.passes(seconds=1)
    with store.unit() as uow:
        states = uow.session.scalars(select(OUTBOX.c.state).order_by(OUTBOX.c.id)).all()
    waiting = [number for number, state in enumerate(states) if state is OutboxState.WAITING]
    assert len(waiting) < 20
    assert {0, 1, 20, 39} <= set(waiting)


def test_who_presses_a_thousand_buttons_keeps_nobody_from_a_receipt(store: Store) -> None:
    for number in range(30):
        with store.unit() as uow:
            uow.outbox.add(to_account("k"), Kind.PRESS_ANSWER, Payload(query_id=str(number)))
        store.passes(seconds=1)
    with store.unit() as uow:
        receipt = uow.outbox.add(to_account("l"), Kind.RECEIPT, HELLO)
        answer = uow.outbox.add(to_account("l"), Kind.ANSWER, HELLO)
        claimed = uow.outbox.claim(10, ())
    assert claimed[0].id == receipt
    assert {row.route.lane for row in claimed} == {"a:l", "p:k"}
    with store.unit() as uow:
        for row in claimed:
            uow.outbox.sent(row.id, 1)
        assert uow.outbox.claim(1, ())[0].id == answer

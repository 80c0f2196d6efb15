"""A row becomes a letter, its outcome becomes the row's end: the whole table."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.domain.content import EvidenceKind
from bot.domain.delivery import RULES, Kind, Unknown
from bot.domain.escalation import To
from bot.domain.inquiry import words_of
from bot.domain.ladders import Lack
from bot.domain.outcome import Outcome, Result
from bot.domain.papers import PaperKind
from bot.domain.people import Role
from bot.domain.periods import days
from bot.domain.personal_data import RequestKind
from bot.domain.reveals import RevealState
from bot.domain.screen import Alert, Screen, phrase
from bot.domain.tip import Urgency
from bot.services.claim_letters import Letter, claim_letters
from bot.services.ladders import start_ladder
from bot.services.reports.gather import count, cut_offs_of
from bot.services.settle_letter import _SETTLE, settle_letter
from bot.services.tip_clocks import begin_clocks
from storage.evidence import Source
from storage.models import OUTBOX, OutboxState
from storage.outbox import FILE_LEASE, LEASE, Payload, Route, to_account, to_group
from tests.storage.conftest import Store

GROUP, LAN, AN, BOSS = -1001, 6_100_000_001, 6_100_000_002, 6_100_000_003
OF_A_TIP = {
    Kind.DANGER_CARD, Kind.CARD, Kind.REMINDER, Kind.ESCALATION, Kind.EVIDENCE, Kind.REDRAW, Kind.IDENTITY, Kind.NEWS,
    Kind.CLOCK, Kind.HINT, Kind.QUESTION, Kind.PAPER,
}  # fmt: skip
HELLO = Payload(screen=Screen((phrase("duty-none-new"),)))


@pytest.fixture
def ward(store: Store) -> Store:
    """The group is linked; An is an officer, the boss commands."""
    with store.unit() as uow:
        uow.ward.link_group(GROUP)
        uow.people.enrol(uow.people.meet(AN), "An", Role.OFFICER)
        uow.people.enrol(uow.people.meet(BOSS), "Hải", Role.COMMANDER)
        uow.people.meet(LAN)
    return store


def _tip(ward: Store) -> int:
    """A tip that waits to be acknowledged."""
    tip = ward.tip()
    with ward.unit() as uow:
        start_ladder(uow, tip, Urgency.NORMAL, uow.now)
    return tip


def _queue(ward: Store, kind: Kind) -> int:
    """One row of this kind, as the product would write it."""
    if kind in OF_A_TIP:
        tip = _tip(ward)
    with ward.unit() as uow:
        lan, boss = to_account(uow.people.meet(LAN)), to_account(uow.people.meet(BOSS))
        group = to_group(uow.ward_id)
        row: int | None
        match kind:
            case Kind.PRESS_ANSWER:
                payload = Payload(alert=Alert(phrase("duty-called-noted")), query_id="1")
                row = uow.outbox.add(group, kind, payload)
            case Kind.DANGER_CARD | Kind.CARD:
                row = uow.outbox.add(group, kind, tip_id=tip)
            case Kind.REDRAW:
                posting = uow.postings.add(tip, GROUP, 50, 0)
                row = uow.outbox.add(group, kind, tip_id=tip, posting_id=posting)
            case Kind.CLOCK:
                begin_clocks(uow, uow.tips.view(tip))
                row = uow.outbox.add(group, kind, Payload(clocks=tuple(c.id for c in uow.clocks.of_tip(tip))))
            case Kind.REMINDER:
                row = uow.outbox.add(group, kind, Payload(reminders=(uow.reminders.of(tip, Lack.ACKNOWLEDGEMENT),)))
            case Kind.ESCALATION:
                ladder = uow.reminders.of(tip, Lack.ACKNOWLEDGEMENT)
                row = uow.outbox.add(boss, kind, Payload(reminders=(ladder,), rung=To.COMMANDER))
            case Kind.HANDOVER:
                shift = uow.roster.shifts().at(uow.now)
                handover = uow.handovers.add(shift, uow.now - timedelta(hours=12), 0, uow.now + timedelta(minutes=15))
                row = uow.outbox.add(group, kind, Payload(handover_id=handover))
            case Kind.DIGEST:
                row = uow.outbox.add(group, kind, HELLO)
            case Kind.ANSWERED:
                row = uow.outbox.add(lan, kind, Payload(screen=HELLO.screen, message_id=9))
            case Kind.NEWS | Kind.HINT:
                row = uow.outbox.add(group, kind, HELLO, tip_id=tip)
            case Kind.QUESTION:
                officer = uow.people.with_role(Role.OFFICER)[0].id
                row = uow.outbox.add(lan, kind, HELLO)
                uow.questions.sent_as(uow.questions.add(tip, officer, words_of("Xe màu gì?")), row)
            case Kind.IDENTITY:
                row = _identity(uow, tip, boss)
            case Kind.COPY:
                number = uow.data_requests.open(uow.people.meet(LAN), RequestKind.COPY, "", uow.now)
                row = uow.outbox.add(lan, kind, Payload(request_id=number))
            case Kind.REPORT:
                period = days(uow.now.date(), uow.now.date(), cut_offs_of(uow.settings))
                frozen = count(uow, period, cut_offs_of(uow.settings))
                issued = uow.issued_reports.freeze(period, frozen, uow.journal.head())
                row = uow.outbox.add(boss, kind, Payload(report_id=issued.id, ending="docx"))
            case Kind.ERASE:
                row = uow.outbox.add(lan, kind, Payload(message_id=9))
            case Kind.PAPER:
                member = uow.people.member(uow.people.meet(BOSS))
                uow.tips.acknowledge(tip, member.id)
                row = uow.outbox.add(boss, kind, Payload(paper=PaperKind.EXTRACT), tip_id=tip)
            case Kind.REGISTER:
                row = uow.outbox.add(boss, kind, Payload(day="2026-03-02"))
            case Kind.EVIDENCE:
                row = _file(uow, tip, boss)
            case _:
                row = uow.outbox.add(lan, kind, HELLO)
    assert row is not None
    return row


def _file(uow, tip: int, to: Route) -> int | None:  # type: ignore[no-untyped-def]
    key = uow.people.meet(LAN)
    file = uow.evidence.add(key, 5, EvidenceKind.PHOTO, Source("file", "image/jpeg", "x"), size=9, album=None)
    uow.evidence.attach([file], tip)
    return uow.outbox.add(to, Kind.EVIDENCE, Payload(evidence=(file,)), tip_id=tip)


def _identity(uow, tip: int, to: Route) -> int | None:  # type: ignore[no-untyped-def]
    """The boss has taken the tip on and may know who reported it."""
    boss = uow.people.member(uow.people.meet(BOSS))
    uow.tips.acknowledge(tip, boss.id)
    reveal = uow.reveals.ask(tip, boss.id, "cần gọi ngay", uow.now + timedelta(hours=1))
    uow.reveals.decide(reveal, boss.id, RevealState.APPROVED, uow.now + timedelta(hours=1))
    return uow.outbox.add(to, Kind.IDENTITY, Payload(reveal_id=reveal, message_id=9))


def _claim(ward: Store) -> Letter:
    with ward.unit() as uow:
        (letter,) = claim_letters(uow, 10, ())
    return letter


def _settle(ward: Store, letter: Letter, outcome: Outcome) -> None:
    with ward.unit() as uow:
        settle_letter(uow, letter, outcome)


def _row(ward: Store, row_id: int):  # type: ignore[no-untyped-def]
    with ward.unit() as uow:
        return uow.session.execute(select(OUTBOX).where(OUTBOX.c.id == row_id)).one()


def _keys(letter: Letter) -> list[str]:
    return [line.key for line in letter.screen.body] if letter.screen else []


def test_files_never_go_to_a_group(ward: Store) -> None:
    """Whoever should queue one for the duty group by mistake gets an alarm, and the group nothing."""
    tip = _tip(ward)
    with ward.unit() as uow:
        row = _file(uow, tip, to_group(uow.ward_id))
    with ward.unit() as uow:
        assert not [x for x in claim_letters(uow, 10, ()) if x.attachment or x.row.route.is_group]
    assert row is not None
    assert _row(ward, row).state == OutboxState.QUARANTINED


@pytest.mark.parametrize("kind", list(Kind))
def test_an_unknown_outcome_is_treated_by_the_rule_of_its_kind(ward: Store, kind: Kind) -> None:
    row = _queue(ward, kind)
    letter = _claim(ward)
    assert "resent" not in _keys(letter)
    _settle(ward, letter, Outcome(Result.UNKNOWN, "cut"))
    rule = RULES[kind].unknown
    if rule is Unknown.LEAVE:
        assert _row(ward, row).state == OutboxState.QUARANTINED
        return
    assert _row(ward, row).ambiguous == 1
    ward.passes(seconds=LEASE.total_seconds())
    with ward.unit() as uow:
        again = next(x for x in claim_letters(uow, 10, ()) if x.row.id == row)
    assert (_keys(again)[:1] == ["resent"]) == (rule is Unknown.RESEND_LABELLED)


@pytest.mark.parametrize("kind", [k for k in Kind if RULES[k].unknown is Unknown.RESEND_LABELLED])
def test_what_surely_did_not_arrive_is_not_labelled(ward: Store, kind: Kind) -> None:
    _queue(ward, kind)
    _settle(ward, _claim(ward), Outcome(Result.WAIT, "429", seconds=30))
    ward.passes(seconds=30)
    letter = _claim(ward)
    assert "resent" not in _keys(letter)
    _settle(ward, letter, Outcome(Result.NOT_LEFT, "no way out"))
    ward.passes(minutes=1)
    assert "resent" not in _keys(_claim(ward))


def test_the_death_of_whoever_was_sending_is_an_unknown_outcome_too(ward: Store) -> None:
    _queue(ward, Kind.CARD)
    _claim(ward)
    ward.passes(seconds=LEASE.total_seconds())
    assert _keys(_claim(ward))[0] == "resent"


def test_a_card_that_arrived_is_known_and_its_reporter_told(ward: Store) -> None:
    tip = _tip(ward)
    with ward.unit() as uow:
        uow.outbox.add(to_group(uow.ward_id), Kind.CARD, tip_id=tip)
        uow.outbox.add(to_account(uow.people.meet(LAN)), Kind.RECEIPT, HELLO, once=f"receipt:{tip}")
    with ward.unit() as uow:
        card, receipt = sorted(claim_letters(uow, 10, ()), key=lambda x: x.row.kind)
    _settle(ward, receipt, Outcome(Result.SENT, message_id=7))
    _settle(ward, card, Outcome(Result.SENT, message_id=50))
    with ward.unit() as uow:
        assert [(p.chat_id, p.message_id) for p in uow.postings.of_tip(tip)] == [(GROUP, 50)]
        assert uow.tips.view(tip).posted_at == uow.now
    edit = _claim(ward)
    assert (edit.edit, edit.chat_id) == (7, LAN)


def test_a_card_that_changed_on_its_way_is_drawn_again(ward: Store) -> None:
    row = _queue(ward, Kind.CARD)
    letter = _claim(ward)
    with ward.unit() as uow:
        tip = letter.row.tip_id
        assert tip is not None
        officer = uow.people.member(uow.people.meet(AN))
        assert officer is not None
        uow.tips.acknowledge(tip, officer.id)
        uow.outbox.add(to_account(uow.people.meet(LAN)), Kind.RECEIPT, HELLO, once=f"receipt:{tip}")
    _settle(ward, letter, Outcome(Result.SENT, message_id=50))
    with ward.unit() as uow:
        again = next(x for x in claim_letters(uow, 10, ()) if x.row.kind is Kind.REDRAW)
    assert again.edit == 50
    assert "duty-acknowledged" in _keys(again)
    assert row != again.row.id


def test_an_outcome_is_recorded_once(ward: Store) -> None:
    row = _queue(ward, Kind.ANSWER)
    letter = _claim(ward)
    _settle(ward, letter, Outcome(Result.SENT, message_id=1))
    _settle(ward, letter, Outcome(Result.UNKNOWN))
    assert (_row(ward, row).state, _row(ward, row).ambiguous) == (OutboxState.SENT, 0)


def test_what_telegram_refuses_is_tried_once_plain_and_then_set_aside_with_an_alarm(ward: Store) -> None:
    row = _queue(ward, Kind.ANSWER)
    letter = _claim(ward)
    assert not letter.plain
    _settle(ward, letter, Outcome(Result.REJECTED, "400"))
    plain = _claim(ward)
    assert plain.plain
    _settle(ward, plain, Outcome(Result.REJECTED, "400"))
    assert _row(ward, row).state == OutboxState.QUARANTINED
    alarm = _claim(ward)
    assert (alarm.row.kind, alarm.chat_id, _keys(alarm)) == (Kind.ALARM, BOSS, ["alarm-rejected"])


def test_a_file_that_telegram_refuses_is_spoken_of_instead(ward: Store) -> None:
    _queue(ward, Kind.EVIDENCE)
    with ward.unit() as uow:
        assert [file.id for file in uow.evidence.claim_wanted(9)] == [1]
        assert uow.evidence.stored(1, "a" * 64, 9)
    letter = _claim(ward)
    assert letter.attachment is not None
    _settle(ward, letter, Outcome(Result.REJECTED, "413"))
    again = _claim(ward)
    assert (again.attachment, _keys(again)) == (None, ["files-refused"])


@pytest.mark.parametrize("dies", [False, True])
def test_who_asked_for_files_is_told_when_nobody_knows_whether_they_arrived(ward: Store, dies: bool) -> None:
    row = _queue(ward, Kind.EVIDENCE)
    letter = _claim(ward)
    if dies:
        ward.passes(seconds=FILE_LEASE.total_seconds())
    else:
        _settle(ward, letter, Outcome(Result.UNKNOWN, "cut"))
    told = _claim(ward)
    assert (told.chat_id, _keys(told)) == (BOSS, ["files-unsure"])
    assert _row(ward, row).state == OutboxState.QUARANTINED


def test_who_blocked_the_bot_is_written_to_no_more(ward: Store) -> None:
    row = _queue(ward, Kind.NOTICE)
    _settle(ward, _claim(ward), Outcome(Result.BLOCKED, "403"))
    assert _row(ward, row).state == OutboxState.DEAD
    with ward.unit() as uow:
        assert uow.people.chat_of(uow.people.meet(LAN)) is None
        second = uow.outbox.add(to_account(uow.people.meet(LAN)), Kind.NOTICE, HELLO)
        assert claim_letters(uow, 10, ()) == []
    assert second is not None
    assert _row(ward, second).state == OutboxState.DEAD


def test_a_lost_group_keeps_its_messages_and_raises_one_alarm(ward: Store) -> None:
    row = _queue(ward, Kind.CARD)
    letter = _claim(ward)
    _settle(ward, letter, Outcome(Result.ROUTE_LOST, "403"))
    assert _row(ward, row).state == OutboxState.WAITING
    alarm = _claim(ward)
    assert _keys(alarm) == ["alarm-group-lost"]
    _settle(ward, alarm, Outcome(Result.SENT, message_id=1))
    ward.passes(minutes=10)
    card = _claim(ward)
    assert (card.row.id, "resent" in _keys(card)) == (row, False)
    _settle(ward, card, Outcome(Result.ROUTE_LOST, "403"))
    with ward.unit() as uow:
        assert claim_letters(uow, 10, ()) == []


def test_a_group_that_moved_gets_the_same_message_at_its_new_address(ward: Store) -> None:
    row = _queue(ward, Kind.CARD)
    _settle(ward, _claim(ward), Outcome(Result.MOVED, chat_id=-100_200))
    with ward.unit() as uow:  # its menu of commands goes to the new address too
        letter = next(each for each in claim_letters(uow, 10, ()) if each.row.kind is Kind.CARD)
    assert (letter.row.id, letter.chat_id, "resent" in _keys(letter)) == (row, -100_200, False)


def test_a_card_that_is_gone_is_posted_anew(ward: Store) -> None:
    row = _queue(ward, Kind.REDRAW)
    letter = _claim(ward)
    assert letter.edit == 50
    with ward.unit() as uow:
        assert letter.row.tip_id is not None
        uow.tips.posted(letter.row.tip_id)
    _settle(ward, letter, Outcome(Result.TARGET_GONE, "not found"))
    assert _row(ward, row).state == OutboxState.SKIPPED
    anew = _claim(ward)
    assert (anew.row.kind, anew.edit) == (Kind.CARD, None)


@pytest.mark.parametrize("result", [Result.TARGET_GONE, Result.PRESS_TOO_OLD])
def test_what_has_no_aim_any_more_is_let_go(ward: Store, result: Result) -> None:
    row = _queue(ward, Kind.ANSWERED)
    _settle(ward, _claim(ward), Outcome(result, "gone"))
    assert _row(ward, row).state == OutboxState.SKIPPED
    with ward.unit() as uow:
        assert claim_letters(uow, 10, ()) == []


def test_the_wait_grows_and_stays_within_a_minute(ward: Store) -> None:
    row, waits = _queue(ward, Kind.ANSWER), []
    for _ in range(9):
        _settle(ward, _claim(ward), Outcome(Result.NOT_LEFT, "no way out"))
        with ward.unit() as uow:
            waits.append(_due(ward, row) - uow.now)
        ward.passes(seconds=waits[-1].total_seconds())
    assert waits == sorted(waits)
    assert waits[-1] == timedelta(minutes=1)


def _due(ward: Store, row: int):  # type: ignore[no-untyped-def]
    return _row(ward, row).due_at


def test_rows_that_need_no_letter_do_not_hold_up_the_others(ward: Store) -> None:
    """Three hundred of them in one lane, before a message that somebody waits for."""
    with ward.unit() as uow:
        for _ in range(300):
            uow.outbox.add(to_account("nobody"), Kind.ANSWERED, HELLO)
        wanted = uow.outbox.add(to_group(uow.ward_id), Kind.REMINDER, Payload(reminders=()))
        wanted = uow.outbox.add(to_group(uow.ward_id), Kind.DIGEST, HELLO)
        assert [letter.row.id for letter in claim_letters(uow, 30, ())] == [wanted]


def test_a_press_that_is_too_old_is_not_answered(ward: Store) -> None:
    row = _queue(ward, Kind.PRESS_ANSWER)
    ward.passes(seconds=140)
    with ward.unit() as uow:
        assert claim_letters(uow, 10, ()) == []
    assert _row(ward, row).state == OutboxState.SKIPPED


def test_every_result_has_an_end() -> None:
    assert set(_SETTLE) == set(Result)

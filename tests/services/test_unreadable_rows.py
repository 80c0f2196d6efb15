"""A row that nobody can read is one of several that are due: time does the same for the others all the same."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from bot.domain.authority import Deed, Where
from bot.domain.casework.outcomes import Outcome
from bot.domain.delivery import Kind
from bot.domain.escalation import To
from bot.domain.forms.form import Sheet
from bot.domain.inquiry import Words
from bot.domain.ladders import Lack
from bot.domain.people import Member, Role
from bot.domain.periods import PeriodKind, period_at
from bot.domain.personal_data import RequestKind
from bot.domain.screen import phrase
from bot.domain.tip import Status, Urgency
from bot.services.acknowledge_tip import acknowledge_tip
from bot.services.casework.deeds import PERFORM
from bot.services.casework.transferring import bounce_overdue
from bot.services.drill import end_drills
from bot.services.entries_left_alone import look_after_entries
from bot.services.identity.protecting import ask_protection, chase_protection
from bot.services.ladders import begin_ladder, start_ladder
from bot.services.papers.register import register_of
from bot.services.personal_data.reminding import remind_of_requests
from bot.services.remind import remind
from bot.services.reports.gather import cut_offs_of
from storage.models import (
    OUTBOX,
    Account,
    DataRequest,
    Enrolment,
    FormSheet,
    OutboxState,
    Person,
    Reminder,
    Tip,
    TipVersion,
)
from storage.outbox import Payload, to_account, to_group
from storage.unit_of_work import UnitOfWork
from tests.storage.conftest import Store

BOSS, AN, BINH, LAN = 6_100_000_010, 6_100_000_011, 6_100_000_012, 6_100_000_001


@pytest.fixture
def people(store: Store) -> dict[int, Member]:
    """A commander and two officers, by chat."""
    roles = {BOSS: Role.COMMANDER, AN: Role.OFFICER, BINH: Role.OFFICER}
    with store.unit() as uow:
        return {chat: uow.people.enrol(uow.people.meet(chat), f"Ông {chat}", role) for chat, role in roles.items()}


def _does(store: Store, part: Callable[[UnitOfWork], int], *, most: int = 5) -> None:
    """As the scheduler does it: until there is no more."""
    for _ in range(most):
        with store.unit() as uow:
            if not part(uow):
                return
    raise AssertionError("it never ends")


def _heard(store: Store, kind: Kind, chat: int | None = None) -> int:
    with store.unit() as uow:
        lane = to_group(uow.ward_id).lane if chat is None else to_account(uow.keyring.blind(chat)).lane
        said = select(func.count()).where(OUTBOX.c.kind == kind, OUTBOX.c.lane == lane)
        return uow.session.scalar(said.where(OUTBOX.c.state == OutboxState.WAITING)) or 0


def _two_tips(store: Store) -> list[int]:
    return [store.tip(name) for name in ("lost", "kept")]


def _break_first(store: Store, tip_ids: list[int]) -> None:
    with store.unit() as uow:
        uow.session.execute(update(TipVersion).where(TipVersion.tip_id == tip_ids[0]).values(content=b"?"))


def test_what_somebody_told_by_telephone(store: Store, people: dict[int, Member]) -> None:
    for chat in (AN, BINH):
        with store.unit() as uow:
            sheet = Sheet(f"e{chat}", Deed.ENTER, answers={"what": "=Mất xe"}, opened_at=uow.now)
            uow.sheets.save(people[chat].account_key, sheet, None)
    with store.unit() as uow:
        broken = FormSheet.account_key == people[AN].account_key
        uow.session.execute(update(FormSheet).where(broken).values(state=b"?"))
    store.passes(minutes=11)
    _does(store, look_after_entries)
    assert (_heard(store, Kind.ANSWER, BINH), _heard(store, Kind.ALARM, BOSS)) == (1, 1)
    store.passes(hours=1)
    _does(store, look_after_entries)
    with store.unit() as uow:
        assert uow.session.scalar(select(func.count()).select_from(Tip)) == 1
    assert _heard(store, Kind.ALARM, BOSS) == 1, "said once"


def test_what_was_sent_on_and_not_confirmed(store: Store, people: dict[int, Member]) -> None:
    tips = _two_tips(store)
    for tip_id in tips:
        with store.unit() as uow:
            start_ladder(uow, tip_id, Urgency.NORMAL, uow.now)
            acknowledge_tip(uow, tip_id, people[AN], Where.GROUP)
            to = {"to": Outcome.MEDIATION, "reason": "x", "return_in": "24"}
            PERFORM[Deed.TRANSFER](uow, uow.tips.view(tip_id), people[AN], to)
    _break_first(store, tips)
    store.passes(hours=24)
    _does(store, bounce_overdue)
    with store.unit() as uow:
        assert [uow.tips.status(tip_id) for tip_id in tips] == [Status.TRANSFERRED, Status.ACKNOWLEDGED]
    assert _heard(store, Kind.ALARM, BOSS) == 2, "of one that it is back, of the other that it cannot come back"


def test_who_asked_to_be_protected(store: Store, people: dict[int, Member]) -> None:
    tips = _two_tips(store)
    for tip_id in tips:
        with store.unit() as uow:
            ask_protection(uow, uow.tips.view(tip_id))
    _break_first(store, tips)
    store.passes(minutes=15)
    _does(store, chase_protection)
    assert _heard(store, Kind.ALARM, BOSS) == 4, "each twice: it can be told without what the tip says"


def test_a_drill(store: Store, people: dict[int, Member]) -> None:
    tips = _two_tips(store)
    with store.unit() as uow:
        uow.session.execute(update(Tip).values(drill=True))
    _break_first(store, tips)
    store.passes(hours=25)
    _does(store, end_drills)
    with store.unit() as uow:
        assert [uow.tips.status(tip_id) for tip_id in tips] == [Status.NEW, Status.CLOSED]


@pytest.mark.parametrize("what", ["words", "tip"])
def test_who_asked_about_their_own_data(store: Store, people: dict[int, Member], what: str) -> None:
    tips = _two_tips(store)
    for chat in (LAN, AN):
        with store.unit() as uow:
            uow.data_requests.open(uow.people.meet(chat), RequestKind.CORRECT, "xin sửa", uow.now)
    if what == "tip":
        _break_first(store, tips)
    else:
        with store.unit() as uow:
            uow.session.execute(update(DataRequest).where(DataRequest.id == 1).values(said=b"?"))
    _does(store, remind_of_requests)
    assert _heard(store, Kind.NOTICE, BOSS) == 2


@pytest.mark.parametrize(("lack", "stage"), [(Lack.WORD, 0), (Lack.ANSWER, 0), (Lack.MOVEMENT, 1)])
def test_what_a_reporter_is_asked_or_the_desk_gets_back(
    store: Store, people: dict[int, Member], lack: Lack, stage: int
) -> None:
    """Rungs that need to know what the tip says."""
    broken, other = _two_tips(store)
    with store.unit() as uow:
        uow.questions.add(broken, people[AN].id, Words("Xe màu gì?"))
        begin_ladder(uow, broken, lack, Urgency.NORMAL, uow.now, timedelta(hours=1))
        status = Status.CLOSED if lack is Lack.WORD else Status.VERIFYING
        values = {"status": status, "owner_id": people[AN].id, "closed_at": uow.now}
        uow.session.execute(update(Tip).where(Tip.id == broken).values(values))
        uow.session.execute(update(Reminder).values(stage=stage))
        start_ladder(uow, other, Urgency.NORMAL, uow.now)
    _break_first(store, [broken])
    store.passes(hours=1)
    _does(store, remind)
    assert _heard(store, Kind.REMINDER), "of the other one"


def test_a_reminder_that_waits_to_be_joined(store: Store, people: dict[int, Member]) -> None:
    with store.unit() as uow:
        uow.outbox.remind_of(to_group(uow.ward_id), Kind.REMINDER, Payload(reminders=(1,), rung=To.GROUP))
        uow.session.execute(update(OUTBOX).values(payload=b"?"))
        uow.outbox.remind_of(to_group(uow.ward_id), Kind.REMINDER, Payload(reminders=(2,), rung=To.GROUP))
    assert _heard(store, Kind.REMINDER) == 1
    with store.unit() as uow:
        assert [row.payload.reminders for row in uow.outbox.claim(9, ())] == [(2,)]


def test_a_month_in_the_register(store: Store) -> None:
    tips = _two_tips(store)
    _break_first(store, tips)
    store.passes(hours=1)
    with store.unit() as uow:
        register = register_of(uow, period_at(PeriodKind.MONTH, uow.now, cut_offs_of(uow.settings)))
    assert [row[-1] for row in register.rows] == [phrase("register-unreadable"), ""]


def test_somebody_who_waits_to_be_approved(store: Store, people: dict[int, Member]) -> None:
    with store.unit() as uow:
        for chat, name in ((LAN, "Lan"), (LAN + 1, "Hoa")):
            uow.enrolments.ask(
                uow.people.meet(chat), name, frozenset({Role.OFFICER}), neighbourhood_id=None, unit=None,
                made_by=people[BOSS].id, replaces=None,
            )  # fmt: skip
        uow.session.execute(update(Enrolment).where(Enrolment.id == 1).values(name=b"?"))
    with store.unit() as uow:
        assert [one.name for one in uow.enrolments.waiting()] == ["?", "Hoa"]


@pytest.mark.parametrize("what", ["name", "chat"])
def test_one_of_those_who_are_to_hear(store: Store, people: dict[int, Member], what: str) -> None:
    account = people[BOSS].account_key
    with store.unit() as uow:
        second = uow.people.enrol(uow.people.meet(BINH), "Bình", Role.COMMANDER)
        assert second
        if what == "name":
            uow.session.execute(update(Person).where(Person.account_key == account).values(name=b"?"))
        else:
            uow.session.execute(update(Account).where(Account.key == account).values(chat=b"?"))
    tip_id = store.tip()
    with store.unit() as uow:
        start_ladder(uow, tip_id, Urgency.NORMAL, uow.now)
    for _ in range(3):
        store.passes(minutes=15)
        _does(store, remind)
    assert _heard(store, Kind.ESCALATION, BINH)

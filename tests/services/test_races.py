"""Two people, or a person and the clock, want to do something with one tip at the same moment: one of them does."""

import threading
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy.orm import Session

from bot.domain.authority import Deed, Where
from bot.domain.casework.outcomes import Outcome
from bot.domain.content import EvidenceKind
from bot.domain.delivery import Kind
from bot.domain.people import Member, Refused, Role
from bot.domain.tip import IdentityMode, Status, Urgency
from bot.services.acknowledge_tip import acknowledge_tip
from bot.services.casework.deeds import PERFORM
from bot.services.casework.transferring import bounce_overdue
from bot.services.drill import drill_pressed, end_drills
from bot.services.ladders import start_ladder
from bot.services.roster.pressing import RosterPress
from bot.services.roster.taking import take_pressed
from bot.services.speak import PressRef
from bot.services.update_tip import add_to_tip
from storage.evidence import Source
from storage.outbox import to_account
from storage.tips import TipView
from storage.unit_of_work import UnitOfWork
from tests.storage.conftest import Store, told

FULL, SMALL = 1_000, 25
Work = Callable[[UnitOfWork], object]


@pytest.fixture
def rounds(request: pytest.FixtureRequest) -> int:
    """How often each race is run; the nightly size with ``--full``."""
    return FULL if request.config.getoption("--full") else SMALL


@pytest.fixture
def officers(store: Store) -> tuple[Member, Member]:
    """Two of the duty desk."""
    with store.unit() as uow:
        uow.ward.link_group(-1001)
        an = uow.people.enrol(uow.people.meet(6_100_000_011), "An", Role.OFFICER)
        return an, uow.people.enrol(uow.people.meet(6_100_000_012), "Bình", Role.OFFICER)


def _new(store: Store, number: int, **content: object) -> int:
    tip_id = store.tip(f"race-{number}", account=None, **content)
    with store.unit() as uow:
        start_ladder(uow, tip_id, Urgency.NORMAL, uow.now)
    return tip_id


def _taken(store: Store, number: int, by: Member, **content: object) -> TipView:
    tip_id = _new(store, number, **content)
    with store.unit() as uow:
        acknowledge_tip(uow, tip_id, by, Where.GROUP)
        return uow.tips.view(tip_id)


def _at_once(store: Store, *works: Work) -> list[str]:
    """Run each in a transaction of its own, on a thread of its own, all from the same moment; how each ended."""
    barrier, ends = threading.Barrier(len(works)), [""] * len(works)

    def run(number: int, work: Work) -> None:
        barrier.wait()
        try:
            with Session(store.engine) as session, session.begin():
                work(store.workplace.unit(session))
            ends[number] = "won"
        except Refused:
            ends[number] = "lost"

    threads = [threading.Thread(target=run, args=item) for item in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ends


def test_two_officers_take_one_shift_over(store: Store, officers: tuple[Member, Member], rounds: int) -> None:
    for number in range(rounds):
        store.passes(hours=12)
        with store.unit() as uow:
            shift = uow.roster.shifts().at(uow.now)
            handover = uow.handovers.add(shift, uow.now - timedelta(hours=12), 0, uow.now + timedelta(minutes=15))
        presses = [
            RosterPress(officer, PressRef(f"{number}-{officer.id}", -1001, 5), Where.GROUP, str(handover), "")
            for officer in officers
        ]
        ends = _at_once(store, *(partial(take_pressed, press=press) for press in presses))
        with store.unit() as uow:
            taken = uow.handovers.get(handover)
        assert sorted(ends) == ["lost", "won"]
        assert taken is not None
        assert taken.taken_by == officers[ends.index("won")].id


def test_two_officers_acknowledge(store: Store, officers: tuple[Member, Member], rounds: int) -> None:
    for number in range(rounds):
        tip_id = _new(store, number)
        takes = [partial(acknowledge_tip, tip_id=tip_id, member=o, where=Where.GROUP) for o in officers]
        ends = _at_once(store, *takes)
        assert sorted(ends) == ["lost", "won"]
        with store.unit() as uow:
            assert uow.tips.view(tip_id).acknowledged_by == officers[ends.index("won")].id


def test_two_officers_end_it_differently(store: Store, officers: tuple[Member, Member], rounds: int) -> None:
    an, binh = officers
    for number in range(rounds):
        tip = _taken(store, number, an)

        def close(uow: UnitOfWork, by: Member, outcome: Outcome, tip: TipView = tip) -> None:
            PERFORM[Deed.CLOSE](uow, tip, by, {"outcome": outcome, "reason": "x"})

        outcomes = (Outcome.GUIDED, Outcome.JUNK)
        ends = _at_once(
            store, *(partial(close, by=o, outcome=end) for o, end in zip((an, binh), outcomes, strict=True))
        )
        assert sorted(ends) == ["lost", "won"]
        with store.unit() as uow:
            assert uow.tips.view(tip.id).case.outcome is outcomes[ends.index("won")]
            assert len(uow.cases.steps(tip.id)) == 1


def test_an_officer_confirms_when_the_time_runs_out(store: Store, officers: tuple[Member, Member], rounds: int) -> None:
    an, _ = officers
    for number in range(rounds):
        tip = _taken(store, number, an)
        with store.unit() as uow:
            PERFORM[Deed.TRANSFER](uow, tip, an, {"to": Outcome.MEDIATION, "reason": "x", "return_in": "24"})
            sent = uow.tips.view(tip.id)
        store.clock.advance(timedelta(hours=24))

        def confirm(uow: UnitOfWork, sent: TipView = sent) -> None:
            PERFORM[Deed.CONFIRM](uow, sent, an, {})

        assert set(_at_once(store, confirm, bounce_overdue)) <= {"won", "lost"}
        with store.unit() as uow:
            after = uow.tips.view(tip.id).case
            assert uow.cases.under_way(tip.id) is None
            assert (after.status, after.outcome) in {(Status.CLOSED, Outcome.MEDIATION), (Status.ACKNOWLEDGED, None)}
            assert len(uow.cases.steps(tip.id)) == 2


def test_a_reporter_adds_something_while_the_tip_is_ended(
    store: Store, officers: tuple[Member, Member], rounds: int
) -> None:
    """Neither is lost: what was added stands in the tip, and it is closed."""
    an, _ = officers
    for number in range(rounds):
        tip = _taken(store, number, an)

        def close(uow: UnitOfWork, tip: TipView = tip) -> None:
            PERFORM[Deed.CLOSE](uow, tip, an, {"outcome": Outcome.GUIDED, "reason": "x"})

        def add(uow: UnitOfWork, tip: TipView = tip) -> None:
            add_to_tip(uow, tip.id, told("Còn một người đội mũ xanh", urgency=None, category=None))

        assert _at_once(store, close, add) == ["won", "won"]
        with store.unit() as uow:
            after = uow.tips.view(tip.id)
            assert "mũ xanh" in after.content.told
            assert after.case.status is Status.CLOSED


def test_two_commanders_begin_a_drill(store: Store, rounds: int) -> None:
    with store.unit() as uow:
        chats = [6_100_000_010 + n for n in range(2)]
        bosses = [uow.people.enrol(uow.people.meet(chat), f"Ông {chat}", Role.COMMANDER) for chat in chats]
    for number in range(rounds):
        presses = [
            RosterPress(boss, PressRef(f"{number}-{boss.id}", chat, 5), Where.PRIVATE, Urgency.NORMAL, "")
            for boss, chat in zip(bosses, chats, strict=True)
        ]
        ends = _at_once(store, *(partial(drill_pressed, press=press) for press in presses))
        assert sorted(ends) == ["lost", "won"]
        store.passes(hours=25)
        with store.unit() as uow:
            assert end_drills(uow) == 1


def test_one_officer_asks_in_two_places_who_reported_a_tip(
    store: Store, officers: tuple[Member, Member], rounds: int
) -> None:
    with store.unit() as uow:
        uow.people.enrol(uow.people.meet(6_100_000_010), "Chi", Role.COMMANDER)
    for number in range(rounds):
        tip = _taken(store, number, officers[0], identity=IdentityMode.SECRET)
        ask = partial(PERFORM[Deed.REVEAL], tip=tip, member=officers[0], answers={"reason": "x"})
        assert sorted(_at_once(store, ask, ask)) == ["lost", "won"]


def test_of_several_processes_one_speaks_of_a_trouble(store: Store, rounds: int) -> None:
    """The watchdog of each process sees it at the same moment, and sees it end."""
    told: list[bool] = []
    for look in [_notice, _over] * rounds:
        _at_once(store, *[lambda uow, look=look: told.append(look(uow))] * 3)
        assert sorted(told) == [False, False, True]
        told.clear()


def _notice(uow: UnitOfWork) -> bool:
    return uow.watch.notice("trouble", timedelta(hours=1))


def _over(uow: UnitOfWork) -> bool:
    return uow.watch.over("trouble")


def test_of_several_processes_one_fetches_a_file(store: Store, rounds: int) -> None:
    fetched: list[int] = []
    for number in range(rounds):
        with store.unit() as uow:
            account = uow.people.meet(6_100_000_001)
            file = uow.evidence.add(account, number, EvidenceKind.PHOTO, Source("id"), size=None, album=None)
        _at_once(store, *[lambda uow: fetched.extend(wanted.id for wanted in uow.evidence.claim_wanted(4))] * 3)
        assert fetched == [file]
        fetched.clear()


def test_of_several_processes_one_sends_a_message(store: Store, rounds: int) -> None:
    """Whoever takes itself for the one that delivers: a row is in one pair of hands."""
    sent: list[int] = []
    for number in range(rounds):
        with store.unit() as uow:
            rows = [uow.outbox.add(to_account(f"{number}-{n}"), Kind.RECEIPT) for n in range(5)]
        _at_once(store, *[lambda uow: sent.extend(row.id for row in uow.outbox.claim(30, ()))] * 3)
        assert sorted(sent) == rows
        sent.clear()

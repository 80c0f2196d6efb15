"""What the people of the year's ward do with a tip, and what they set in the calendar."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import partial
from random import Random
from typing import TypeAlias

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from bot.crypto import new_master_key
from bot.domain.authority import Deed, Where, require
from bot.domain.calendar import SetDay
from bot.domain.forms.form import Sheet
from bot.domain.inquiry import Reply
from bot.domain.people import Refused, Role
from bot.domain.screen import Alert, phrase
from bot.domain.tip import Urgency
from bot.services.acknowledge_tip import acknowledge_tip, note_called
from bot.services.calendar.editing import edit_calendar
from bot.services.casework.deeds import PERFORM
from bot.services.take_answer import leave_unanswered
from bot.settings import Settings
from storage.keys import open_keyring
from storage.unit_of_work import UnitOfWork, Workplace
from storage.wards import ensure_ward
from tests.faults.year_life import BEGIN, SECOND, Case, Life, Wall
from tests.faults.year_reckoning import LIMITS, ZONE, Days, local_day

Deal: TypeAlias = Callable[[Life, Case, UnitOfWork], None]


def _plan_edits(life: Life) -> None:
    """A storm's day off told of two days before, a Saturday made up for it, and one that is taken back."""
    storm, saturday, wrong = date(2026, 9, 10), date(2026, 9, 19), date(2026, 6, 16)
    for at, edit, back in (
        (datetime(2026, 6, 12, 9, tzinfo=ZONE), SetDay(wrong, False, "họp"), False),
        (datetime(2026, 6, 15, 10, tzinfo=ZONE), SetDay(wrong, False), True),
        (datetime(2026, 9, 8, 15, tzinfo=ZONE), SetDay(storm, False, "bão"), False),
        (datetime(2026, 9, 12, 8, tzinfo=ZONE), SetDay(saturday, True, "làm bù"), False),
    ):
        life.plans(at, partial(_edit, life, edit, back))


def _plan_storm(life: Life, case: Case) -> None:
    """The last day of a notice is declared off when the word before it has been said already."""
    last = local_day(LIMITS["notify_procuracy"](case.received, Days())[0] - SECOND)
    eve = datetime.combine(last, time(10), ZONE) - timedelta(days=1)
    if eve > case.received:
        life.plans(eve, partial(_edit, life, SetDay(last, False, "bão"), False))


def _edit(life: Life, edit: SetDay, back: bool) -> None:
    day = edit.day.isoformat()
    answers = {"do": "back", "edit": day} if back else {"do": "worked" if edit.working else "off", "day": day}
    with Session(life.engine) as session, session.begin():
        edit_calendar(life.workplace.unit(session), life.commander, Sheet("00000000", Deed.CALENDAR, answers=answers))
    before = life.edits[-1][1].here if life.edits else ()
    kept = tuple(here for here in before if here[0] != edit.day)
    life.edits.append((life.wall.at, Days(kept if back else (*kept, (edit.day, edit.working)))))


def plan_handling(life: Life, case: Case) -> None:
    """Given to somebody or not, asked about, classified, its notices sent or not, and ended in one of several ways."""
    random = life.random
    if len(life.cases) == 1:
        _plan_edits(life)
    if len(life.cases) % 3 == 0:
        _plan_storm(life, case)
    if random.random() < 0.5:
        _plan(life, case, case.received + timedelta(hours=random.uniform(0.2, 6)), "assigned", _assign)
    _plan_question(life, case)
    if case.urgency is Urgency.DANGER and random.random() < 0.6:
        _plan(life, case, case.received + timedelta(minutes=random.uniform(1, 30)), "called", _call)
    for slot in ("notify_procuracy", "notify_reporter"):
        if random.random() < 0.7:
            _plan_told(life, case, slot, case.received + timedelta(hours=random.uniform(6, 150)))
    at = case.received + timedelta(hours=random.uniform(1, 36))
    serious = random.random() < 0.3
    if random.random() < 0.9:
        _plan(life, case, at, "serious" if serious else "mild", partial(_classify, serious))
    at += timedelta(hours=random.uniform(1, 200))
    (_plan_guided, _plan_sent, _plan_ward, _plan_ward)[len(life.cases) % 4](life, case, at)


def _plan(life: Life, case: Case, at: datetime, name: str, deed: Deal) -> None:
    life.plans(at, partial(_goes_about, life, case, name, deed))


def _goes_about(life: Life, case: Case, name: str, deed: Deal) -> None:
    """Who does something with a tip that waits to be acknowledged takes it on first."""
    life.does(case, "ack", partial(acknowledge, life, case))
    life.does(case, name, partial(deed, life, case))


def _plan_told(life: Life, case: Case, slot: str, at: datetime) -> None:
    _plan(life, case, at, f"told {slot}", partial(_notified, slot))


def _plan_question(life: Life, case: Case) -> None:
    """Asked, and answered in time, late, or never."""
    if life.random.random() < 0.5:
        at = case.received + timedelta(hours=life.random.uniform(1, 40))
        _plan(life, case, at, "asked", _ask)
        if life.random.random() < 0.5:
            at += timedelta(hours=life.random.uniform(1, 60))
            life.plans(at, partial(life.does, case, "answered", partial(_answer, case)))


def _plan_guided(life: Life, case: Case, at: datetime) -> None:
    _plan(life, case, at, "guided", partial(_close, "guided"))


def _plan_sent(life: Life, case: Case, at: datetime) -> None:
    """Sent on; confirmed in time, or it comes back by itself and is ended otherwise."""
    _plan(life, case, at, "sent", _send)
    if life.random.random() < 0.6:
        later = at + timedelta(hours=life.random.uniform(1, 20))
        _plan(life, case, later, "confirmed", _confirm)
    _plan_guided(life, case, at + timedelta(days=life.random.uniform(3, 12)))


def _plan_ward(life: Life, case: Case, at: datetime) -> None:
    """The ward's own investigators: prolonged, suspended, resumed, decided."""
    random = life.random
    _plan(life, case, at, "ward", partial(_close, "ward"))
    if random.random() < 0.3:
        longer = at + timedelta(days=random.uniform(8, 13))
        _plan(life, case, longer, "longer", _prolong)
    elif random.random() < 0.5:
        at += timedelta(days=random.uniform(3, 25))
        _plan(life, case, at, "suspended", partial(_feedback, "suspended"))
        if random.random() < 0.7:
            sent = at + timedelta(hours=random.uniform(4, 40))
            _plan_told(life, case, "suspend_notice", sent)
        at += timedelta(days=random.uniform(5, 60))
        _plan(life, case, at, "resumed", partial(_feedback, "resumed"))
    at += timedelta(days=random.uniform(5, 70))
    _plan(life, case, at, "decided", partial(_feedback, "not_prosecuted"))
    _plan_told(life, case, "result_to_reporter", at + timedelta(days=random.uniform(1, 5)))


def _today(uow: UnitOfWork) -> date:
    return uow.now.astimezone(ZONE).date()


def acknowledge(life: Life, case: Case, uow: UnitOfWork) -> None:
    """The officer takes it on."""
    acknowledge_tip(uow, case.id, life.officer, Where.GROUP)


def _call(life: Life, case: Case, uow: UnitOfWork) -> None:
    note_called(uow, case.id, life.officer, Where.GROUP)


def _do(life: Life, case: Case, deed: Deed, answers: dict[str, str], uow: UnitOfWork) -> None:
    """As the desk does it: the table of authority is asked first."""
    tip = uow.tips.view(case.id)
    who = life.commander if deed is Deed.EXTEND else life.officer
    require(who, deed, Where.PRIVATE, tip.case.status)
    PERFORM[deed](uow, tip, who, answers)


def _classify(serious: bool, life: Life, case: Case, uow: UnitOfWork) -> None:
    answers = {"kind": "crime_report", "category": "theft", "minor": "no", "serious": "caught" if serious else "no"}
    _do(life, case, Deed.CLASSIFY, answers, uow)


def _assign(life: Life, case: Case, uow: UnitOfWork) -> None:
    _do(life, case, Deed.ASSIGN, {"owner": str(life.officer.id)}, uow)


def _ask(life: Life, case: Case, uow: UnitOfWork) -> None:
    _do(life, case, Deed.ASK, {"question": "Xe biển số bao nhiêu?"}, uow)


def _answer(case: Case, uow: UnitOfWork) -> None:
    """Whom the reporter does not know."""
    for question in uow.questions.of_tip(case.id):
        leave_unanswered(uow, case.account_key, case.id, question.id, Reply.UNKNOWN)
        return
    raise Refused(Alert(phrase("refused-stale")))


def _confirm(life: Life, case: Case, uow: UnitOfWork) -> None:
    _do(life, case, Deed.CONFIRM, {}, uow)


def _papers(uow: UnitOfWork) -> dict[str, str]:
    return {"number": "7/QĐ", "date": _today(uow).isoformat(), "body": "police_city", "reason": "lý do"}


def _close(outcome: str, life: Life, case: Case, uow: UnitOfWork) -> None:
    _do(life, case, Deed.CLOSE, {"outcome": outcome, **_papers(uow)}, uow)


def _send(life: Life, case: Case, uow: UnitOfWork) -> None:
    _do(life, case, Deed.TRANSFER, {"to": "investigation", "return_in": "24", **_papers(uow)}, uow)


def _feedback(verdict: str, life: Life, case: Case, uow: UnitOfWork) -> None:
    _do(life, case, Deed.FEEDBACK, {"verdict": verdict, **_papers(uow)}, uow)


def _clock(case: Case, slot: str, uow: UnitOfWork) -> str:
    """The clock to be spoken of. Raises Refused when there is none, as the form would offer none."""
    for view in uow.clocks.of_tip(case.id):
        if view.slot == slot and view.done_at is None and not view.idle:
            return str(view.id)
    raise Refused(Alert(phrase("refused-stale")))


def _notified(slot: str, life: Life, case: Case, uow: UnitOfWork) -> None:
    _do(life, case, Deed.NOTIFIED, {"clock": _clock(case, slot, uow)}, uow)


def _prolong(life: Life, case: Case, uow: UnitOfWork) -> None:
    answers = {"clock": _clock(case, "resolve", uow), "span": "months-2", "approver": "Phó Thủ trưởng", **_papers(uow)}
    _do(life, case, Deed.EXTEND, answers, uow)


def begin_life(engine: Engine, seed: int, days: int) -> Life:
    """A ward on the first of January, its group linked."""
    wall = Wall(BEGIN)
    with Session(engine) as session, session.begin():
        ward_id = ensure_ward(session, "BD", "Công an phường Bạch Đằng", "0225 000 0113")
        keyring = open_keyring(session, [new_master_key()], wall.now())
    workplace = Workplace(keyring, wall, Settings(_env_file=None), ward_id)  # type: ignore[call-arg]
    with Session(engine) as session, session.begin():
        uow = workplace.unit(session)
        uow.ward.link_group(-1001)
        officer = uow.people.enrol(uow.people.meet(6_100_000_011), "An", Role.OFFICER)
        commander = uow.people.enrol(uow.people.meet(6_100_000_012), "Hải", Role.COMMANDER)
    return Life(engine, wall, workplace, days, Random(seed), officer, commander, plan_handling, acknowledge)

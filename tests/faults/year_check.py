"""Holds a year that was lived through against what should have happened in it."""

from collections import Counter
from datetime import datetime, time, timedelta
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.domain.delivery import Kind
from bot.domain.tip import Urgency
from storage.models import JOURNAL, Digest, TipClock
from tests.faults.year_ladders import reminders_of
from tests.faults.year_life import BEGIN, Case, Life
from tests.faults.year_reckoning import LIMITS, ZONE, Days, Down, History, Plan, months, plan, said_of

# The clock may have been set back by a minute between what was to be and what was.
NEAR = timedelta(seconds=61)
# Help must be sent while the tip is in somebody's hands and nothing more is known of it.
_OF_DANGER = {"ack": "wake", "called": "end", **dict.fromkeys(("serious", "mild", "sent", "guided", "ward"), "rest")}


def check(life: Life) -> tuple[dict[str, int], list[str]]:
    """What was promised, what was found instead."""
    with Session(life.engine) as session:
        lines = list(session.execute(select(JOURNAL.c.tip_id, JOURNAL.c.at, JOURNAL.c.deed, JOURNAL.c.detail)))
        clocks = {row.id: (row.tip_id, row.slot) for row in session.scalars(select(TipClock))}
        periods = [(row.kind, row.made_at.astimezone(ZONE)) for row in session.scalars(select(Digest))]
    made = [at for kind, at in periods if kind == "daily"]
    found: Counter[str] = Counter(tips=len(life.cases), ticks=life.ticks, early=0, double=0, missed=0)
    troubles: list[str] = []
    for case in life.cases.values():
        mine = [(at.astimezone(ZONE), deed, detail) for tip, at, deed, detail in lines if tip == case.id]
        said = [(at, detail) for at, deed, detail in mine if deed == "clock"]
        wanted = [
            word
            for history in _histories(case, life.down)
            for word in said_of(history, life.edits, life.down, life.end)
        ]
        found["stages"] += len(wanted)
        compare(f"tip {case.id}", wanted, said, found, troubles)
        reminded = [(at, detail) for at, deed, detail in mine if deed == "reminded"]
        due = reminders_of(case.received, str(case.urgency), case.done, life.down, life.end)
        found.update(word.split()[0] for _, word in due)
        compare(f"ladders of {case.id}", due, reminded, found, troubles)
    days = [datetime.combine(BEGIN.date(), time(7), ZONE) + timedelta(days=n) for n in range(life.days)]
    wanted_days = [(life.down.up(at), "briefing") for at in days if life.down.up(at) < life.end]
    sent = [(at, "briefing") for at, kind, group, *_ in life.letters if kind is Kind.DIGEST and group]
    found["briefings"] = len(sent)
    compare("briefings made", wanted_days, [(at, "briefing") for at in made], found, troubles)
    compare("briefings sent", wanted_days, sent, found, troubles)
    _compare_reports(life, periods, found, troubles)
    _compare_letters(life, lines, clocks, found, troubles)
    return dict(found), troubles


def compare(
    whose: str,
    wanted: list[tuple[datetime, str]],
    said: list[tuple[datetime, str]],
    found: Counter[str],
    troubles: list[str],
) -> None:
    """Every word that was to be said, once, at its moment."""
    left, open_still = sorted(said), []
    for at, word in sorted(wanted):
        found_here = next((one for one in left if one[1] == word and abs(one[0] - at) <= NEAR), None)
        if found_here is None:
            open_still.append((at, word))
        else:
            left.remove(found_here)
    for at, word in open_still:
        other = next((one for one in left if one[1] == word and abs(one[0] - at) < timedelta(hours=12)), None)
        if other is not None:
            left.remove(other)
        what = "missed" if other is None else "early" if other[0] < at else "late"
        found[what] += 1
        troubles.append(f"{whose}: {word} of {at} {what}: {other}")
    found["double"] += len(left)
    troubles.extend(f"{whose}: {word} at {at} was not to be said (again)" for at, word in left)


def _compare_reports(life: Life, periods: list[tuple[str, datetime]], found: Counter[str], troubles: list[str]) -> None:
    """Weeks are told on Thursdays, months on the 15th, the others on the 15th of their last month, at seven."""
    days = [datetime.combine(BEGIN.date(), time(7), ZONE) + timedelta(days=n) for n in range(life.days)]
    cuts = {
        "week": [at for at in days[1:] if at.weekday() == 3],  # the first ended before the ward was there
        "month": [at for at in days if at.day == 15],
        "quarter": [at for at in days if at.day == 15 and at.month % 3 == 0],
        "half_year": [at for at in days if at.day == 15 and at.month % 6 == 0],
        "nine_months": [at for at in days if at.day == 15 and at.month == 9],
        "year": [at for at in days if at.day == 15 and at.month == 12],
    }
    for kind, ends in cuts.items():
        wanted = [(life.down.up(at), kind) for at in ends if life.down.up(at) < life.end]
        compare(f"{kind} reports", wanted, [(at, kind) for one, at in periods if one == kind], found, troubles)
        found["reports"] += len(wanted)
    sent = [(at, "week") for at, kind, group, *_ in life.letters if kind is Kind.WEEKLY and group]
    wanted = [(life.down.up(at), "week") for at in cuts["week"] if life.down.up(at) < life.end]
    compare("weeks told", wanted, sent, found, troubles)


def _compare_letters(life: Life, lines, clocks, found: Counter[str], troubles: list[str]) -> None:  # type: ignore[no-untyped-def]
    """What the journal says was said stood in one message to the group at that moment, and nothing else did."""
    heard = Counter(
        (at, clocks[key][0]) for at, kind, group, keys in life.letters if kind is Kind.CLOCK and group for key in keys
    )
    noted = Counter((at.astimezone(ZONE), tip) for tip, at, deed, _ in lines if deed == "clock")
    for what in noted - heard:
        found["missed"] += 1
        troubles.append(f"said and not sent: {what}")
    for what in heard - noted:
        found["double"] += 1
        troubles.append(f"sent and not said: {what}")


def _histories(case: Case, down: Down) -> list[History]:
    """The clocks of a tip, from what people did with it."""
    danger = case.urgency is Urgency.DANGER
    slots = ["transfer_7d", "notify_procuracy", *(["notify_reporter"] if case.named else [])]
    clocks = {slot: History(slot, danger) for slot in slots}
    if danger:
        clocks["danger"] = History("danger", danger)
    for slot, clock in clocks.items():
        clock.add(case.received, "plan", partial(_from, slot, case.received))
    if danger:
        clocks["danger"].add(case.received, "rest")
    resolving = sent_at = None
    classified = False
    state = "new"
    for at, what in sorted(case.done, key=lambda done: done[0]):
        if sent_at and state == "sent" and down.up(sent_at + timedelta(hours=24)) < at:
            state = _back(clocks, down.up(sent_at + timedelta(hours=24)), at_hand=danger and not classified)
        classified |= what in {"serious", "mild"}
        if danger and (event := _OF_DANGER.get(what)):
            clocks["danger"].add(at, event)
        match what:
            case "serious":
                clocks["transfer_7d"].add(at, "plan", partial(_serious, case.received, at))
            case "sent":
                sent_at, state = at, "sent"
                clocks["transfer_7d"].add(at, "rest")
            case "confirmed":
                state = "closed"
            case "guided" | "ward":
                state = "closed"
                clocks["transfer_7d"].add(at, "rest")
                if what == "guided":
                    for slot in slots:
                        clocks[slot].add(at, "rest")
                else:
                    resolving = clocks.setdefault("resolve", History("resolve", danger))
                    resolving.add(at, "plan", partial(_from, "resolve", at))
                    began = at
            case "longer":
                resolving.add(at, "plan", partial(_longer, began))
            case "suspended":
                resolving.add(at, "rest")
                clocks["suspend_notice"] = History("suspend_notice", danger)
                clocks["suspend_notice"].add(at, "plan", partial(_from, "suspend_notice", at))
            case "resumed":
                resolving.add(at, "plan", partial(_resumed, at))
            case "decided":
                resolving.add(at, "end")
                if case.named:
                    clocks["result_to_reporter"] = History("result_to_reporter", danger)
                    clocks["result_to_reporter"].add(at, "plan", partial(_from, "result_to_reporter", at))
            case _ if what.startswith("told "):
                clocks[what.removeprefix("told ")].add(at, "end")
    if sent_at and state == "sent":
        _back(clocks, down.up(sent_at + timedelta(hours=24)), at_hand=danger and not classified)
    return list(clocks.values())


def _back(clocks: dict[str, History], at: datetime, *, at_hand: bool) -> str:
    """Nobody confirmed: it is the ward's again."""
    if at_hand:
        clocks["danger"].add(at, "wake")
    clocks["transfer_7d"].add(at, "wake")
    return "hand"


def _from(slot: str, start: datetime, days: Days) -> Plan:
    return plan(slot, start, LIMITS[slot](start, days))


def _serious(received: datetime, at: datetime, days: Days) -> Plan:
    end = min(at + timedelta(hours=24), LIMITS["transfer_7d"](received, days)[0])
    return plan("transfer_24h", at, (end, end))


def _longer(began: datetime, days: Days) -> Plan:
    return plan("resolve", began, months(2)(began, days))


def _resumed(at: datetime, days: Days) -> Plan:
    return plan("resolve", at, months(1)(at, days))

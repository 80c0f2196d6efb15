"""What must not grow with the tips of long ago: the tick, the briefing, a search, a month's report; and what a report
of all of them costs.

Each step has a fresh process, so that what it needs in memory is its own.
"""

import multiprocessing
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TypeVar

from sqlalchemy import text
from sqlalchemy.orm import Session

from benchmarks.playing import memory_of
from benchmarks.servers import Servers
from benchmarks.tips import APART, NOW, Filler
from bot.cli_speech import wording
from bot.clock import MovableClock
from bot.crypto import create_key_file, read_key_file
from bot.domain.periods import Period, PeriodKind, period_at, previous
from bot.domain.search.request import read_request
from bot.services.brief import brief_when_due
from bot.services.reports.files import ENDINGS, make_file
from bot.services.reports.gather import cut_offs_of, issued_report
from bot.services.reports.issuing import freeze
from bot.services.run_due import PARTS, UNHURRIED, talks_due
from bot.settings import Settings
from storage.engine import open_engine
from storage.keys import open_keyring
from storage.schema import migrate
from storage.unit_of_work import UnitOfWork, Workplace
from storage.wards import ensure_ward

T = TypeVar("T")
TICKS, BRIEFINGS, SEARCHES = 50, 5, 9
REQUESTS = {
    "a word nearly every tip says": "tu0",
    "a rare word": "tu3000",
    "a plate": "15B1-123.05",
    "a telephone number": "0912 005 000",
    "three words": "tu3 tu40 tu500",
    "two common words": "tu1 tu2",
    "words, category and state": "tu5 trộm cắp đang xử lý",
    "yesterday": "hôm qua",
    "a week of last month, and a word": "từ 10/11/2026 đến 16/11/2026 tu7",
    "a category": "ma túy",
    "a category and an open state": "ma túy đang xử lý",
    "a state few tips have": "đang xác minh",
    "nothing like it": "khongcotunay",
}


@dataclass(frozen=True, slots=True)
class Ward:
    """A filled database, and the key to it."""

    address: str
    key: Path
    tips: int

    @contextmanager
    def unit(self) -> Iterator[UnitOfWork]:
        """A unit of work that nobody commits."""
        engine = open_engine(self.address)
        with Session(engine) as session:
            keyring = open_keyring(session, read_key_file(self.key), NOW)
            settings = Settings(_env_file=None)  # type: ignore[call-arg]
            ward_id = ensure_ward(session, "BD", settings.ward_name, "0225 000 0113")
            session.commit()
            yield Workplace(keyring, MovableClock(NOW), settings, ward_id).unit(session)
        engine.dispose()


def measure(servers: Servers, kind: str, tips: int, note: Callable[[str], None]) -> dict[str, float]:
    """Seconds by step, MiB where the step says so, in a ward with so many tips."""
    with servers.database(kind) as address, tempfile.TemporaryDirectory() as folder:
        ward = Ward(address, Path(folder) / "key", tips)
        create_key_file(ward.key)
        found: dict[str, float] = {}
        for step in (_filled, _asked, _reports):
            began = perf_counter()
            found |= _apart(step, ward)
            note(f"{kind}, {tips:,} tips, {step.__name__.strip('_')}: {perf_counter() - began:.0f} s")
        return found


def _apart(step: Callable[[Ward], T], ward: Ward) -> T:
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as process:
        return process.submit(step, ward).result()


def _filled(ward: Ward) -> dict[str, float]:
    engine = open_engine(ward.address)
    migrate(engine)
    engine.dispose()
    with ward.unit() as uow:
        Filler(uow, ward.tips).fill()
        if uow.session.get_bind().dialect.name == "postgresql":  # as its autovacuum does by itself
            uow.session.execute(text("ANALYZE"))
            uow.session.commit()
    return {}


def _asked(ward: Ward) -> dict[str, float]:
    return _every_second(ward) | _searches(ward)


def _every_second(ward: Ward) -> dict[str, float]:
    with ward.unit() as uow:
        moments = [replace(uow, now=uow.now + timedelta(minutes=n)) for n in range(TICKS)]
        for moment in moments[:3]:
            _tick(moment)  # the first ones do what the generator has left to do
        uow.session.commit()
        ticks = [_timed(partial(_tick, moment)) for moment in moments[3:]]
        uow.session.rollback()
    return {"tick": median(ticks), "briefing": median(_briefing(ward) for _ in range(BRIEFINGS))}


def _tick(uow: UnitOfWork) -> None:
    """At the beginning of a minute: the watchdog makes its round."""
    for part in (*PARTS, *UNHURRIED):
        while part(uow):
            pass
    talks_due(uow)


def _briefing(ward: Ward) -> float:
    """Of the day that is just over, as the tick makes it."""
    with ward.unit() as uow:
        here = replace(uow, now=uow.now.replace(hour=1, minute=0) + timedelta(days=1))
        here.ward.get().digest_from = here.now - timedelta(days=1)
        here.session.flush()
        seconds = _timed(lambda: brief_when_due(here))
        uow.session.rollback()
    return seconds


def _searches(ward: Ward) -> dict[str, float]:
    with ward.unit() as uow:
        return {name: median(_search(uow, typed) for _ in range(SEARCHES)) for name, typed in REQUESTS.items()}


def _search(uow: UnitOfWork, typed: str) -> float:
    wanted = read_request(typed, NOW.astimezone(uow.settings.timezone), ())
    return _timed(lambda: uow.searches.find(wanted, 0, 9))


def _reports(ward: Ward) -> dict[str, float]:
    with ward.unit() as uow:
        cut_offs = cut_offs_of(uow.settings)
        month = previous(period_at(PeriodKind.MONTH, NOW, cut_offs), cut_offs)
        found = {"month": _timed(lambda: freeze(uow, month))}
        begun = (NOW - APART * (ward.tips + 1)).astimezone(cut_offs.zone)
        before = memory_of("self", "VmRSS")
        began = perf_counter()
        issued, _ = freeze(uow, Period(PeriodKind.RANGE, begun, NOW.astimezone(cut_offs.zone)))
        found["all counted"] = perf_counter() - began
        began = perf_counter()
        report = issued_report(uow, issued.id)
        found["all read"] = perf_counter() - began
        assert len(report.lines) == ward.tips, "it counted them"
        for ending in ENDINGS:
            found[f"all {ending}"] = _timed(lambda: make_file(report, ending, wording))  # noqa: B023
        uow.session.rollback()
    return found | {"MiB before": before, "MiB report": memory_of("self", "VmHWM")}


def _timed(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began

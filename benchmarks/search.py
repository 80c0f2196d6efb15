"""How long /tim takes among 10,000 and among 100,000 tips of a ward (SQLite; nothing is opened to find a tip).

    python benchmarks/search.py [--tips 10000 100000]

Prints, for each kind of request, the median of finding its first page and by how much that grows; 10 is linear.
"""

import argparse
import os
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from bot.clock import MovableClock
from bot.crypto import Keyring, Secrets, new_master_key
from bot.domain.content import StoryPart, TipContent
from bot.domain.search.request import read_request
from bot.domain.search.terms import terms_of
from bot.domain.tip import Category, IdentityMode, ReporterKind, Status, Urgency
from bot.settings import Settings
from storage.engine import open_engine
from storage.models import Tip, TipToken, Vault
from storage.schema import migrate
from storage.unit_of_work import UnitOfWork, Workplace
from storage.wards import ensure_ward

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
ROUNDS = 15
BATCH = 2000
# As words are: few that nearly every tip says, many that few say.
WORDS = [f"tu{number}" for number in range(20_000)]
WEIGHTS = [1 / (rank + 1) for rank in range(len(WORDS))]
REQUESTS = {
    "a word nearly every tip says": "tu0",
    "a rare word": "tu15000",
    "a plate": "15B1-123.45",
    "a telephone number": "0912 345 678",
    "three words": "tu3 tu40 tu500",
    "two common words": "tu1 tu2",
    "words, category and state": "tu5 trộm cắp đang xử lý",
    "yesterday": "hôm qua",
    "a week of long ago, and a word": "từ 01/03/2026 đến 07/03/2026 tu7",
    "a category": "ma túy",
    "a category and an open state": "ma túy đang xử lý",
    "a state few tips have": "đang xác minh",
    "nothing like it": "khongcotunay",
}


def _stories(count: int) -> Iterator[str]:
    dice = random.Random(7)
    for number in range(count):
        said = " ".join(dice.choices(WORDS, WEIGHTS, k=30))
        plate = f" {dice.randint(11, 99)}B1-{dice.randint(100, 999)}.{dice.randint(10, 99)}" if number % 3 == 0 else ""
        yield f"{said}{plate} 09{dice.randint(10_000_000, 99_999_999)}"


def _fill(uow: UnitOfWork, count: int) -> None:
    dice = random.Random(8)
    rows: dict[Any, list[dict[str, Any]]] = {Tip: [], Vault: [], TipToken: []}
    for number, story in enumerate(_stories(count), start=1):
        at = NOW - timedelta(minutes=5 * (count - number))
        status = Status.VERIFYING if number % 5000 == 0 else dice.choice((Status.CLOSED, Status.ASSIGNED))
        rows[Tip].append(
            {
                "id": number, "ward_id": uow.ward_id, "code": f"BD-{number}", "draft_id": str(number), "status": status,
                "urgency": Urgency.NORMAL, "category": dice.choice(list(Category)), "received_at": at,
                "identity_mode": IdentityMode.SECRET, "reporter_kind": ReporterKind.RESIDENT, "confirmed": True,
            }
        )  # fmt: skip
        rows[Vault].append({"tip_id": number, "account_key": "a", "data_key": b"k", "identity": b"i"})
        for term in terms_of(TipContent(story=(StoryPart(1, story, at),)), uow.settings.timezone):
            rows[TipToken].append({"token": uow.tokens.token(term), "tip_id": number, "kind": term.kind})
        if number % BATCH == 0 or number == count:
            for table, values in rows.items():
                uow.session.execute(insert(table), values)
                values.clear()


def _milliseconds(uow: UnitOfWork, typed: str) -> float:
    spent = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        uow.searches.find(read_request(typed, NOW.astimezone(uow.settings.timezone), ()), 0, 9)
        spent.append((time.perf_counter() - began) * 1000)
    return statistics.median(spent)


def measured(count: int, folder: Path) -> dict[str, float]:
    """The median of each request among this many tips, in milliseconds."""
    engine = open_engine(f"sqlite:///{folder / f'{count}.sqlite3'}")
    migrate(engine)
    keyring = Keyring((new_master_key(),), Secrets(os.urandom(32), os.urandom(32)))
    with Session(engine) as session:
        workplace = Workplace(keyring, MovableClock(NOW), Settings(_env_file=None), ensure_ward(session, "BD", "", ""))
        uow = workplace.unit(session)
        _fill(uow, count)
        session.commit()
    with Session(engine) as session:
        uow = workplace.unit(session)
        found = {name: _milliseconds(uow, typed) for name, typed in REQUESTS.items()}
    engine.dispose()
    return found


def main() -> None:
    """Print one line a request."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--tips", type=int, nargs=2, default=(10_000, 100_000))
    few, many = parser.parse_args().tips
    with tempfile.TemporaryDirectory() as folder:
        small, large = measured(few, Path(folder)), measured(many, Path(folder))
    for name in REQUESTS:
        print(f"{name:32} {small[name]:7.1f} ms {large[name]:7.1f} ms   {large[name] / small[name]:5.1f} ×")


if __name__ == "__main__":
    main()

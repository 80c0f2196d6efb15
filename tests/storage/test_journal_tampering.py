"""Whoever has the database but not the key: edits, deletions, reorderings, additions and cuts are all found."""

import os
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import asdict
from random import Random
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.orm import Session

from storage import journal_check
from storage.chain import BEGINNING, Line, link_of, seal_of
from storage.journal import append
from storage.journal_check import Break, Walk, wards_with_a_journal
from storage.models import JOURNAL, JOURNAL_HEAD, Tip
from storage.wards import ensure_ward
from tests.storage.conftest import Store

LINES = 24
DEEDS = ("received", "read", "acknowledged", "called", "updated")
Place = tuple[int, int]


@pytest.fixture
def told(store: Store) -> Store:
    """Two wards with a journal each, and no trigger in the way."""
    tips = [store.tip(f"draft {n}") for n in range(3)]
    with store.unit() as uow:
        other = ensure_ward(uow.session, "HB", "Công an phường Hồng Bàng", "0225 000 0114")
    for number in range(LINES):
        store.passes(minutes=7)
        with store.unit() as uow:
            person = number % 4 or None
            uow.journal.note(DEEDS[number % 5], tip_id=tips[number % 3], person_id=person, detail=f"v{number}")
        with store.unit() as uow:
            uow.for_ward(other).journal.note(DEEDS[number % 4], detail=f"w{number}")
    with store.engine.begin() as connection:
        for statement in _disarm(store.engine.dialect.name):
            connection.execute(text(statement))
    return store


def _disarm(dialect: str) -> list[str]:
    if dialect == "postgresql":
        return [f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in ("journal", "journal_head")]
    names = ("journal_refuses_update", "journal_refuses_delete", "journal_head_stays", "journal_head_grows")
    return [f"DROP TRIGGER {name}" for name in names]


class Intruder:
    """Somebody with every right in the database. Each deed gives the first place at which it must be noticed."""

    def __init__(self, session: Session, random: Random) -> None:
        self.session, self.random = session, random
        self.ward, self.other = random.sample(session.scalars(select(JOURNAL_HEAD.c.ward_id)).all(), 2)

    def edits(self) -> Place:
        """One field of one line."""
        row = self._row()
        name = self.random.choice(["at", "deed", "person_id", "tip_id", "detail", "link"])
        self._update(row.number, **{name: self._other_value(name, row)})
        return self.ward, row.number

    def moves_to_another_ward(self) -> Place:
        """The last line of one ward goes to the end of another's journal."""
        self._update(LINES, ward_id=self.other, number=LINES + 1)
        return min((self.ward, LINES), (self.other, LINES + 1))

    def deletes(self) -> Place:
        """Some lines in the middle."""
        first = self.random.randint(1, LINES - 1)
        self._delete(first, self.random.randint(first, LINES - 1))
        return self.ward, first

    def deletes_and_closes_the_gap(self) -> Place:
        """One line, and those after it move up."""
        gone = self._row(most=LINES - 1).number
        self._delete(gone, gone)
        for number in range(gone + 1, LINES + 1):
            self._update(number, number=number - 1)
        return self.ward, gone

    def swaps(self) -> Place:
        """Two lines change places: all they say, or their numbers."""
        one, two = sorted(self.random.sample(range(1, LINES + 1), 2))
        if self.random.random() < 0.5:
            self._update(one, number=0)
            self._update(two, number=one)
            self._update(0, number=two)
        else:
            first, second = self._at(one), self._at(two)
            said = ("at", "deed", "person_id", "tip_id", "detail")
            self._update(one, **{name: getattr(second, name) for name in said})
            self._update(two, **{name: getattr(first, name) for name in said})
        return self.ward, one

    def cuts_the_tail(self) -> Place:
        """The last lines, with or without a head that fits what is left."""
        kept = self.random.randint(0, LINES - 1)
        left = self._at(kept).link if kept else BEGINNING
        self._delete(kept + 1, LINES)
        if self.random.random() < 0.5:
            return self.ward, kept + 1
        self._head(lines=kept, link=left)
        return self.ward, kept

    def cuts_the_tail_and_waits(self) -> Place:
        """The same, and then the bot goes on as if nothing had happened."""
        kept = self.random.randint(1, LINES - 1)
        left = self._at(kept).link
        self._delete(kept + 1, LINES)
        self._head(lines=kept, link=left)
        self._bot_goes_on()
        return self.ward, kept + 1

    def adds(self) -> Place:
        """A line of the intruder's own at the end."""
        row = self._row()
        self.session.execute(insert(JOURNAL).values(row._asdict() | {"number": LINES + 1}))
        if self.random.random() < 0.5:
            self._head(lines=LINES + 1, link=row.link)
        return self.ward, LINES + 1

    def writes_it_anew(self) -> Place:
        """From some line on everything is linked again, with a key of the intruder's own."""
        first, key = self.random.randint(1, LINES), os.urandom(32)
        link = self._at(first - 1).link if first > 1 else BEGINNING
        for number in range(first, LINES + 1):
            row = self._at(number)
            line = Line(self.ward, row.at, "nothing", None, row.tip_id, "")
            link = link_of(key, link, number, line)
            self._update(number, **asdict(line), link=link)
        self._head(lines=LINES, link=link, seal=seal_of(key, self.ward, LINES, link))
        return self.ward, first

    def changes_the_head(self) -> Place:
        """Count, link or seal."""
        change: Mapping[str, Any] = self.random.choice(
            [{"lines": LINES + 3}, {"link": os.urandom(32)}, {"seal": os.urandom(32)}, {"seal": self._seal(self.other)}]
        )
        self._head(**change)
        return self.ward, LINES + 1 if "lines" in change else LINES

    def removes_the_head(self) -> Place:
        """The head alone."""
        self.session.execute(delete(JOURNAL_HEAD).where(JOURNAL_HEAD.c.ward_id == self.ward))
        return self.ward, 0

    def wipes_everything(self) -> Place:
        """The whole journal of the ward that has tips, head and all; the bot goes on."""
        (self.ward,) = set(self.session.scalars(select(Tip.ward_id)))
        self._delete(1, LINES)
        self.session.execute(delete(JOURNAL_HEAD).where(JOURNAL_HEAD.c.ward_id == self.ward))
        return self.ward, min(self.session.scalars(select(Tip.id)))

    def _row(self, most: int = LINES) -> Any:
        return self._at(self.random.randint(1, most))

    def _at(self, number: int) -> Any:
        return self.session.execute(
            select(JOURNAL).where(JOURNAL.c.ward_id == self.ward, JOURNAL.c.number == number)
        ).one()

    def _update(self, line_no: int, **values: Any) -> None:
        self.session.execute(
            update(JOURNAL).where(JOURNAL.c.ward_id == self.ward, JOURNAL.c.number == line_no).values(**values)
        )

    def _delete(self, first: int, last: int) -> None:
        self.session.execute(
            delete(JOURNAL).where(JOURNAL.c.ward_id == self.ward, JOURNAL.c.number.between(first, last))
        )

    def _head(self, **values: Any) -> None:
        self.session.execute(update(JOURNAL_HEAD).where(JOURNAL_HEAD.c.ward_id == self.ward).values(**values))

    def _seal(self, ward: int) -> bytes:
        return self.session.scalars(select(JOURNAL_HEAD.c.seal).where(JOURNAL_HEAD.c.ward_id == ward)).one()

    def _other_value(self, name: str, row: Any) -> Any:
        now = getattr(row, name)
        values = {
            "at": [self._at(n).at for n in (1, LINES)],
            "deed": [*DEEDS, f"{now} ", ""],
            "person_id": [None, 1, 2, 99],
            "tip_id": [None, 1, 2, 99],
            "detail": ["", "v0", f"{now}0"],
            "link": [os.urandom(32), b"", self._at(row.number % LINES + 1).link],
        }
        return self.random.choice([value for value in values[name] if value != now])

    _bot_goes_on: Callable[[], None]


DEEDS_OF_AN_INTRUDER = [name for name in vars(Intruder) if not name.startswith("_")]


def test_every_tampering_is_found_and_its_first_line_named(told: Store, pytestconfig: pytest.Config) -> None:
    rounds = 1000 if pytestconfig.getoption("--full") else 130
    assert _first_break(told) is None
    told_as, missed = Counter[str](), list[str]()
    for seed in range(rounds):
        random = Random(seed)
        deed = DEEDS_OF_AN_INTRUDER[seed % len(DEEDS_OF_AN_INTRUDER)]
        with Session(told.engine) as session:
            intruder = Intruder(session, random)
            intruder._bot_goes_on = lambda s=session, i=intruder: _note(told, s, i.ward)  # type: ignore[misc]
            place = getattr(intruder, deed)()
            found = _walk(told, session)
            session.rollback()
        if found is not None and (found.ward_id, found.number) == place:
            told_as[found.what] += 1
        else:
            missed.append(f"{deed}, seed {seed}: {found or 'not noticed'}")
    kinds = " ".join(f"{what}={count}" for what, count in sorted(told_as.items()))
    print(f"tampering seeds=0–{rounds - 1} found={told_as.total()} missed={len(missed)} {kinds}")
    assert not missed
    assert _first_break(told) is None


def test_each_kind_of_break_has_been_seen(told: Store) -> None:
    seen = set()
    for seed in range(200):
        with Session(told.engine) as session:
            intruder = Intruder(session, Random(seed))
            intruder._bot_goes_on = lambda s=session, i=intruder: _note(told, s, i.ward)  # type: ignore[misc]
            getattr(intruder, DEEDS_OF_AN_INTRUDER[seed % len(DEEDS_OF_AN_INTRUDER)])()
            found = _walk(told, session)
            session.rollback()
        seen.add(found and found.what)
    assert seen == set(Break)


def test_an_older_state_that_once_was_true_is_told_by_what_was_printed_since(told: Store) -> None:
    """Whoever puts back what the database held before, head and all, leaves it whole; the digests know better."""
    ward = told.workplace.ward_id
    with Session(told.engine) as session, session.begin():
        head = session.execute(select(JOURNAL_HEAD).where(JOURNAL_HEAD.c.ward_id == ward)).one()
    for _ in range(3):
        with told.unit() as uow:
            uow.journal.note("read")
    with told.unit() as uow:
        printed = uow.journal.head()
    with Session(told.engine) as session, session.begin():
        session.execute(delete(JOURNAL).where(JOURNAL.c.ward_id == ward, JOURNAL.c.number > LINES))
        session.execute(update(JOURNAL_HEAD).where(JOURNAL_HEAD.c.ward_id == ward).values(**head._asdict()))
    assert _first_break(told) is None
    with told.unit() as uow:
        assert uow.journal.head().count < printed.count
    told.passes(minutes=1)
    for _ in range(3):
        with told.unit() as uow:
            uow.journal.note("acknowledged")
    with told.unit() as uow:
        now = uow.journal.head()
    assert _first_break(told) is None
    assert (now.count, now.mark != printed.mark) == (printed.count, True)


def test_a_journal_longer_than_one_stride_is_walked_to_its_end(told: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    for stride in (1, 5, LINES - 1, LINES, LINES + 1):
        monkeypatch.setattr(journal_check, "STRIDE", stride)
        assert journal_check.check_journals(told.engine, told.workplace.keyring.journal) == (2 * LINES, None)
    monkeypatch.setattr(journal_check, "STRIDE", 5)
    with Session(told.engine) as session, session.begin():
        session.execute(delete(JOURNAL).where(JOURNAL.c.number == LINES))
    count, broken = journal_check.check_journals(told.engine, told.workplace.keyring.journal)
    assert (count, broken and broken.what) == (LINES - 1, Break.CUT)


def test_the_wrong_key_finds_the_first_line_changed(told: Store) -> None:
    _, broken = journal_check.check_journals(told.engine, os.urandom(32))
    assert broken is not None
    assert (broken.number, broken.what) == (1, Break.CHANGED)


def _first_break(store: Store) -> journal_check.Broken | None:
    return journal_check.check_journals(store.engine, store.workplace.keyring.journal)[1]


def _walk(store: Store, session: Session) -> journal_check.Broken | None:
    for ward_id in wards_with_a_journal(session):
        walk = Walk(store.workplace.keyring.journal, ward_id)
        while walk.stride(session):
            pass
        if walk.broken is not None:
            return walk.broken
    return None


def _note(store: Store, session: Session, ward_id: int) -> None:
    """The bot notes something more, as if nothing had happened."""
    line = Line(ward_id, store.clock.now(), "read", None, None, "")
    append(session.connection(), store.workplace.keyring.journal, ward_id, [line])

"""Looking for tips: by fingerprints and by what stands in columns. Nothing is opened."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TypeAlias
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, and_, delete, exists, false, func, or_, select, union
from sqlalchemy.orm import Session, aliased

from bot.crypto import Keyring
from bot.domain.search.request import About, At, Coded, Condition, InState, OnDays, Says, Wanted
from bot.domain.search.terms import Term, TermKind
from bot.domain.tip import Category, Status
from storage.codec import open_value, seal_value
from storage.models import AskedSearch, Tip, TipToken, Vault
from storage.tokens import TokenStore

LIFE = timedelta(hours=24)
# Longer than anything rare: only which of two is rarer matters.
COUNTED = 2000
MOST_DAYS = 400

Found: TypeAlias = Select[int, str, Category, Status, datetime, bool]


@dataclass(frozen=True, slots=True)
class FoundTip:
    """A tip in a list, without what it says. ``received_at`` is UTC."""

    id: int
    code: str
    category: Category
    status: Status
    received_at: datetime
    erased: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as it was typed, and when (UTC): its days count from there."""

    id: str
    said: str
    at: datetime


class SearchStore:
    """Finds tips of one ward, and keeps what was asked for as long as its pages may be turned."""

    def __init__(self, session: Session, keyring: Keyring, ward_id: int, now: datetime, zone: ZoneInfo) -> None:
        self._session, self._keyring, self._ward_id, self._now, self._zone = session, keyring, ward_id, now, zone
        self._tokens = TokenStore(session, keyring, ward_id, zone)

    def find(self, wanted: Sequence[Wanted], start: int, most: int) -> list[FoundTip]:
        """Tips of which all that is wanted is true, the newest first. Erased tips and drills are among them only
        when looked for by code."""
        coded = _by_code(wanted)
        query: Found = select(
            Tip.id, Tip.code, Tip.category, Tip.status, Tip.received_at, Tip.erased_at.is_not(None)
        ).where(
            Tip.ward_id == self._ward_id,
            or_(
                exists().where(Vault.tip_id == Tip.id, Vault.data_key.is_not(None)),
                *((Tip.erased_at.is_not(None),) if coded else ()),
            ),
            *(or_(*map(self._is_true, one.any_of)) for one in wanted),
            *(() if coded else (Tip.drill.is_(False),)),
        )
        query = self._driven(query, wanted)
        return [FoundTip(*row) for row in self._session.execute(query.offset(start).limit(most))]

    def keep(self, search_id: str, said: str) -> None:
        """Keep a search, and forget those of which nobody turns pages any more."""
        self._session.execute(
            delete(AskedSearch).where(AskedSearch.ward_id == self._ward_id, AskedSearch.asked_at <= self._now - LIFE)
        )
        sealed = seal_value(self._keyring.columns, _place(search_id), str, said)
        self._session.add(AskedSearch(id=search_id, ward_id=self._ward_id, said=sealed, asked_at=self._now))
        self._session.flush()

    def asked(self, search_id: str) -> Asked | None:
        """A search that was kept."""
        row = self._session.scalar(
            select(AskedSearch).where(
                AskedSearch.id == search_id,
                AskedSearch.ward_id == self._ward_id,
                AskedSearch.asked_at > self._now - LIFE,
            )
        )
        if row is None:
            return None
        return Asked(row.id, open_value(self._keyring.columns, _place(row.id), str, row.said), row.asked_at)

    def _driven(self, query: Found, wanted: Sequence[Wanted]) -> Found:
        """Begin with the rarest thing that is wanted; what is left over is looked up tip by tip.

        Where everything is common, begin with the newest tips: a page is soon full.
        """
        ways = [(self._count(way), way) for one in wanted if (way := self._way(one)) is not None]
        count, rarest = min(ways, key=lambda way: way[0], default=(COUNTED, []))
        if len(rarest) == 1 and isinstance(rarest[0], int):
            first = aliased(TipToken)
            one = and_(first.tip_id == Tip.id, first.token == rarest[0])
            return query.join(first, one).order_by(first.tip_id.desc())
        if count >= COUNTED:
            return query.order_by(Tip.received_at.desc(), Tip.id.desc())
        parts = [select(TipToken.tip_id).where(TipToken.token == p) if isinstance(p, int) else p for p in rarest]
        among = union(*parts).subquery("among")
        (found,) = among.c
        return query.join(among, found == Tip.id).order_by(found.desc())

    def _way(self, one: Wanted) -> "list[int | Select[int]] | None":
        """All tips of which this may be true, as fingerprints and queries; None when they cannot be listed."""
        found: list[int | Select[int]] = []
        for condition in one.any_of:
            if isinstance(condition, Says):
                tokens = self._tokens.tokens(condition.terms)
                found.append(min(tokens, key=lambda token: self._count([token])) if len(tokens) > 1 else tokens[0])
            elif isinstance(condition, Coded):
                found.append(select(Tip.id).where(Tip.code == condition.code))
            elif isinstance(condition, OnDays):
                found.append(select(Tip.id).where(Tip.ward_id == self._ward_id, self._received(condition)))
                found.append(select(TipToken.tip_id).where(TipToken.token.in_(self._days(condition))))
            elif isinstance(condition, InState):
                found.append(select(Tip.id).where(Tip.ward_id == self._ward_id, self._is_true(condition)))
            else:
                return None
        return found

    def _count(self, parts: "Sequence[int | Select[int]]") -> int:
        """How many tips there are at most to look at; what is common is not counted to its end."""
        return sum(
            self._session.scalar(
                select(func.count()).select_from(
                    (select(TipToken.tip_id).where(TipToken.token == part) if isinstance(part, int) else part)
                    .limit(COUNTED)
                    .subquery()
                )
            )
            or 0
            for part in parts
        )

    def _is_true(self, condition: Condition) -> ColumnElement[bool]:
        if isinstance(condition, Says):
            return and_(*(self._has([token]) for token in self._tokens.tokens(condition.terms)))
        if isinstance(condition, Coded):
            return Tip.code == condition.code
        if isinstance(condition, OnDays):
            return or_(self._received(condition), self._has(self._days(condition)))
        if isinstance(condition, InState):
            return Tip.status.in_(condition.statuses)
        return Tip.category == condition.category if isinstance(condition, About) else self._at(condition)

    def _at(self, condition: At) -> ColumnElement[bool]:
        return Tip.neighbourhood_id == condition.neighbourhood_id

    def _has(self, tokens: Iterable[int]) -> ColumnElement[bool]:
        among = list(tokens)
        if not among:
            return false()
        return exists().where(TipToken.tip_id == Tip.id, TipToken.token.in_(among))

    def _received(self, days: OnDays) -> ColumnElement[bool]:
        start = datetime.combine(days.first, time(), tzinfo=self._zone)
        end = datetime.combine(days.last + timedelta(days=1), time(), tzinfo=self._zone)
        return and_(Tip.received_at >= start, Tip.received_at < end)

    def _days(self, days: OnDays) -> list[int]:
        """The days as an event's; of a period too long to list only the receipt counts."""
        count = (days.last - days.first).days + 1
        dates = (days.first + timedelta(days=after) for after in range(count if count <= MOST_DAYS else 0))
        return self._tokens.tokens(Term(TermKind.DAY, day.isoformat()) for day in dates)


def _by_code(wanted: Sequence[Wanted]) -> bool:
    return any(isinstance(condition, Coded) for one in wanted for condition in one.any_of)


def _place(search_id: str) -> str:
    return f"asked_search/said/{search_id}"

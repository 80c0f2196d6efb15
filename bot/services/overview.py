"""/toi and /chuyenden: what people with the fast lane see of what they sent, and of what waits for them."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, time

from bot.domain.authority import Deed, Where, require
from bot.domain.keys import Key
from bot.domain.people import OF_A_GROUP, Member, Unit, home_of, reporter_kind
from bot.domain.screen import Alert, Screen, phrase
from bot.domain.screens.overview import (
    GroupMonth,
    Incoming,
    TipState,
    group_overview,
    incoming,
    no_group,
    no_unit,
    unit_overview,
)
from bot.domain.tip import ReporterKind
from bot.services.casework.transferring import hand_to, unit_under_way
from bot.services.speak import tell
from storage.overviews import TipLine
from storage.unit_of_work import UnitOfWork


def show_overview(uow: UnitOfWork, member: Member | None, where: Where) -> None:
    """Answer /toi: this month's tips of the own group or unit. Raises NotOnTheList, NotYourRole, NotHere."""
    reader = require(member, Deed.OVERVIEW, where)
    of_unit = reporter_kind(reader) is ReporterKind.UNIT
    tell(uow, reader.account_key, _of_unit(uow, reader.unit) if of_unit else _of_group(uow, reader))


def show_incoming(uow: UnitOfWork, member: Member | None, where: Where) -> None:
    """Answer /chuyenden: what waits for the own unit's confirmation. Raises NotOnTheList, NotYourRole, NotHere."""
    reader = require(member, Deed.INCOMING, where)
    if reader.unit is None:
        tell(uow, reader.account_key, no_unit())
        return
    tips = [Incoming(t.tip_id, t.code, t.sent_at, t.return_by) for t in uow.overviews.incoming(reader.unit)]
    tell(uow, reader.account_key, incoming(tips, uow.now, uow.settings.timezone))


def show_again(uow: UnitOfWork, tip_id: int, member: Member | None, where: Where) -> Alert:
    """Send once more, in private, a tip that waits for the own unit. Raises NotYourRole and as ``show_incoming``."""
    reader = require(member, Deed.INCOMING, where)
    transfer = unit_under_way(uow, tip_id, reader)
    hand_to(uow, uow.tips.view(tip_id), [reader], transfer.return_by)
    uow.journal.note("read", tip_id=tip_id, person_id=reader.id)
    return Alert(phrase("duty-sent-in-private"))


_ASKS: Mapping[Key, Callable[[UnitOfWork, Member | None, Where], None]] = {
    Key.OVERVIEW: show_overview,
    Key.OWN: show_overview,
    Key.INCOMING: show_incoming,
}


def asked_by_key(uow: UnitOfWork, account_key: str, key: Key) -> bool:
    """A key asked for figures. Returns whether it did; raises as the commands."""
    ask, member = _ASKS.get(key), uow.people.member(account_key)
    if ask is None or member is None or reporter_kind(member) is ReporterKind.RESIDENT:
        return False
    ask(uow, member, Where.PRIVATE)
    return True


def _of_group(uow: UnitOfWork, reader: Member) -> Screen:
    since = _month_began(uow)
    sent = _states(uow.overviews.of_accounts([reader.account_key], since))
    home = home_of(reader)
    group = next((n.name for n in uow.ward.neighbourhoods() if n.id == home), None)
    if home is None or group is None:
        return no_group(sent)
    lines = uow.overviews.of_group(home, _accounts_of(uow, home), since)
    own, others = (_states([line for line in lines if line.own is ours]) for ours in (True, False))
    return group_overview(GroupMonth(group, since, own, others, sent), uow.settings.timezone)


def _accounts_of(uow: UnitOfWork, home: int) -> set[str]:
    people = (member for role in OF_A_GROUP for member in uow.people.with_role(role))
    return {member.account_key for member in people if member.neighbourhood_id == home}


def _of_unit(uow: UnitOfWork, unit: Unit | None) -> Screen:
    if unit is None:
        return no_unit()
    since = _month_began(uow)
    lines = _states(uow.overviews.of_unit(unit, since))
    return unit_overview(phrase(f"unit-{unit}"), since, lines, uow.settings.timezone)


def _states(lines: list[TipLine]) -> list[TipState]:
    return [TipState(line.code, line.status, line.waited) for line in lines]


def _month_began(uow: UnitOfWork) -> datetime:
    """The first of the calendar month in the ward's zone, in UTC: what a neighbourhood calls "this month"."""
    zone = uow.settings.timezone
    today = uow.now.astimezone(zone).date()
    return datetime.combine(today.replace(day=1), time(), zone).astimezone(UTC)

"""Tips that may belong together: proposed with the reason, never joined by themselves.

Only what two tips themselves say is compared, within days of each other: no list of people, plates or accounts is
kept beyond the tips, and none grows with time.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.content import Place, TipContent
from bot.domain.places import metres_between
from bot.domain.search.terms import TermKind
from bot.domain.tip import Category

# Who tells of the same event does so within days; a longer look back would follow people rather than events.
RECEIVED_WITHIN = timedelta(days=7)
HAPPENED_WITHIN = timedelta(hours=24)
NEAR_M = 300
MOST = 3


class Reason(StrEnum):
    """Why two tips may belong together; the value is the text key's suffix."""

    PLATE = "plate"
    ACCOUNT = "account"
    PHONE = "phone"
    LINK = "link"
    NEAR = "near"  # same category, positions close by, about the same time
    NEIGHBOURHOOD = "neighbourhood"  # same category, same neighbourhood, about the same time


# How much each says. A plate or an account is hardly ever shared by chance; a telephone number or a page may be one
# that many are told (a hotline, a shop); place and time alone are the weakest, since much happens in a neighbourhood.
WEIGHTS: Mapping[Reason, int] = {
    Reason.PLATE: 6,
    Reason.ACCOUNT: 6,
    Reason.PHONE: 5,
    Reason.LINK: 4,
    Reason.NEAR: 3,
    Reason.NEIGHBOURHOOD: 2,
}
SHARED: Mapping[TermKind, Reason] = {
    TermKind.PLATE: Reason.PLATE,
    TermKind.ACCOUNT: Reason.ACCOUNT,
    TermKind.PHONE: Reason.PHONE,
    TermKind.LINK: Reason.LINK,
}


@dataclass(frozen=True, slots=True)
class Traits:
    """What of a tip is compared. Times are aware; the event's are None when nobody knows."""

    category: Category
    received_at: datetime
    neighbourhood_id: int | None = None
    position: tuple[float, float] | None = None
    start: datetime | None = None
    end: datetime | None = None


def traits_of(content: TipContent, category: Category, received_at: datetime) -> Traits:
    """The traits of a tip; ``category`` is the officer's where there is one."""
    place, when = content.place, content.when
    return Traits(
        category,
        received_at,
        place.neighbourhood_id if place else None,
        _position(place),
        when.start if when else None,
        when.end if when else None,
    )


def reasons(tip: Traits, other: Traits, shared: Collection[TermKind]) -> tuple[Reason, ...]:
    """Why they may belong together, the weightiest first; empty when there is no reason to think so.

    ``shared`` are the kinds of what both say.
    """
    if abs(tip.received_at - other.received_at) > RECEIVED_WITHIN:
        return ()
    found = {SHARED[kind] for kind in shared if kind in SHARED}
    if tip.category is other.category is not Category.OTHER and _about_the_same_time(tip, other):
        found |= set(_same_place(tip, other))
    return tuple(sorted(found, key=lambda reason: -WEIGHTS[reason]))


def weight(found: Sequence[Reason]) -> int:
    """How much several reasons say together."""
    return sum(WEIGHTS[reason] for reason in found)


def _same_place(tip: Traits, other: Traits) -> tuple[Reason, ...]:
    if tip.position and other.position:
        return (Reason.NEAR,) if metres_between(tip.position, other.position) <= NEAR_M else ()
    here = tip.neighbourhood_id
    return (Reason.NEIGHBOURHOOD,) if here is not None and here == other.neighbourhood_id else ()


def _about_the_same_time(tip: Traits, other: Traits) -> bool:
    """Whether the events lie less than a day apart; where a time is not known, the receipt stands for it."""
    first, last = sorted((_span(tip), _span(other)))
    return last[0] - first[1] <= HAPPENED_WITHIN


def _span(tip: Traits) -> tuple[datetime, datetime]:
    start = tip.start or tip.received_at
    return start, max(start, tip.end or start)


def _position(place: Place | None) -> tuple[float, float] | None:
    if place is None or place.latitude is None or place.longitude is None:
        return None
    return place.latitude, place.longitude

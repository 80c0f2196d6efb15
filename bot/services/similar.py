"""Other tips of the ward that may tell of the same: found, weighed, and shown with the reason."""

from collections.abc import Iterable
from dataclasses import dataclass

from pydantic import ValidationError

from bot.crypto import KeyNotHere, SealBroken
from bot.domain.casework.outcomes import Outcome
from bot.domain.casework.similar import MOST, RECEIVED_WITHIN, SHARED, Reason, Traits, reasons, traits_of, weight
from bot.domain.search.terms import TermKind
from storage.tips import TipView
from storage.unit_of_work import UnitOfWork

# Each has to be opened to see when it happened: no more than a card can wait for.
LOOKED_AT = 30


@dataclass(frozen=True, slots=True)
class Similar:
    """A tip that may tell of the same: always the first one, when it was found by one that was joined to it."""

    tip_id: int
    code: str
    reasons: tuple[Reason, ...]


def similar_to(uow: UnitOfWork, tip: TipView) -> tuple[Similar, ...]:
    """At most three, the likeliest first. Tips that cannot be read any more are left out; so is what was joined."""
    if tip.case.duplicate_of is not None:
        return ()
    own, found = _traits(tip), dict[int, tuple[Reason, ...]]()
    for other, shared in _candidates(uow, tip):
        first = uow.tips.view(uow.tips.first_of(other.id)) if other.case.duplicate_of is not None else other
        why = reasons(own, _traits(other), shared)
        known = found.get(first.id, ())
        if first.id != tip.id and first.case.outcome is not Outcome.JUNK and weight(why) > weight(known):
            found[first.id] = why
    best = sorted(found, key=lambda tip_id: (-weight(found[tip_id]), -tip_id))[:MOST]
    return tuple(Similar(tip_id, uow.tips.code(tip_id), found[tip_id]) for tip_id in best)


def _candidates(uow: UnitOfWork, tip: TipView) -> Iterable[tuple[TipView, set[TermKind]]]:
    since, until = tip.received_at - RECEIVED_WITHIN, tip.received_at + RECEIVED_WITHIN
    shared: dict[int, set[TermKind]] = {}
    for tip_id, kind in uow.tokens.sharing(tip.id, SHARED.keys(), since, until, LOOKED_AT):
        shared.setdefault(tip_id, set()).add(kind)
    place = tip.content.place
    if place is not None and (place.neighbourhood_id is not None or place.latitude is not None):
        for tip_id in uow.tips.like(tip, since, until, LOOKED_AT):
            shared.setdefault(tip_id, set())
    for tip_id, kinds in shared.items():
        other = _readable(uow, tip_id)
        if other is not None:
            yield other, kinds


def _readable(uow: UnitOfWork, tip_id: int) -> TipView | None:
    """A tip that nobody can open must not keep another tip's card from going out."""
    try:
        return uow.tips.view(tip_id)
    except (LookupError, SealBroken, KeyNotHere, ValidationError):
        return None


def _traits(tip: TipView) -> Traits:
    return traits_of(tip.content, tip.category, tip.received_at)

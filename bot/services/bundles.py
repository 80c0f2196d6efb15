"""Several tips in one message of the duty group: which go together, how it looks now, and what of it is out of date."""

from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass

from pydantic import ValidationError

from bot.crypto import SealBroken
from bot.domain.bundles import MOST_ROWS, bundle
from bot.domain.card import cut, say_place_briefly
from bot.domain.content import Place
from bot.domain.screen import Screen
from bot.domain.screens.bundle import Line, bundle_screen, second_list
from bot.services.cards import name_of
from bot.settings import CardDetail
from storage.bundles import Listed
from storage.models import Posting
from storage.outbox import Outgoing
from storage.unit_of_work import UnitOfWork

PLACE_LENGTH, NAME_LENGTH = 40, 30


@dataclass(frozen=True, slots=True)
class Shown:
    """What a copy of a card shows once it is redrawn: a revision of its tip, and who took it on if it is a line."""

    posting_id: int
    revision: int
    taken_by: int | None = None


def mates_of(uow: UnitOfWork, card: Outgoing) -> list[Outgoing]:
    """Claim the cards that go out in one message with this one; none when it goes alone."""
    together = [] if card.plain else bundle(uow.bundles.waiting(card.id, MOST_ROWS))
    return uow.outbox.claim_too([each.row_id for each in together if each.row_id != card.id])


def draw_list(uow: UnitOfWork, tips: Sequence[Listed], resent: Collection[int] = ()) -> Screen:
    """The message that lists these tips, as it must look now; those in ``resent`` may have been seen before."""
    neighbourhoods = uow.ward.neighbourhoods()
    lines = [
        Line(
            tip_id=tip.id,
            code=tip.code,
            urgency=tip.urgency,
            category=tip.category,
            place=say_place_briefly(_place(uow, tip), neighbourhoods, PLACE_LENGTH),
            received_at=tip.received_at,
            acknowledged_at=tip.acknowledged_at,
            officer=cut(name_of(uow, tip.acknowledged_by), NAME_LENGTH),
            resent=tip.id in resent,
        )
        for tip in tips
    ]
    return bundle_screen(lines, uow.settings.timezone)


def redraw_list(uow: UnitOfWork, posting: Posting) -> tuple[Screen, tuple[Shown, ...]] | None:
    """The message of which this copy is a line, and what its lines show then; None when it is up to date."""
    there = uow.postings.at(posting.chat_id, posting.message_id)
    tips = uow.bundles.listed([each.tip_id for each in there])
    now = {tip.id: tip for tip in tips}
    shown = tuple(Shown(p.id, now[p.tip_id].revision, now[p.tip_id].acknowledged_by) for p in there)
    if not any(_is_stale(each, now[each.tip_id]) for each in there):
        for line in shown:
            uow.postings.drawn(line.posting_id, line.revision, line.taken_by)
        return None
    listed = {each.tip_id for each in there if not each.pointer}
    screen = draw_list(uow, [tip for tip in tips if tip.id in listed]) if listed else second_list()
    return screen, shown


def _is_stale(line: Posting, tip: Listed) -> bool:
    """A line says no more of a tip in somebody's hands than whose: what else happens is on the tip's own card."""
    says_all = line.drawn_revision >= 0 and line.taken_by is not None and line.taken_by == tip.acknowledged_by
    return line.drawn_revision < tip.revision and not says_all


def _place(uow: UnitOfWork, tip: Listed) -> Place | None:
    """Where; of a tip that cannot be read as much as is counted, and so where cards hide what was said."""
    if uow.settings.card_detail is not CardDetail.MINIMAL:
        with suppress(SealBroken, LookupError, ValidationError):
            return uow.tips.content(tip.id, tip.version).place
    return Place(neighbourhood_id=tip.neighbourhood_id) if tip.neighbourhood_id else None

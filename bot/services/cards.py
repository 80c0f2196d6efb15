"""A tip's card, drawn from its state, and the order to draw it again everywhere."""

from bot.domain.card import CardFacts, card_lines
from bot.domain.clocks import ClockKey
from bot.domain.delivery import CARDS, Kind
from bot.domain.inquiry import Asked
from bot.domain.screen import Phrase, Screen
from bot.domain.screens.drill import drill_lines
from bot.domain.screens.duty import CardState, card
from bot.domain.tip import Status
from bot.services.related import phrases_of, proposed
from bot.services.tip_clocks import next_clock
from bot.settings import CardDetail
from storage.outbox import to_group
from storage.questions import latest
from storage.tips import TipView
from storage.unit_of_work import UnitOfWork


def draw_card(uow: UnitOfWork, tip: TipView) -> Screen:
    """The card as it must look now. It has no way to know who reported the tip."""
    clocks = uow.clocks.of_tip(tip.id)
    running = next_clock(clocks) if tip.acknowledged_at else None
    call = next((view for view in clocks if view.slot is ClockKey.DANGER), None)
    transfer = uow.cases.under_way(tip.id) if tip.status is Status.TRANSFERRED else None
    minimal = uow.settings.card_detail is CardDetail.MINIMAL
    state = CardState(
        tip_id=tip.id,
        code=tip.code,
        urgency=tip.urgency,
        received_at=tip.received_at,
        acknowledge_by=uow.reminders.acknowledge_by(tip.id),
        acknowledged_at=tip.acknowledged_at,
        officer=name_of(uow, tip.acknowledged_by),
        case=tip.case,
        owner=name_of(uow, tip.case.owner_id),
        duplicate_of=uow.tips.code(tip.case.duplicate_of) if tip.case.duplicate_of else "",
        return_by=transfer.return_by if transfer else None,
        clock=running.clock if running else None,
        now=uow.now,
        news=tip.acknowledged_at is not None and tip.version > tip.seen_version,
        edited=tip.version > 1,
        confirmed=tip.confirmed,
        reachable=tip.reachable,
        protection=tip.protection_asked,
        files=len(tip.content.evidence),
        detail_hidden=minimal,
        protector=_protector(uow, tip),
        asked=_asked(uow, tip),
        joined=len(uow.tips.joined_to(tip.id)),
        similar=phrases_of(proposed(uow, tip)),
        drill=tip.drill,
        call=call is not None,
        called_at=call.done_at if call else None,
    )
    return card(state, content_lines(uow, tip, minimal=minimal), uow.settings.timezone)


def _protector(uow: UnitOfWork, tip: TipView) -> str:
    """Who has seen to its reporter's wish for protection."""
    request = uow.protection.of_tip(tip.id) if tip.protection_asked else None
    return name_of(uow, request.answered_by) if request else ""


def _asked(uow: UnitOfWork, tip: TipView) -> Asked | None:
    """The question to show; one that a closed tip no longer needs an answer to is left out."""
    question = latest(uow.questions.of_tip(tip.id))
    if question is None or (tip.status is Status.CLOSED and question.asked.answered_at is None):
        return None
    return question.asked


def name_of(uow: UnitOfWork, person_id: int | None) -> str:
    """A colleague's name, also of one who has left; empty for nobody."""
    found = uow.people.member_by_id(person_id) if person_id is not None else None
    return found.name if found else ""


def content_lines(uow: UnitOfWork, tip: TipView, *, minimal: bool = False) -> tuple[Phrase, ...]:
    """What the tip says, line by line, exactly as the reporter saw it before sending."""
    if tip.drill:
        return drill_lines(tip.urgency)
    facts = CardFacts(uow.settings.timezone, uow.ward.neighbourhoods(), tip.reporter, tip.unit, tip.channel)
    return card_lines(tip.content, facts, minimal)


def redraw_cards(uow: UnitOfWork, tip_id: int) -> None:
    """Bring every copy of a card up to date; what it shows is decided when it goes out.

    A tip whose copies all went with a former group is offered again, so that its news is seen; and one that stands
    only as a line among others gets a card of its own once somebody has taken it on.
    """
    postings = uow.postings.of_tip(tip_id)
    for posting in postings:
        uow.outbox.add(to_group(uow.ward_id), Kind.REDRAW, tip_id=tip_id, posting_id=posting.id)
    has_card = any(not p.line for p in postings) or (postings and uow.tips.status(tip_id) is Status.NEW)
    if not has_card and uow.tips.was_posted(tip_id) and not uow.outbox.has_waiting(tip_id, CARDS):
        offer_card(uow, tip_id)


def offer_card(uow: UnitOfWork, tip_id: int) -> None:
    """Post a card once more: somebody asked for it, or the old ones are gone."""
    uow.outbox.add(to_group(uow.ward_id), Kind.CARD, tip_id=tip_id)

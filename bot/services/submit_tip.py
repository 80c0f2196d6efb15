"""A draft becomes a tip: once, with its card, its receipt and its ladder in the same transaction."""

from datetime import datetime

from bot.domain.authority import Deed, Where, require
from bot.domain.balance import Became
from bot.domain.content import TipContent
from bot.domain.delivery import Kind
from bot.domain.dialog import Submit, Update
from bot.domain.draft import SentTip
from bot.domain.people import Member, reporter_kind
from bot.domain.tip import ReporterKind, Urgency
from bot.services.ladders import start_ladder
from bot.services.receipt import receipt_screen
from bot.services.tip_clocks import begin_clocks
from bot.services.update_tip import update_tip
from storage.models import Tip
from storage.outbox import Payload, to_account, to_group
from storage.unit_of_work import UnitOfWork


def submit_tip(uow: UnitOfWork, account_key: str, submit: Submit, received_at: datetime) -> SentTip:
    """Make the tip of a draft, or give the one it has become already (UNIQUE tip.draft_id).

    It has when the draft was handed over at the moment of its "Gửi": what was told since makes a new version.
    """
    member = uow.people.member(account_key)
    kind = reporter_kind(member)
    tip = uow.tips.create(
        submit.draft_id,
        account_key,
        submit.content,
        prefix=uow.ward.profile.code,
        reporter=kind,
        unit=member.unit if member and kind is ReporterKind.UNIT else None,
        confirmed=submit.confirmed,
        received_at=received_at,
    )
    if tip is None:
        return _already(uow, submit)
    put_before_desk(uow, tip, submit.content, received_at)
    receipt = Payload(screen=receipt_screen(uow, uow.tips.view(tip.id)))
    uow.outbox.add(to_account(account_key), Kind.RECEIPT, receipt, tip_id=tip.id, once=f"receipt:{tip.id}")
    if member is not None and kind is ReporterKind.UNIT:
        _note_unit(uow, tip.id, member)
    return SentTip(tip.id, tip.code, received_at)


def put_before_desk(uow: UnitOfWork, tip: Tip, content: TipContent, received_at: datetime) -> None:
    """What every new tip gets, however it came: its files, its ladder, its legal clocks, its card in the group."""
    uow.inbox.note(Became.TIP)
    uow.evidence.attach([ref.id for ref in content.evidence], tip.id)
    start_ladder(uow, tip.id, tip.urgency, received_at)
    begin_clocks(uow, uow.tips.view(tip.id))
    kind = Kind.DANGER_CARD if tip.urgency is Urgency.DANGER else Kind.CARD
    uow.outbox.add(to_group(uow.ward_id), kind, tip_id=tip.id, once=f"card:{tip.id}")
    uow.journal.note("received", tip_id=tip.id)


def _note_unit(uow: UnitOfWork, tip_id: int, member: Member) -> None:
    """The trail begins with the unit that handed the tip over; which of its people did lies in the vault."""
    require(member, Deed.HAND_OVER, Where.PRIVATE)
    uow.cases.add_birth(tip_id, Deed.HAND_OVER, None, {"unit": member.unit} if member.unit else {})
    uow.journal.note(Deed.HAND_OVER, tip_id=tip_id, detail=member.unit or "")


def _already(uow: UnitOfWork, submit: Submit) -> SentTip:
    tip_id = uow.tips.by_draft(submit.draft_id)
    assert tip_id is not None, "a draft that made no new tip has made one before"
    if submit.confirmed:  # a hand-over that comes late knows less than the reporter who pressed
        update_tip(uow, Update(submit.draft_id, submit.content, confirmed=True), uow.tips.content(tip_id, 1))
    tip = uow.for_tip(tip_id).tips.view(tip_id)
    return SentTip(tip.id, tip.code, tip.received_at)

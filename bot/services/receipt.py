"""What the reporter of a sent tip is told, each from a real event: received, in the duty group, acknowledged."""

from bot.domain.delivery import Kind
from bot.domain.screen import Screen
from bot.domain.screens.receipt import ReceiptView, acknowledged, receipt
from storage.outbox import Payload, to_account
from storage.tips import TipView
from storage.unit_of_work import UnitOfWork


def receipt_screen(uow: UnitOfWork, tip: TipView) -> Screen:
    """The receipt as it stands: it says so once the card is in the duty group."""
    view = ReceiptView(
        code=tip.code,
        ward=uow.ward.profile.name,
        phone=uow.ward.profile.phone,
        category=tip.category,
        received_at=tip.received_at,
        acknowledge_by=uow.reminders.acknowledge_by(tip.id),
        posted_at=tip.posted_at,
    )
    return receipt(view, uow.settings.timezone)


def say_posted(uow: UnitOfWork, tip_id: int) -> None:
    """The card stands in the duty group: the receipt, if there is one, is brought up to date where it stands."""
    row = uow.outbox.named(f"receipt:{tip_id}")
    account = uow.vault.account_of(tip_id)
    if account is None:
        return
    payload = Payload(screen=receipt_screen(uow, uow.tips.view(tip_id)))
    uow.outbox.add(to_account(account), Kind.ANSWERED, payload, edits=row)


def acknowledged_notice(uow: UnitOfWork, tip: TipView) -> Screen:
    """An officer has taken the tip on."""
    assert tip.acknowledged_at is not None, "only what happened is told"
    return acknowledged(tip.code, tip.acknowledged_at, uow.settings.timezone)

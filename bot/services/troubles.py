"""What happens with an update that cannot be handled: it stays, somebody looks at it, the person is told."""

from bot.domain.delivery import Kind
from bot.domain.screen import Screen, phrase
from bot.services.speak import raise_alarm, tell
from storage.inbox import WaitingUpdate
from storage.unit_of_work import UnitOfWork


def set_aside_unreadable(uow: UnitOfWork, row: WaitingUpdate) -> None:
    """Nobody could read it: keep it for a person to look at; it must not block the others."""
    uow.inbox.set_aside(row.id, "unreadable")
    raise_alarm(uow, phrase("alarm-unreadable", number=row.id), once=f"unreadable:{row.id}")


def note_failure(uow: UnitOfWork, row: WaitingUpdate, error: str, private_chat: int | None) -> None:
    """It failed: try again later; at the last time tell the person the error's number and whom to call."""
    if not uow.inbox.failed(row.id, row.tries, error):
        return
    raise_alarm(uow, phrase("alarm-failed", number=row.id), once=f"failed:{row.id}")
    if private_chat is not None:
        sorry = phrase("sorry-failed", number=row.id, phone=uow.ward.profile.phone)
        tell(uow, uow.people.meet(private_chat), Screen((sorry,)), Kind.NOTICE, once=f"sorry:{row.id}")

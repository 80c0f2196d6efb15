"""Ways to say something: each only writes an outgoing row."""

from dataclasses import dataclass

from bot.domain.delivery import Kind
from bot.domain.people import Role
from bot.domain.screen import Alert, Phrase, Screen
from storage.outbox import Payload, to_account, to_group
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class PressRef:
    """A pressed button: the press to answer, and the message that carries the button."""

    query_id: str
    chat_id: int
    message_id: int | None


def tell(
    uow: UnitOfWork, account_key: str, screen: Screen, kind: Kind = Kind.ANSWER, *, once: str | None = None
) -> int | None:
    """Say something to one person in private."""
    return uow.outbox.add(to_account(account_key), kind, Payload(screen=screen), once=once)


def tell_group(uow: UnitOfWork, screen: Screen, kind: Kind = Kind.ANSWER, *, once: str | None = None) -> int | None:
    """Say something in the ward's duty group."""
    return uow.outbox.add(to_group(uow.ward_id), kind, Payload(screen=screen), once=once)


def tell_thread(uow: UnitOfWork, tip_id: int, news: Phrase) -> int | None:
    """Say something about a tip in the duty group, under its card: that is where its buttons are."""
    return uow.outbox.add(to_group(uow.ward_id), Kind.NEWS, Payload(screen=Screen((news,))), tip_id=tip_id)


def answer(uow: UnitOfWork, press: PressRef, alert: Alert | None = None) -> None:
    """Answer a press: every press gets an answer, if only so that the button stops waiting."""
    private = press.chat_id > 0
    route = to_account(uow.keyring.blind(press.chat_id)) if private else to_group(uow.ward_id)
    uow.outbox.add(route, Kind.PRESS_ANSWER, Payload(alert=alert, query_id=press.query_id))


def redraw_message(uow: UnitOfWork, account_key: str, screen: Screen, message_id: int) -> int | None:
    """Put a screen in the place of a message in a private chat."""
    return uow.outbox.add(to_account(account_key), Kind.ANSWERED, Payload(screen=screen, message_id=message_id))


def redraw_group_message(uow: UnitOfWork, screen: Screen, message_id: int) -> int | None:
    """Put a screen in the place of a message in the ward's duty group."""
    return uow.outbox.add(to_group(uow.ward_id), Kind.ANSWERED, Payload(screen=screen, message_id=message_id))


def raise_alarm(uow: UnitOfWork, what: Phrase, once: str | None = None) -> None:
    """Tell those who can mend it, in private: the commanders, the chief, the admins."""
    people = {m.account_key: m for role in (Role.COMMANDER, Role.CHIEF, Role.ADMIN) for m in uow.people.with_role(role)}
    for member in people.values():
        tell(uow, member.account_key, Screen((what,)), Kind.ALARM, once=once and f"{once}:{member.id}")

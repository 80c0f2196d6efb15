"""An officer in charge asks who reported a tip; a commander or the chief, never the asker, is to agree."""

from bot.domain.authority import Deed, may
from bot.domain.delivery import Kind
from bot.domain.forms.form import Answers
from bot.domain.people import COMMAND, Member, Refused, Role
from bot.domain.reveals import ASK_LIFE
from bot.domain.screen import Alert, phrase
from bot.domain.screens.identity import reveal_asked
from bot.domain.tip import IdentityMode
from bot.services.speak import tell
from storage.tips import TipView
from storage.unit_of_work import UnitOfWork


class CannotReveal(Refused):
    """It cannot be asked for now; the key says why."""

    def __init__(self, key: str) -> None:
        super().__init__(Alert(phrase(key), loud=True))


def may_ask(officer: Member, tip: TipView) -> bool:
    """Whether the button is offered: to whoever is in charge, for an identity that is kept secret."""
    secret = tip.content.identity is IdentityMode.SECRET
    return secret and _in_charge(officer, tip) and may(officer, Deed.REVEAL, tip.status)


def require_askable(uow: UnitOfWork, tip: TipView, officer: Member) -> None:
    """Raises CannotReveal."""
    if tip.content.identity is IdentityMode.WITHHELD:
        raise CannotReveal("refused-withheld")
    if not _in_charge(officer, tip):
        raise CannotReveal("refused-not-in-charge")
    if tip.content.identity is IdentityMode.OFFICER:
        raise CannotReveal("refused-not-secret")
    if uow.reveals.running_for(tip.id, officer.id):
        raise CannotReveal("refused-asked-already")
    if not _deciders(uow, officer):
        raise CannotReveal("refused-nobody-to-agree")


def ask_reveal(uow: UnitOfWork, tip: TipView, member: Member, answers: Answers) -> int:
    """The form is confirmed: those who may agree hear of it in private, with the reason. Raises CannotReveal."""
    uow.tips.hold([tip.id])
    require_askable(uow, tip, member)
    reason, lapses_at = answers["reason"], uow.now + ASK_LIFE
    reveal_id = uow.reveals.ask(tip.id, member.id, reason, lapses_at)
    uow.journal.note("reveal asked", tip_id=tip.id, person_id=member.id, detail=f"reveal {reveal_id}")
    screen = reveal_asked(reveal_id, tip.code, member.name, reason, lapses_at, uow.settings.timezone)
    for decider in _deciders(uow, member):
        tell(uow, decider.account_key, screen, Kind.NOTICE)
    return reveal_id


def still_may_know(uow: UnitOfWork, tip: TipView, person_id: int) -> Member | None:
    """Who asked, if that person still works here, is still in charge, and the reporter still allows it."""
    asker = uow.people.member_by_id(person_id)
    present = uow.people.member(asker.account_key) if asker else None
    if present is None or not may(present, Deed.REVEAL, tip.status) or not _in_charge(present, tip):
        return None
    return present if tip.content.identity is not IdentityMode.WITHHELD else None


def _in_charge(officer: Member, tip: TipView) -> bool:
    """Whoever handles it; and a commander, to whom a reporter has turned for protection (BLTTHS Điều 485, 487)."""
    protector = tip.protection_asked and not officer.roles.isdisjoint(COMMAND)
    return officer.id == tip.in_charge or protector


def _deciders(uow: UnitOfWork, asker: Member) -> list[Member]:
    found = {m.id: m for role in (Role.COMMANDER, Role.CHIEF) for m in uow.people.with_role(role)}
    return [member for member in found.values() if member.id != asker.id]

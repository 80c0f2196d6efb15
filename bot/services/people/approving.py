"""An invitation was used: its guest waits until somebody who answers for the ward says yes or no."""

from bot.domain.authority import Deed, Where, require
from bot.domain.delivery import Kind
from bot.domain.people import COMMAND, Member, Refused, Role
from bot.domain.screen import Alert, phrase
from bot.domain.screens.enrolling import approve, declined, host_settled, host_waits, settled, waits, welcome
from bot.domain.screens.people import suspended_notice
from bot.domain.screens.times import clock_time
from bot.services.cards import name_of
from bot.services.menus import refresh_menu
from bot.services.people.command import command_of
from bot.services.people.views import facts_of, handed_over, what_of
from bot.services.speak import PressRef, answer, tell
from bot.services.wards import WorksElsewhere
from storage.enrolments import EnrolmentView
from storage.one_time_codes import Grant
from storage.outbox import Payload, to_account
from storage.unit_of_work import UnitOfWork


class AlreadySettled(Refused):
    """Somebody else has decided."""


class NotYourself(Refused):
    """Another one of the command must look at it."""

    def __init__(self) -> None:
        super().__init__(Alert(phrase("refused-approve-yourself"), loud=True))


def ask_approval(uow: UnitOfWork, account_key: str, name: str, grant: Grant) -> None:
    """A guest came by an invitation of this ward: tell them, those who approve, and who invited them."""
    roles, home_id, unit = handed_over(uow, grant)
    enrolment = uow.enrolments.ask(
        account_key,
        grant.name or name,
        roles,
        neighbourhood_id=home_id,
        unit=unit,
        made_by=grant.made_by,
        replaces=grant.replaces,
    )
    uow.journal.note("asked", person_id=grant.made_by, detail=f"{enrolment.id} {' '.join(sorted(roles))}")
    tell(uow, account_key, waits(what_of(uow, enrolment), uow.ward.profile.name))
    bosses = _approvers(uow, enrolment)
    for boss in bosses:
        _ask(uow, boss, enrolment)
    host = _host(uow, enrolment)
    if host is not None and host.id not in {boss.id for boss in bosses}:
        tell(
            uow,
            host.account_key,
            host_waits(enrolment.name, what_of(uow, enrolment), nobody=not bosses),
            Kind.NOTICE,
        )


def settle_enrolment(
    uow: UnitOfWork, member: Member | None, enrolment_id: int, press: PressRef, *, approved: bool
) -> None:
    """Duyệt or Từ chối was pressed.

    Raises NotOnTheList, NotYourRole, AlreadySettled, NotYourself, WorksElsewhere; Refused for another ward's.
    """
    enrolment = uow.enrolments.get(enrolment_id)
    if enrolment is None:
        raise Refused(Alert(phrase("refused-stale"), loud=True))
    boss = _require(uow, member, enrolment)
    if approved and (elsewhere := uow.people.role_elsewhere(enrolment.account_key)) is not None:
        raise WorksElsewhere(uow.for_ward(elsewhere).ward.profile.name)
    if not uow.enrolments.settle(enrolment_id, boss.id, approved=approved):
        raise AlreadySettled(_who_settled(uow, enrolment_id))
    answer(uow, press, Alert(phrase("enrol-done" if approved else "enrol-undone")))
    _redraw(uow, enrolment, boss, approved=approved)
    if approved:
        _admit(uow, enrolment, boss)
    else:
        uow.journal.note("declined", person_id=boss.id, detail=str(enrolment.id))
        tell(uow, enrolment.account_key, declined(what_of(uow, enrolment)), Kind.NOTICE)
    _tell_host(uow, enrolment, boss, approved=approved)


def _admit(uow: UnitOfWork, enrolment: EnrolmentView, boss: Member) -> None:
    uow.journal.note("approved", person_id=boss.id, detail=str(enrolment.id))
    if enrolment.replaces is not None:
        _retire(uow, enrolment.replaces, enrolment.account_key)
    admit(uow, enrolment)
    if enrolment.roles & COMMAND:
        _offer_waiting(uow)


def admit(uow: UnitOfWork, enrolment: EnrolmentView) -> None:
    """Put somebody on the list and greet them."""
    for role in sorted(enrolment.roles):
        member = uow.people.enrol(
            enrolment.account_key, enrolment.name, role, enrolment.neighbourhood_id, enrolment.unit
        )
        uow.journal.note("enrolled", person_id=member.id, detail=role)
    refresh_menu(uow, enrolment.account_key)
    screen = welcome(what_of(uow, enrolment), enrolment.roles, uow.ward.profile.name)
    tell(uow, enrolment.account_key, screen, Kind.NOTICE)


def _retire(uow: UnitOfWork, person_id: int, newcomer: str) -> None:
    """Whom the newcomer replaces; nobody replaces themselves."""
    old = uow.people.member_by_id(person_id)
    if old is not None and old.account_key != newcomer and uow.people.suspend(old.account_key):
        uow.journal.note("suspended", detail=f"person {old.id}, replaced")
        tell(uow, old.account_key, suspended_notice(), Kind.NOTICE)
        refresh_menu(uow, old.account_key)


def _offer_waiting(uow: UnitOfWork) -> None:
    """The first commander is there: now somebody can approve those who came before."""
    for enrolment in uow.enrolments.waiting():
        for boss in _approvers(uow, enrolment):
            _ask(uow, boss, enrolment)


def _ask(uow: UnitOfWork, boss: Member, enrolment: EnrolmentView) -> None:
    tell(
        uow,
        boss.account_key,
        approve(enrolment.id, facts_of(uow, enrolment)),
        Kind.NOTICE,
        once=_asked(enrolment, boss),
    )


def _asked(enrolment: EnrolmentView, boss: Member) -> str:
    return f"approve:{enrolment.id}:{boss.id}"


def _redraw(uow: UnitOfWork, enrolment: EnrolmentView, boss: Member, *, approved: bool) -> None:
    """Every phone that showed the question shows the answer."""
    screen = settled(facts_of(uow, enrolment), boss.name, uow.now, uow.settings.timezone, approved=approved)
    for asked in (*command_of(uow), *uow.people.with_role(Role.ADMIN)):
        row = uow.outbox.named(_asked(enrolment, asked))
        if row is not None:
            uow.outbox.add(to_account(asked.account_key), Kind.ANSWERED, Payload(screen=screen), edits=row)


def _approvers(uow: UnitOfWork, enrolment: EnrolmentView) -> list[Member]:
    """The command; while there is none, the admins, for somebody who is to have it."""
    command = command_of(uow)
    if not command and enrolment.roles & COMMAND:
        return list(uow.people.with_role(Role.ADMIN))
    return command


def _require(uow: UnitOfWork, member: Member | None, enrolment: EnrolmentView) -> Member:
    first = not command_of(uow) and bool(enrolment.roles & COMMAND)
    boss = require(member, Deed.APPROVE_FIRST if first else Deed.APPROVE, Where.PRIVATE)
    alone = len(_approvers(uow, enrolment)) == 1
    if boss.account_key == enrolment.account_key and not alone:
        raise NotYourself
    return boss


def _tell_host(uow: UnitOfWork, enrolment: EnrolmentView, boss: Member, *, approved: bool) -> None:
    host = _host(uow, enrolment)
    if host is not None and host.id != boss.id:
        screen = host_settled(enrolment.name, what_of(uow, enrolment), approved=approved)
        tell(uow, host.account_key, screen, Kind.NOTICE)


def _who_settled(uow: UnitOfWork, enrolment_id: int) -> Alert:
    found = uow.enrolments.get(enrolment_id)
    assert found is not None
    assert found.settled_at is not None
    key = "refused-enrol-approved" if found.approved else "refused-enrol-declined"
    at = clock_time(found.settled_at, uow.settings.timezone)
    return Alert(phrase(key, name=name_of(uow, found.settled_by), at=at), loud=True)


def _host(uow: UnitOfWork, enrolment: EnrolmentView) -> Member | None:
    """Who invited, if they still have a role here."""
    found = uow.people.member_by_id(enrolment.made_by) if enrolment.made_by is not None else None
    return uow.people.member(found.account_key) if found is not None else None

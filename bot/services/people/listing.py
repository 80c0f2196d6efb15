"""/danhsach: who has which role, what each may do, and who waits to be approved."""

from bot.domain.authority import Deed, Where, require
from bot.domain.people import Member, Refused
from bot.domain.screen import Alert, Screen, phrase
from bot.domain.screens.enrolling import approve
from bot.domain.screens.people import PAGE, PersonView, WaitingView, one_person, people_list
from bot.services.people.views import facts_of, roles_in, what_of
from bot.services.speak import PressRef, answer, redraw_message, tell
from storage.members import ListedPerson
from storage.unit_of_work import UnitOfWork


def show_people(uow: UnitOfWork, member: Member | None, page: int = 0, press: PressRef | None = None) -> None:
    """Answer /danhsach, or a press that turns its pages. Raises NotOnTheList, NotYourRole."""
    reader = require(member, Deed.PEOPLE, Where.PRIVATE)
    waiting = [WaitingView(e.id, e.name, what_of(uow, e)) for e in uow.enrolments.waiting()]
    people = [view_of(uow, person) for person in uow.members.all()]
    put(uow, reader, people_list(people, waiting, page, uow.settings.timezone), press)


def show_person(uow: UnitOfWork, member: Member | None, person_id: int, press: PressRef, *, anew: bool = False) -> None:
    """One person of the list; ``anew`` leaves the message with the button as it is.

    Raises NotOnTheList, NotYourRole, NotListed.
    """
    reader = require(member, Deed.PEOPLE, Where.PRIVATE)
    screen = person_screen(uow, reader, listed(uow, person_id))
    answer(uow, press)
    if anew:
        tell(uow, reader.account_key, screen)
    else:
        put(uow, reader, screen, press, answered=True)


def show_waiting(uow: UnitOfWork, member: Member | None, enrolment_id: int, press: PressRef) -> None:
    """Somebody who waits: the question once more, for whoever may answer it.

    Raises NotOnTheList, NotYourRole, NotListed.
    """
    reader = require(member, Deed.PEOPLE, Where.PRIVATE)
    enrolment = uow.enrolments.get(enrolment_id)
    if enrolment is None or enrolment.settled_at is not None:
        raise NotListed
    answer(uow, press)
    tell(uow, reader.account_key, approve(enrolment.id, facts_of(uow, enrolment)))


class NotListed(Refused):
    """That person is not on the list, or not any more."""

    def __init__(self) -> None:
        super().__init__(Alert(phrase("refused-not-listed"), loud=True))


def listed(uow: UnitOfWork, person_id: int) -> ListedPerson:
    """A person of this ward. Raises NotListed."""
    found = uow.members.get(person_id)
    if found is None:
        raise NotListed
    return found


def view_of(uow: UnitOfWork, person: ListedPerson) -> PersonView:
    """A person as the list shows them."""
    member = person.member
    what = roles_in(uow, member.roles, member.neighbourhood_id, member.unit)
    return PersonView(member, what, person.suspended_at is not None, person.expires_at)


def person_screen(uow: UnitOfWork, reader: Member, person: ListedPerson) -> Screen:
    """One person, with the page of the list they stand on."""
    order = [p.member.id for p in uow.members.all()]
    return one_person(view_of(uow, person), reader, order.index(person.member.id) // PAGE, uow.settings.timezone)


def put(uow: UnitOfWork, reader: Member, screen: Screen, press: PressRef | None, *, answered: bool = False) -> None:
    """In the place of the message that was pressed, or as a new one."""
    if press is not None and not answered:
        answer(uow, press)
    if press is None or press.message_id is None:
        tell(uow, reader.account_key, screen)
    else:
        redraw_message(uow, reader.account_key, screen, press.message_id)

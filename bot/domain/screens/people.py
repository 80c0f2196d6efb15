"""The list of people, one of them, and what is said when something changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.authority import Deed, may
from bot.domain.ending import TERMS
from bot.domain.people import Member, Role
from bot.domain.screen import Area, Button, Phrase, Row, Screen, phrase

PAGE = 8


@dataclass(frozen=True, slots=True)
class PersonView:
    """A person as the list shows them; ``what`` are the roles in words, times are UTC."""

    member: Member
    what: Phrase
    suspended: bool
    ends_at: datetime | None


@dataclass(frozen=True, slots=True)
class WaitingView:
    """Somebody who waits to be approved."""

    enrolment_id: int
    name: str
    what: Phrase


def people_list(people: Sequence[PersonView], waiting: Sequence[WaitingView], page: int, zone: ZoneInfo) -> Screen:
    """A page of the list, with a button a person; whoever waits stands on the first page."""
    pages = max(1, -(-len(people) // PAGE))
    page = max(0, min(page, pages - 1))
    shown = people[page * PAGE : (page + 1) * PAGE]
    head = phrase("people-head", count=len(people), page=page + 1, pages=pages)
    asked = waiting if page == 0 else ()
    lines = (*(phrase("people-waits", name=w.name, role=w.what) for w in asked), *(_line(p, zone) for p in shown))
    rows: list[Row] = [(_open(p),) for p in shown]
    rows += [
        (Button(phrase("people-button-waits", name=w.name), Area.PEOPLE, "asked", str(w.enrolment_id)),) for w in asked
    ]
    turn = []
    if page:
        turn.append(Button(phrase("page-before"), Area.PEOPLE, "list", choice=str(page - 1)))
    if page + 1 < pages:
        turn.append(Button(phrase("page-after"), Area.PEOPLE, "list", choice=str(page + 1)))
    return Screen((head, *lines), (*rows, tuple(turn)) if turn else tuple(rows))


def _line(person: PersonView, zone: ZoneInfo) -> Phrase:
    return phrase("people-line", name=person.member.name, role=person.what, state=_state(person, zone))


def _state(person: PersonView, zone: ZoneInfo) -> Phrase:
    if person.suspended:
        return phrase("people-state-suspended")
    if person.ends_at is not None:
        return phrase("people-state-until", date=on_day(person.ends_at, zone))
    return phrase("people-state-active")


def on_day(moment: datetime, zone: ZoneInfo) -> str:
    """A date as it is written on paper."""
    return f"{moment.astimezone(zone):%d/%m/%Y}"


def _ask_again(guest: WaitingView) -> Button:
    return Button(phrase("people-button-waits", name=guest.name), Area.PEOPLE, "asked", str(guest.enrolment_id))


def _open(person: PersonView) -> Button:
    return Button(phrase("as-is", words=person.member.name), Area.PEOPLE, "person", str(person.member.id))


def one_person(person: PersonView, viewer: Member, page: int, zone: ZoneInfo) -> Screen:
    """A person: roles, state, what they may do, and the buttons that ``viewer`` may press."""
    body = (
        phrase("people-person", name=person.member.name, role=person.what),
        phrase("people-person-state", state=_state(person, zone)),
        phrase("people-may", deeds=may_in_words(person.member)),
    )
    rows = _changes(person) if _may_change(viewer, person) else []
    if person.suspended and may(viewer, Deed.RESTORE):
        rows.insert(0, (_button("restore", person),))
    back = Button(phrase("people-button-list"), Area.PEOPLE, "list", choice=str(page))
    return Screen(body, (*rows, (back,)))


def _may_change(viewer: Member, person: PersonView) -> bool:
    of_command = not person.member.roles.isdisjoint({Role.COMMANDER, Role.CHIEF})
    return may(viewer, Deed.CHANGE_COMMAND if of_command else Deed.CHANGE_PERSON)


def _changes(person: PersonView) -> list[Row]:
    replace = _button("replace", person)
    if person.suspended:
        return [(replace,)]
    rows: list[Row] = [(_button("suspend", person), _button("term", person)), (replace,)]
    for role in Role:
        if role in person.member.roles:
            label = phrase("people-button-drop", role=phrase(f"role-{role}"))
            rows.append((Button(label, Area.PEOPLE, "drop", str(person.member.id), role),))
    return rows


def _button(verb: str, person: PersonView) -> Button:
    return Button(phrase(f"people-button-{verb}"), Area.PEOPLE, verb, str(person.member.id))


def choose_term(person: PersonView) -> Screen:
    """For how long?"""
    subject = str(person.member.id)
    buttons = tuple(
        Button(phrase("people-term-months", months=months) if months else phrase("people-term-none"),
               Area.PEOPLE, "end", subject, str(months))
        for months in TERMS
    )  # fmt: skip
    back = Button(phrase("form-back"), Area.PEOPLE, "person", subject)
    return Screen((phrase("people-term-ask", name=person.member.name),), (buttons[:2], buttons[2:], (back,)))


def may_in_words(member: Member) -> Phrase:
    """What the authority table allows somebody, in plain words; everybody may report."""
    said = phrase("may-report")
    for deed in Deed:
        if may(member, deed):
            said = phrase("people-may-and", before=said, deed=phrase(f"may-{deed}"))
    return said


def suspended_notice() -> Screen:
    """To somebody whose roles were suspended; the keys below the input field go with them."""
    return Screen((phrase("people-told-suspended"),), clear_share=True)


def restored_notice(what: Phrase) -> Screen:
    """To somebody who may act again."""
    return Screen((phrase("people-told-restored", role=what),))


def changed_notice(what: Phrase) -> Screen:
    """To somebody who lost one of several roles."""
    return Screen((phrase("people-told-changed", role=what),))


def ended_notice() -> Screen:
    """To somebody whose time is over."""
    return Screen((phrase("people-told-ended"),), clear_share=True)


def about(line: Phrase, person_id: int) -> Screen:
    """To the command: something about one person, with the way to them."""
    return Screen((line,), ((Button(phrase("people-button-open"), Area.PEOPLE, "open", str(person_id)),),))

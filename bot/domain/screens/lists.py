"""An admin brings in a list: how it must look, what is wrong with it, what would come of it, what came of it."""

from collections import Counter
from collections.abc import Sequence

from bot.domain.lists.neighbourhoods import Changes
from bot.domain.lists.people import NewPerson
from bot.domain.lists.table import Trouble, Unreadable
from bot.domain.people import Role
from bot.domain.screen import Area, Button, Phrase, Screen, phrase

MOST_SHOWN = 15


def ask_for_list() -> Screen:
    """What to send, and how it must look."""
    return Screen((phrase("list-ask"), phrase("list-ask-homes"), phrase("list-ask-people"), phrase("list-ask-end")))


def being_read() -> Screen:
    """The file came."""
    return Screen((phrase("list-being-read"),))


def unreadable(why: Unreadable) -> Screen:
    """The file is no list; another one may follow."""
    return Screen((phrase(f"list-unreadable-{why}"), phrase("list-again")))


def wrong(troubles: Sequence[Trouble]) -> Screen:
    """Row by row, as many as fit; nothing was brought in."""
    lines = trouble_lines(troubles[:MOST_SHOWN])
    more = (phrase("list-more-troubles", count=len(troubles) - MOST_SHOWN),) if len(troubles) > MOST_SHOWN else ()
    return Screen((phrase("list-wrong", count=len(troubles)), *lines, *more, phrase("list-again")))


def trouble_lines(troubles: Sequence[Trouble]) -> tuple[Phrase, ...]:
    """Which row, which column, what to write."""
    return tuple(
        phrase("list-trouble", row=t.row, column=phrase(f"list-column-{t.column}"), cure=t.cure) for t in troubles
    )


def homes_counted(counted: Changes) -> Phrase:
    """What a list of neighbourhoods does."""
    return phrase("list-homes", new=counted.new, changed=counted.changed, same=counted.same)


def preview_homes(counted: Changes, token: str) -> Screen:
    """What would come of a list of neighbourhoods."""
    return Screen((homes_counted(counted), phrase("list-preview")), _decide(token))


def preview_people(people: Sequence[NewPerson], token: str) -> Screen:
    """What would come of a list of people."""
    counts = Counter(person.role for person in people)
    lines = tuple(
        phrase("list-people-role", role=phrase(f"role-{role}"), count=counts[role]) for role in Role if counts[role]
    )
    head = phrase("list-people", count=len(people))
    return Screen((head, *lines, phrase("list-preview-people"), phrase("list-preview")), _decide(token))


def homes_done(counted: Changes) -> Screen:
    """The neighbourhoods are there."""
    return Screen((phrase("list-done"), homes_counted(counted)))


def people_done() -> Screen:
    """The invitations are made; their links follow as a file."""
    return Screen((phrase("list-done"), phrase("list-links-follow")))


def links(count: int) -> Screen:
    """The caption of the file with the links."""
    return Screen((phrase("list-links", count=count),))


def dropped() -> Screen:
    """Nothing is brought in."""
    return Screen((phrase("list-dropped"),))


def _decide(token: str) -> tuple[tuple[Button, ...], ...]:
    yes = Button(phrase("list-button-import"), Area.ADMIN, "import", token)
    no = Button(phrase("list-button-forget"), Area.ADMIN, "forget", token)
    return ((yes, no),)

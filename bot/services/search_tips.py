"""/tim: looking for tips by what they say and where they stand."""

import secrets

from bot.domain.authority import Deed, require
from bot.domain.people import Member, Refused
from bot.domain.screen import Alert, Screen, phrase
from bot.domain.screens.search import PAGE, Hit, found, how_to_search, too_common
from bot.domain.search.request import Wanted, read_request
from bot.services.speak import PressRef, answer, redraw_group_message, redraw_message, tell, tell_group
from storage.searches import Asked
from storage.unit_of_work import UnitOfWork

LONGEST_REQUEST = 300
MOST_PAGES = 200


class StaleSearch(Refused):
    """Nobody knows any more what was looked for."""

    def __init__(self) -> None:
        super().__init__(Alert(phrase("refused-stale-search"), loud=True))


def search_tips(uow: UnitOfWork, typed: str, member: Member | None, *, in_group: bool) -> None:
    """Answer /tim: the first page, where it was asked. Raises NotOnTheList, NotYourRole."""
    officer = require(member, Deed.SEARCH)
    screen = _first_page(uow, typed.strip()[:LONGEST_REQUEST], officer)
    if in_group:
        tell_group(uow, screen)
    else:
        tell(uow, officer.account_key, screen)


def search_turned(
    uow: UnitOfWork, member: Member | None, search_id: str, page: int, press: PressRef, *, in_group: bool
) -> None:
    """Another page, in the place of the one with the button. Raises NotOnTheList, NotYourRole, StaleSearch."""
    officer = require(member, Deed.SEARCH)
    asked = uow.searches.asked(search_id)
    if asked is None or page > MOST_PAGES:
        raise StaleSearch
    answer(uow, press)
    screen = _page(uow, asked, page, officer)
    if press.message_id is None:
        tell(uow, officer.account_key, screen)
    elif in_group:
        redraw_group_message(uow, screen, press.message_id)
    else:
        redraw_message(uow, officer.account_key, screen, press.message_id)


def _first_page(uow: UnitOfWork, said: str, officer: Member) -> Screen:
    if not said:
        return how_to_search()
    asked = Asked(secrets.token_hex(4), said, uow.now)
    if not _wanted(uow, asked):
        return too_common(said)
    uow.searches.keep(asked.id, said)
    return _page(uow, asked, 0, officer)


def _page(uow: UnitOfWork, asked: Asked, page: int, officer: Member) -> Screen:
    wanted = _wanted(uow, asked)
    tips = uow.searches.find(wanted, page * PAGE, PAGE + 1)
    uow.journal.note("searched", person_id=officer.id, detail=f"page {page}: {len(tips[:PAGE])} tips")
    hits = [Hit(tip.id, tip.code, tip.category, tip.status, tip.received_at, tip.erased) for tip in tips[:PAGE]]
    return found(hits, wanted, asked.id, page, more=len(tips) > PAGE, zone=uow.settings.timezone)


def _wanted(uow: UnitOfWork, asked: Asked) -> tuple[Wanted, ...]:
    return read_request(asked.said, asked.at.astimezone(uow.settings.timezone), uow.ward.neighbourhoods())

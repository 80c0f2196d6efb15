"""Callback data: at most 64 bytes, and read back as it was written (Bot API, callback_data)."""

from datetime import UTC, datetime, timedelta

import pytest
from aiogram.filters.callback_data import CallbackData

from bot.domain.casework.state import CaseState
from bot.domain.codes import new_code
from bot.domain.escalation import To
from bot.domain.ladders import Lack
from bot.domain.people import Role
from bot.domain.places import Neighbourhood
from bot.domain.screen import Area, Button, LinkButton, Screen, phrase
from bot.domain.screens.duty import CardState, card
from bot.domain.screens.enrolling import approve
from bot.domain.screens.inviting import choose_home, choose_role, choose_unit
from bot.domain.screens.reminders import Late, reminder, unacknowledged
from bot.domain.screens.search import Hit, found
from bot.domain.tip import Category, Status, Urgency
from bot.settings import Settings
from handlers.callbacks import (
    AdminPress,
    DeskPress,
    DutyPress,
    FiguresPress,
    IdentityPress,
    MenuPress,
    MyDataPress,
    MyTipsPress,
    PeoplePress,
    ReportPress,
    RequestPress,
    RosterPress,
    SearchPress,
    WardPress,
    callback_data,
)

LARGEST = 2**63 - 1
PRESSES: dict[Area, type[CallbackData]] = {
    Area.MENU: MenuPress, Area.REPORT: ReportPress, Area.MY_TIPS: MyTipsPress, Area.DUTY: DutyPress,
    Area.ADMIN: AdminPress, Area.WARD: WardPress, Area.DESK: DeskPress,
    Area.IDENTITY: IdentityPress, Area.MY_DATA: MyDataPress, Area.REQUEST: RequestPress,
    Area.SEARCH: SearchPress, Area.ROSTER: RosterPress,
    Area.PEOPLE: PeoplePress,
    Area.SEARCH: SearchPress,
    Area.PEOPLE: PeoplePress, Area.FIGURES: FiguresPress,
}  # fmt: skip
NOW = datetime(2026, 3, 2, 2, tzinfo=UTC)


def _state(urgency: Urgency, status: Status) -> CardState:
    return CardState(
        LARGEST, "BDXY-7K3M-Q", urgency, NOW, NOW, None, "An", case=CaseState(status), owner="Bình",
        duplicate_of="BDXY-7K3M-Q", return_by=NOW, clock=None, now=NOW, news=True, edited=True, confirmed=False,
        reachable=False, protection=True, files=99, detail_hidden=True,
    )  # fmt: skip


def _screens() -> list[Screen]:
    zone = Settings(_env_file=None).timezone  # type: ignore[call-arg]
    late = [
        [Late(LARGEST, "BDXY-7K3M-Q", Urgency.DANGER, Category.THEFT, lack, timedelta(1), timedelta(1), "An")] * 50
        for lack in Lack
        if lack is not Lack.WORD
    ]
    cards = [card(_state(u, s), (), zone) for u in Urgency for s in Status]
    hits = [Hit(LARGEST, "BDXY-7K3M-Q", Category.THEFT, Status.NEW, NOW)] * 8
    pages = found(hits, (), "9f" * 4, 9999, more=True, zone=zone)
    homes = [choose_home(Role.SECURITY_TEAM, [Neighbourhood(LARGEST, "Tổ dân phố số 10")] * 99, p) for p in (0, 5, 99)]
    admin = [choose_role(), choose_unit(), *homes, approve(LARGEST, ())]
    return [*cards, pages, unacknowledged(late[0]), *(reminder(lines, To.CHIEF) for lines in late), *admin]


def _buttons() -> list[Button]:
    found = [b for screen in _screens() for row in screen.buttons for b in row if not isinstance(b, LinkButton)]
    label = phrase("as-is", words="")
    code = new_code("BDXY", choice=max)
    widest = [Button(label, Area.MY_TIPS, "protect", code), Button(label, Area.MY_TIPS, "page", "", "9999")]
    widest.append(Button(label, Area.ROSTER, "ask", "20261231.3", f"{LARGEST}.20261231.3"))
    return found + widest + [Button(label, Area.REPORT, "category", "9f" * 6, c) for c in Category]


@pytest.mark.parametrize("button", _buttons(), ids=callback_data)
def test_a_button_fits_and_is_read_back(button: Button) -> None:
    data = callback_data(button)
    assert 1 <= len(data.encode()) <= 64
    press = PRESSES[button.area].unpack(data)
    assert (press.verb, press.subject, press.choice) == (button.verb, button.subject, str(button.choice))  # type: ignore[attr-defined]


def test_every_part_of_the_product_has_its_own_prefix() -> None:
    assert set(PRESSES) == set(Area)
    assert len({kind.__prefix__ for kind in PRESSES.values()}) == len(Area)


def test_no_button_carries_a_role_a_state_or_a_name_that_would_have_to_be_trusted() -> None:
    for screen in _screens():
        for button in (b for row in screen.buttons for b in row if isinstance(b, Button) and b.area is Area.DUTY):
            assert button.choice == ""
            assert button.subject.isdecimal()
    assert {b.choice for row in choose_role().buttons for b in row if isinstance(b, Button)} == set(Role)


def test_a_list_has_no_more_buttons_than_people_look_at() -> None:
    """Bot API, InlineKeyboardMarkup: 100 buttons at most."""
    assert all(sum(map(len, screen.buttons)) <= 10 for screen in _screens())

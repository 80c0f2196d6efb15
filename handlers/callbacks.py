"""Callback data: a versioned prefix, a verb and ids; nothing that would have to be trusted (Bot API: 1-64 bytes)."""

from aiogram.filters.callback_data import CallbackData

from bot.domain.screen import Area, Button


class Press(CallbackData, prefix="_"):
    """What every button carries."""

    verb: str
    subject: str = ""
    choice: str = ""


class MenuPress(Press, prefix=Area.MENU.value):
    """A button of the resident's menu."""


class ReportPress(Press, prefix=Area.REPORT.value):
    """A button of the report; ``subject`` is the draft."""


class MyTipsPress(Press, prefix=Area.MY_TIPS.value):
    """A button of the reporter's own tips; ``subject`` is the tip's code."""


class DutyPress(Press, prefix=Area.DUTY.value):
    """A button of a card; ``subject`` is the tip's id."""


class DeskPress(Press, prefix=Area.DESK.value):
    """A button of an officer's form; ``subject`` is the sheet, or the step to be undone."""


class AdminPress(Press, prefix=Area.ADMIN.value):
    """A button of the admin's screens."""


class IdentityPress(Press, prefix=Area.IDENTITY.value):
    """A button of a request about an identity; ``subject`` is the request."""


class PeoplePress(Press, prefix=Area.PEOPLE.value):
    """A button about people; ``subject`` is the enrolment's or the person's id."""


class MyDataPress(Press, prefix=Area.MY_DATA.value):
    """A button of the page on what is kept about oneself."""


class RequestPress(Press, prefix=Area.REQUEST.value):
    """A button of a request about personal data; ``subject`` is its number."""


class WardPress(Press, prefix=Area.WARD.value):
    """A button of the list of wards; ``subject`` is the ward's id."""


class RosterPress(Press, prefix=Area.ROSTER.value):
    """A button of the roster; ``subject`` is a shift, a swap or a handover."""


class SearchPress(Press, prefix=Area.SEARCH.value):
    """A button that turns the pages of a search; ``subject`` is the search."""


class FiguresPress(Press, prefix=Area.FIGURES.value):
    """A button about a broken limit; ``subject`` is the tip's code, or the question."""


def callback_data(button: Button) -> str:
    """What Telegram gives back when the button is pressed."""
    return f"{button.area}:{button.verb}:{button.subject}:{button.choice}"

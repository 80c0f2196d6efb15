"""What the admin sees: first steps, invitations, the self-check."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.screen import Screen, phrase
from bot.domain.screens.times import clock_time


def link_code(code: str) -> Screen:
    """The code to be posted in the duty group."""
    return Screen((phrase("admin-link-code", code=code),))


def group_linked(ward: str) -> Screen:
    """Greets the duty group."""
    return Screen((phrase("admin-group-linked", ward=ward),))


def trial_card(at: datetime, zone: ZoneInfo) -> Screen:
    """A card that shows the duty group what a tip will look like; it has no buttons, for there is no tip."""
    return Screen((phrase("admin-test-card", at=clock_time(at, zone)),))


def group_check(missing: tuple[str, ...]) -> Screen:
    """What is missing, each with its cure; or that all is well."""
    if not missing:
        return Screen((phrase("check-all-well"),))
    return Screen((phrase("check-missing"), *(phrase(f"check-{what}") for what in missing)))

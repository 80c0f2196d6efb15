"""What the admin sees: first steps, invitations, the self-check."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.keys import with_keys
from bot.domain.people import REPORTERS, Role
from bot.domain.screen import Area, Button, LinkButton, Screen, phrase
from bot.domain.screens.times import clock_time


def welcome(role: Role, ward: str) -> Screen:
    """Greets somebody with a new role and says what to do next; who must report at once gets the keys for it."""
    body = (phrase("admin-welcome", role=phrase(f"role-{role}"), ward=ward), phrase(f"admin-next-{role}"))
    return with_keys(REPORTERS[role], *body) if role in REPORTERS else Screen(body)


def somebody_came(name: str, role: Role) -> Screen:
    """Tells the admin who used an invitation."""
    return Screen((phrase("admin-somebody-came", name=name, role=phrase(f"role-{role}")),))


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


def choose_role() -> Screen:
    """For which role is the invitation?"""
    buttons = tuple((Button(phrase(f"role-{role}"), Area.ADMIN, "invite", choice=role),) for role in Role)
    return Screen((phrase("admin-invite-ask"),), buttons)


def invitation(role: Role, code: str) -> Screen:
    """A link for one person."""
    link = LinkButton(phrase("admin-invite-link"), start=code)
    return Screen(
        (phrase("admin-invite-made", role=phrase(f"role-{role}"), link=phrase("deep-link", code=code)),), ((link,),)
    )

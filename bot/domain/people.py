"""Who works with tips, and the one table that says who may do what."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.screen import Alert, phrase


class Role(StrEnum):
    """What somebody is in the ward. One person may be several."""

    OFFICER = "officer"  # trực ban
    COMMANDER = "commander"  # Phó trưởng, chỉ huy ca trực
    CHIEF = "chief"  # Trưởng Công an phường
    ADMIN = "admin"
    GROUP_LEADER = "group_leader"  # tổ trưởng tổ dân phố


POLICE = frozenset({Role.OFFICER, Role.COMMANDER, Role.CHIEF})


class Deed(StrEnum):
    """What may be done, by button or command."""

    ACKNOWLEDGE = "acknowledge"
    CALLED = "called"  # đã gọi, đã cử người
    READ = "read"  # xem đủ, xem tài liệu
    LIST = "list"
    BRIEF = "brief"
    LINK_GROUP = "link_group"
    INVITE = "invite"
    CHECK = "check"


MAY: Mapping[Deed, frozenset[Role]] = {
    Deed.ACKNOWLEDGE: POLICE,
    Deed.CALLED: POLICE,
    Deed.READ: POLICE,
    Deed.LIST: POLICE,
    Deed.BRIEF: POLICE,
    Deed.LINK_GROUP: frozenset({Role.ADMIN}),
    Deed.INVITE: frozenset({Role.ADMIN}),
    Deed.CHECK: POLICE | {Role.ADMIN},
}


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody on the list. ``name`` is shown to colleagues, never to a reporter."""

    id: int
    ward_id: int
    account_key: str
    name: str
    roles: frozenset[Role]
    neighbourhood_id: int | None = None

    def may(self, deed: Deed) -> bool:
        """Whether one of this person's roles allows the deed."""
        return not self.roles.isdisjoint(MAY[deed])


class Refused(Exception):
    """Something was asked that cannot be done now; ``alert`` says why and what to do. Nothing was changed."""

    def __init__(self, alert: Alert) -> None:
        super().__init__(alert.text.key)
        self.alert = alert


class NotOnTheList(Refused):
    """The sender has no role that allows this."""

    def __init__(self) -> None:
        super().__init__(Alert(phrase("refused-not-on-list"), loud=True))


def require(member: Member | None, deed: Deed) -> Member:
    """The member, if the table allows the deed. Raises NotOnTheList."""
    if member is None or not member.may(deed):
        raise NotOnTheList
    return member

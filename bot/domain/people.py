"""Who works with tips. What each of them may do stands in ``bot.domain.authority``."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.screen import Alert
from bot.domain.tip import ReporterKind


class Role(StrEnum):
    """What somebody is in the ward. One person may be several."""

    OFFICER = "officer"  # trực ban
    COMMANDER = "commander"  # Phó trưởng, chỉ huy ca trực
    CHIEF = "chief"  # Trưởng Công an phường
    ADMIN = "admin"
    GROUP_LEADER = "group_leader"  # tổ trưởng tổ dân phố
    SECURITY_TEAM = "security_team"  # Tổ bảo vệ an ninh, trật tự ở cơ sở
    UNIT = "unit"  # cán bộ của một đơn vị cũng nhận tin
    OVERSIGHT = "oversight"  # Văn phòng HĐND và UBND, Ủy ban MTTQ: figures only


POLICE = frozenset({Role.OFFICER, Role.COMMANDER, Role.CHIEF})
COMMAND = frozenset({Role.COMMANDER, Role.CHIEF})
# Whoever must report at once, and as what they do it; the first that fits.
REPORTERS = {
    Role.GROUP_LEADER: ReporterKind.GROUP_LEADER,
    Role.SECURITY_TEAM: ReporterKind.SECURITY_TEAM,
    Role.UNIT: ReporterKind.UNIT,
}
OF_A_GROUP = frozenset({Role.GROUP_LEADER, Role.SECURITY_TEAM})


class Unit(StrEnum):
    """Other bodies of the ward to which people also bring tips. The value is the text key's suffix."""

    MILITARY = "military"  # Ban Chỉ huy quân sự phường
    CULTURE = "culture"  # Phòng Văn hóa - Xã hội: also mediates small civil disputes
    RECEPTION = "reception"  # Bộ phận tiếp công dân
    FRONT = "front"  # Mặt trận Tổ quốc và các đoàn thể


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody on the list. ``name`` is shown to colleagues, never to a reporter."""

    id: int
    ward_id: int
    account_key: str
    name: str
    roles: frozenset[Role]
    neighbourhood_id: int | None = None
    unit: Unit | None = None


def reporter_kind(member: Member | None) -> ReporterKind:
    """In what capacity somebody reports: a resident's, unless a role says more."""
    roles = member.roles if member else frozenset()
    return next((kind for role, kind in REPORTERS.items() if role in roles), ReporterKind.RESIDENT)


def home_of(member: Member | None) -> int | None:
    """The neighbourhood of a group leader or of somebody of the security team."""
    return member.neighbourhood_id if member and not member.roles.isdisjoint(OF_A_GROUP) else None


class Refused(Exception):
    """Something was asked that cannot be done now; ``alert`` says why and what to do. Nothing was changed."""

    def __init__(self, alert: Alert) -> None:
        super().__init__(alert.text.key)
        self.alert = alert

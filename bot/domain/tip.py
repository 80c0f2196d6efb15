"""A tip about crime: its kinds and its life.

Sources: BLTTHS Điều 144-147; the categories follow the ward's plan and the words residents use.
"""

from enum import StrEnum


class Category(StrEnum):
    """What a tip is about, in residents' terms. The value is stored and is the text key's suffix."""

    THEFT = "theft"  # trộm cắp
    ROBBERY = "robbery"  # cướp, cướp giật, cưỡng đoạt
    FRAUD = "fraud"  # lừa đảo, nhất là qua mạng
    LOAN_SHARKING = "loan_sharking"  # tín dụng đen
    GAMBLING = "gambling"  # cờ bạc, cá độ
    DRUGS = "drugs"  # ma túy
    PUBLIC_DISORDER = "public_disorder"  # gây rối trật tự công cộng
    ASSAULT = "assault"  # đánh nhau, gây thương tích
    DOMESTIC_VIOLENCE = "domestic_violence"  # bạo lực gia đình
    CHILD_ABUSE = "child_abuse"  # xâm hại người dưới 18 tuổi
    WEAPONS = "weapons"  # vũ khí, vật liệu nổ, pháo
    PROSTITUTION = "prostitution"  # mại dâm
    TRESPASS = "trespass"  # phá hoại, xâm phạm chỗ ở
    DEFAMATION = "defamation"  # làm nhục, vu khống, phát tán ảnh
    SUSPICIOUS = "suspicious"  # người, biểu hiện nghi vấn
    OTHER = "other"  # việc khác, chưa rõ


class Urgency(StrEnum):
    """How soon somebody must look: the answer to the first question."""

    DANGER = "danger"  # đang xảy ra, hoặc có người đang không an toàn
    URGENT = "urgent"  # vừa xảy ra
    NORMAL = "normal"  # đã lâu


class IdentityMode(StrEnum):
    """What the reporter allows the police to know (BLTTHS Điều 56; TT 28/2020 Điều 5)."""

    SECRET = "secret"  # giữ bí mật: the default  # noqa: S105
    OFFICER = "officer"  # cho cán bộ thụ lý biết
    WITHHELD = "withheld"  # không cung cấp


class ReporterKind(StrEnum):
    """In what capacity the reporter writes; shown on the card instead of a name."""

    RESIDENT = "resident"
    GROUP_LEADER = "group_leader"
    SECURITY_TEAM = "security_team"
    UNIT = "unit"


class Channel(StrEnum):
    """How a tip reached the ward (BLTTHS Điều 145: any means; TT 28/2020 Điều 5)."""

    CHAT = "chat"
    PHONE = "phone"
    WALK_IN = "walk_in"


class Status(StrEnum):
    """Where a tip stands."""

    NEW = "new"
    ACKNOWLEDGED = "acknowledged"
    ASSIGNED = "assigned"
    VERIFYING = "verifying"
    CLASSIFIED = "classified"
    TRANSFERRED = "transferred"  # sent on, and not yet confirmed by whom it was sent to
    CLOSED = "closed"


IN_HAND = frozenset({Status.ACKNOWLEDGED, Status.ASSIGNED, Status.VERIFYING, Status.CLASSIFIED})
OPEN = frozenset(Status) - {Status.CLOSED}

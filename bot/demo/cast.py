"""Invented people and places. Nobody here exists."""

from dataclasses import dataclass

from bot.domain.people import Role

WARD_PHONE = "0225 000 0113"
BOT_NAME, BOT_USERNAME = "Tin báo phường Bạch Đằng", "tinbao_bachdang_bot"
GROUP_TITLE = "Trực ban Bạch Đằng"

NEIGHBOURHOODS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Tổ dân phố số 1", ("Xóm Chùa",)),
    ("Tổ dân phố số 2", ("Xóm Bến",)),
    ("Tổ dân phố số 3", ()),
    ("Tổ dân phố số 4", ("Khu tập thể Cơ khí",)),
    ("Tổ dân phố số 5", ("Làng Hạ Đoạn",)),
    ("Tổ dân phố số 6", ()),
    ("Tổ dân phố số 7", ("Ngõ Lò Gạch",)),
    ("Tổ dân phố số 8", ()),
    ("Tổ dân phố số 9", ("Xóm Đình",)),
    ("Tổ dân phố số 10", ()),
)


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody on the stage: the name on the phone, the role if any, what the page says about them.

    ``home`` is the neighbourhood that a role is for.
    """

    name: str
    family: str
    role: Role | None
    title: str
    in_group: bool = False
    home: str = ""


RESIDENT = Part("Lan", "Phạm", None, "Chị Lan – người dân")
LEADER = Part("Thắng", "Vũ", Role.GROUP_LEADER, "Ông Thắng – tổ trưởng TDP 5", home="Tổ dân phố số 5")
OFFICER_1 = Part("An", "Đỗ", Role.OFFICER, "An – trực ban", in_group=True)
OFFICER_2 = Part("Bình", "Lê", Role.OFFICER, "Bình – trực ban", in_group=True)
COMMANDER = Part("Hải", "Ngô", Role.COMMANDER, "Hải – chỉ huy, quản trị")
CHIEF = Part("Sơn", "Đặng", Role.CHIEF, "Sơn – Trưởng Công an phường")
CAST = (RESIDENT, LEADER, OFFICER_1, OFFICER_2, COMMANDER, CHIEF)
GUARD = Part("Lâm", "Trịnh", Role.SECURITY_TEAM, "Lâm – Tổ bảo vệ ANTT", home="Tổ dân phố số 3")
MEDIATOR = Part("Mai", "Trần", Role.UNIT, "Mai – Phòng VH-XH, hòa giải", home="Phòng Văn hóa – Xã hội")
EVERYBODY = (*CAST, GUARD, MEDIATOR)

"""The other desks of the ward, for messages that are not tips about crime."""

from enum import StrEnum


class Desk(StrEnum):
    """Where a message belongs when it is not about crime. The value is the text key's suffix."""

    PAPERS = "papers"  # căn cước, cư trú, xác nhận
    OFFICIALS = "officials"  # khiếu nại, tố cáo cán bộ: Luật Khiếu nại, Luật Tố cáo
    CIVIL = "civil"  # tranh chấp dân sự, hòa giải ở cơ sở
    NOISE = "noise"  # tiếng ồn, vỉa hè, vệ sinh: trật tự đô thị
    SURRENDER = "surrender"  # tự thú, đầu thú: BLTTHS Điều 152

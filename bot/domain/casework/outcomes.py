"""How a tip can end at the ward, and what each ending must say.

Sources: BLTTHS Điều 144.5, 145-147, 153; TTLT 01/2017 Điều 8-9; TT 28/2020 Điều 7; Luật Hòa giải ở cơ sở 2013.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class TipKind(StrEnum):
    """What a tip is in law (BLTTHS Điều 144): who knows the person named denounces, everything else is information."""

    DENUNCIATION = "denunciation"  # tố giác
    CRIME_REPORT = "crime_report"  # tin báo


class Serious(StrEnum):
    """Why a tip must be passed on within 24 hours (TTLT 01/2017 Điều 8.5a; TT 28/2020 Điều 7.1a)."""

    CAUGHT = "caught"  # quả tang
    GRAVE = "grave"  # rất nghiêm trọng, đặc biệt nghiêm trọng
    CONCERN = "concern"  # dư luận xã hội quan tâm
    FLIGHT = "flight"  # đã rõ người bị tố giác, cần ngăn chặn ngay
    MINOR = "minor"  # người bị hại dưới 18 tuổi: TT 43/2021 Điều 5.1


class Outcome(StrEnum):
    """An ending. The value is stored and is the text key's suffix."""

    INVESTIGATION = "investigation"  # chuyển Cơ quan CSĐT
    WARD = "ward"  # thụ lý tại phường
    SANCTION = "sanction"  # xử phạt vi phạm hành chính
    MEDIATION = "mediation"  # chuyển hòa giải
    OTHER_UNIT = "other_unit"  # chuyển đơn vị khác
    GUIDED = "guided"  # hướng dẫn
    UNVERIFIABLE = "unverifiable"  # không đủ căn cứ xác minh
    DUPLICATE = "duplicate"  # trùng tin
    FALSE = "false"  # tin sai sự thật
    JUNK = "junk"  # tin rác


# Sent to somebody who must confirm; the tip is closed only then.
TRANSFERS = frozenset({Outcome.INVESTIGATION, Outcome.MEDIATION, Outcome.OTHER_UNIT})
# These are not matters of crime at all, or the tip they belong to is classified: everything else needs a class first.
UNCLASSIFIED = frozenset({Outcome.GUIDED, Outcome.DUPLICATE, Outcome.FALSE, Outcome.JUNK, Outcome.MEDIATION})


@dataclass(frozen=True, slots=True)
class Needs:
    """What an ending asks for: the document's number and date, the body it goes to, the reason, another tip."""

    number: bool = False
    date: bool = False
    body: bool = False
    reason: bool = False
    other_tip: bool = False


NEEDS: Mapping[Outcome, Needs] = {
    Outcome.INVESTIGATION: Needs(number=True, date=True, body=True),
    Outcome.WARD: Needs(number=True, date=True),
    Outcome.SANCTION: Needs(number=True, date=True, body=True),
    Outcome.MEDIATION: Needs(reason=True),
    Outcome.OTHER_UNIT: Needs(number=True, date=True, body=True, reason=True),
    Outcome.GUIDED: Needs(reason=True),
    Outcome.UNVERIFIABLE: Needs(reason=True),
    Outcome.DUPLICATE: Needs(other_tip=True),
    Outcome.FALSE: Needs(reason=True),
    Outcome.JUNK: Needs(reason=True),
}

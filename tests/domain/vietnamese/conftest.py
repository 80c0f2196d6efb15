from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.domain.vietnamese import Neighbourhood

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.fixture(scope="session")
def now() -> datetime:
    """A Monday afternoon."""
    return datetime(2026, 11, 23, 15, 0, tzinfo=ZONE)


@pytest.fixture(scope="session")
def ward() -> tuple[Neighbourhood, ...]:
    return (
        Neighbourhood(1, "Tổ dân phố số 1"),
        Neighbourhood(5, "Tổ dân phố số 5", ("TDP 5",)),
        Neighbourhood(7, "Đổ", ("TDP Đổ", "7")),
        Neighbourhood(8, "Cam Lộ 1"),
        Neighbourhood(9, "Cam Lộ 2"),
        Neighbourhood(12, "TDP 12"),
        Neighbourhood(13, "Hạ Lý", ("tổ 13",)),
    )

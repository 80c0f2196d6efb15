"""What an officer reads of a clock."""

import pytest

from bot.domain.calendar import Edit, edited
from bot.domain.clocks import (
    DEFAULT_RULES,
    ClockKey,
    Extension,
    Limit,
    RunningClock,
    Unit,
    extend,
    pause,
    start,
    turn_serious,
)
from bot.domain.screens.clocks import clock_lines
from bot.texts import load_texts
from handlers.cards import Renderer
from tests.domain.clocks.ward_time import LAW, ZONE, day, local


def begun(key: ClockKey, at: str) -> RunningClock:
    return start(DEFAULT_RULES[key], local(at), LAW)


def shown(clock: RunningClock, at: str) -> list[str]:
    renderer = Renderer(load_texts())
    return [renderer.plain(line).replace("\u2060", "") for line in clock_lines(clock, local(at), ZONE)]


def test_an_hour_limit_has_its_minute() -> None:
    assert shown(begun(ClockKey.TRANSFER_24H, "04/03/2026 16:30"), "04/03/2026 17:00") == [
        "⏱ Hạn chuyển: 16 giờ 30 ngày 05/03/2026 (TTLT 01/2017 Điều 8.5a; TT 28/2020 Điều 7.1a; TT 43/2021 Điều 5.1)"
    ]


def test_a_day_limit_ends_at_24_00_and_not_on_the_next_day() -> None:
    clock = begun(ClockKey.TRANSFER_7D, "26/02/2026 16:30")
    assert shown(clock, "27/02/2026 08:00") == [
        "⏱ Hạn chuyển: 24 giờ ngày 05/03/2026 (TTLT 01/2017 Điều 8.5b; TT 28/2020 Điều 7.1b)"
    ]
    serious = turn_serious(clock, DEFAULT_RULES[ClockKey.TRANSFER_24H], local("05/03/2026 20:00"), LAW)
    assert shown(serious, "05/03/2026 20:00")[0].startswith("⏱ Hạn chuyển: 24 giờ ngày 05/03/2026 (TTLT")


def test_how_late_it_is() -> None:
    clock = begun(ClockKey.TRANSFER_24H, "04/03/2026 16:30")
    assert shown(clock, "05/03/2026 16:30")[0].startswith("⏱ Hạn chuyển: 16 giờ 30")
    assert shown(clock, "05/03/2026 18:35")[0].startswith(
        "⏱ Hạn chuyển: đã quá 2 giờ 5 phút, hạn là 16 giờ 30 ngày 05/03/2026 ("
    )


def test_two_ends_are_both_named() -> None:
    clock = begun(ClockKey.NOTIFY_PROCURACY, "05/03/2026 08:00")
    basis = "(BLTTHS Điều 146.5: 3 ngày; TTLT 01/2017 Điều 14.1: 3 ngày làm việc)"
    assert shown(clock, "05/03/2026 08:00") == [
        "⏱ Hạn thông báo cho Viện kiểm sát: nên xong trước 24 giờ ngày 09/03/2026, "
        f"chậm nhất 24 giờ ngày 10/03/2026 {basis}"
    ]
    assert shown(clock, "11/03/2026 01:00") == [
        f"⏱ Hạn thông báo cho Viện kiểm sát: đã quá 1 giờ, hạn là 24 giờ ngày 10/03/2026 {basis}"
    ]


def test_who_prolonged_it_and_what_stopped_it() -> None:
    clock = begun(ClockKey.RESOLVE, "02/02/2026 09:00")
    longer = extend(clock, Extension(Limit(2, Unit.MONTHS), "12/QĐ-CSĐT", "Phó Thủ trưởng"), LAW)
    assert shown(longer, "03/03/2026 08:00") == [
        "⏱ Hạn giải quyết: 24 giờ ngày 02/04/2026 (BLTTHS Điều 147; TTLT 01/2017 Điều 11)",
        "Đã kéo dài theo 12/QĐ-CSĐT, Phó Thủ trưởng duyệt.",
    ]
    still = pause(longer, local("10/03/2026 09:00"), "3/QĐ-TĐC")
    assert shown(still, "01/12/2026 08:00")[0] == (
        "⏸ Hạn giải quyết: tạm dừng từ 09 giờ 00 ngày 10/03/2026 theo 3/QĐ-TĐC (BLTTHS Điều 147; TTLT 01/2017 Điều 11)"
    )


@pytest.mark.parametrize("key", ClockKey)
def test_every_clock_has_a_name_and_a_source(key: ClockKey) -> None:
    (line,) = shown(begun(key, "26/02/2026 16:30"), "26/02/2026 16:30")
    assert line.startswith("⏱ Hạn ")
    assert line.endswith(")")


def test_a_moved_day_is_shown_where_it_moved_to() -> None:
    off = edited(ZONE, [Edit(day("05/03/2026"), working=False)])
    clock = start(DEFAULT_RULES[ClockKey.TRANSFER_7D], local("26/02/2026 16:30"), off)
    assert "24 giờ ngày 06/03/2026" in shown(clock, "27/02/2026 08:00")[0]

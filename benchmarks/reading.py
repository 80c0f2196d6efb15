"""How long the longest message Telegram allows (4,096 units) takes to be read, in every way the dialog reads it.

    python benchmarks/reading.py

Prints, for ordinary talk and for texts made to be slow, the slowest reading and how much longer it takes than for a
text of a quarter of the length: 4 is linear, 16 would be quadratic.
"""

import time
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain import vietnamese as vn
from bot.domain.vietnamese.words import split_words

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
WARD = (vn.Neighbourhood(5, "Tổ dân phố số 5"), vn.Neighbourhood(7, "Đổ"), vn.Neighbourhood(8, "Cam Lộ 1"))
LENGTH = 4096
ROUNDS = 5

READINGS: dict[str, Callable[[str], object]] = {
    "time": lambda text: vn.find_time_phrase(text, NOW),
    "place": lambda text: vn.understand_place(text, WARD),
    "phones": vn.find_phones,
    "plates": vn.find_plates,
    "accounts": vn.find_accounts,
    "links": vn.find_links,
    "categories": vn.propose_categories,
    "danger": vn.danger_signs,
    "urgency": vn.understand_urgency,
    "desk": vn.wrong_door,
    "identity": lambda text: vn.identity_hints(text, "0912345678"),
}

LONG = {
    "talk": "tối qua khoảng 8h30 hai thằng đi xe 15B1-123.45 vào nhà tôi số 8 ngõ 15 trộm xe, sđt 0912345678. ",
    "blanks": " ",
    "digits": "1",
    "numbers": "1 ",
    "country-codes": "84 ",
    "zeros": "0(",
    "hours": "8h-",
    "days": "ngay hom ",
    "houses": "ngo 1/1/1/1 ",
    "landmarks": "gan cho a ",
    "plates": "15b1-",
    "banks": "stk vcb ",
    "digit-groups": "stk 1 1 ",
    "hosts": "a.b",
    "slashes": "a.b/",
    "negations": "khong co dao ",
    "fears": "sợ cháy ",
    "letters": "a",
    "marks": "a\u0301\u0301",
    "evenings": "toi ",
    "zero-nines": "09 ",
}


def milliseconds(reading: Callable[[str], object], text: str) -> float:
    """The best of several rounds, each from scratch."""
    spent = []
    for _ in range(ROUNDS):
        split_words.cache_clear()
        began = time.process_time()
        reading(text)
        spent.append((time.process_time() - began) * 1000)
    return min(spent)


def main() -> None:
    """Print one line a text."""
    for kind, piece in LONG.items():
        text = (piece * LENGTH)[:LENGTH]
        times = {name: milliseconds(reading, text) for name, reading in READINGS.items()}
        slowest = max(times, key=times.__getitem__)
        growth = times[slowest] / max(milliseconds(READINGS[slowest], text[: LENGTH // 4]), 0.01)
        print(f"{kind:14} slowest: {slowest:10} {times[slowest]:6.1f} ms   {growth:4.1f} × a quarter of it")


if __name__ == "__main__":
    main()

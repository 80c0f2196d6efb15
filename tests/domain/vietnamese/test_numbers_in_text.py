"""Telephone numbers and plates as people type them."""

import pytest

from bot.domain.vietnamese import find_phones, find_plates, normalise_phone

PHONES = """
0912345678 | +84912345678
0912.345.678 | +84912345678
0912 345 678 | +84912345678
0912-345-678 | +84912345678
+84912345678 | +84912345678
+84 912 345 678 | +84912345678
84912345678 | +84912345678
0084912345678 | +84912345678
(0225) 3842123 | +842253842123
0225 3842 123 | +842253842123
024 3826 1234 | +842438261234
0692785123 | +84692785123
069.2785.123 | +84692785123
069 278 5123 | +84692785123
sđt 0912345678 nhé | +84912345678
gọi 0912 345 678. | +84912345678
0912345678 hoặc 0987654321 | +84912345678 +84987654321
0912345678 0987654321 | +84912345678 +84987654321
0912345678, 0912345678 | +84912345678
09123456 | -
09123456789 | -
0169123456 | -
stk 0912345678 | -
số tài khoản: 0912345678 | -
cccd 031099001234 | -
031099001234 | -
113 | -
ngõ 12 | -
20000000 đồng | -
05/11/2026 | -
15B1-123.45 | -
"""
PLATES = """
15B1-123.45 | 15B1-123.45
15b1 12345 | 15B1-123.45
15b1-12345 | 15B1-123.45
15B112345 | 15B1-123.45
34a-123.45 | 34A-123.45
34A12345 | 34A-123.45
16N5-1234 | 16N5-1234
29MĐ1-123.45 | 29MD1-123.45
15AA-012.34 | 15AA-012.34
bks 15 b1 123.45 | 15B1-123.45
biển số 15K 12345 | 15K-123.45
biển 15h 1234 | 15H-1234
xe sirius 15b1 123.45 màu đỏ | 15B1-123.45
15B1-123.45 và 15B1 12345 | 15B1-123.45
15B1-123.45, 34A-567.89 | 15B1-123.45 34A-567.89
20h 3000 | -
15k 5000 | -
lúc 20h30 | -
0912345678 | -
số 10b ngõ 1234 | -
05B1-123.45 | -
10a-123.45 | -
15/11/2026 | -
"""


@pytest.mark.parametrize("line", PHONES.strip().splitlines())
def test_phones_are_found(line: str) -> None:
    text, wanted = (cell.strip() for cell in line.split("|"))
    assert find_phones(text) == (() if wanted == "-" else tuple(wanted.split()))


@pytest.mark.parametrize("line", PLATES.strip().splitlines())
def test_plates_are_found(line: str) -> None:
    text, wanted = (cell.strip() for cell in line.split("|"))
    assert find_plates(text) == (() if wanted == "-" else tuple(wanted.split()))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (" 0912 345 678. ", "+84912345678"),
        ("069.2785.123", "+84692785123"),
        ("0912345678 nhé", None),
        ("0912345678 0987654321", None),
        ("091234567", None),
        ("không có", None),
        ("", None),
    ],
)
def test_a_lone_phone_is_normalised(text: str, number: str | None) -> None:
    assert normalise_phone(text) == number

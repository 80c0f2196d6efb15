"""The legal clocks of a ward on the server: listed with their source, changed, and given back."""

import pytest

from tests.cli.conftest import Tinbao
from tests.cli.test_wards import HONG_BANG


def _line(tinbao: Tinbao, key: str, *where: str) -> str:
    said = tinbao("list-clocks", *where)
    assert (said.code, said.err) == (0, "")
    return next(line for line in said.out.splitlines() if line.startswith(key + " "))


def test_every_clock_is_listed_with_its_source(installed: Tinbao) -> None:
    resolve = _line(installed, "resolve")
    assert "Hạn giải quyết: 20 ngày (gia hạn dài nhất: 2 tháng, 2 tháng; sau khi phục hồi: 1 tháng)" in resolve
    assert "Nhắc trước 6 ngày 16 giờ, 1 ngày 16 giờ, 16 giờ. Việc của điều tra viên." in resolve
    assert resolve.endswith("Căn cứ: BLTTHS Điều 147; TTLT 01/2017 Điều 11.")
    assert "3 ngày, chậm nhất 3 ngày làm việc" in _line(installed, "notify_procuracy")
    assert "ack-danger" in installed("list-clocks").out.splitlines()[-1]


def test_a_clock_is_changed_and_given_back(installed: Tinbao) -> None:
    installed("add-ward", *HONG_BANG)
    home = _line(installed, "resolve")
    basis = ("--basis", "Thông tư 05/2027 Điều 3")
    said = installed("change-clock", "--ward", "HB", "--key", "resolve", "--limit", "30d", "--warn", "1d,5d", *basis)
    assert (said.code, said.err) == (0, "")
    assert "Việc đang chạy giữ hạn cũ" in said.out
    changed = _line(installed, "resolve", "--ward", "HB")
    assert "Hạn giải quyết: 30 ngày" in changed
    assert "Nhắc trước 5 ngày, 1 ngày." in changed
    assert changed.endswith("Căn cứ: Thông tư 05/2027 Điều 3. Phường tự đặt.")
    assert _line(installed, "resolve") == home
    assert "5 phút, tính từ lúc tiếp nhận tin. Nhắc khi đến hạn." in _line(installed, "danger")
    assert installed("change-clock", "--key", "danger", "--limit", "10min").code == 0
    assert "10 phút" in _line(installed, "danger")
    assert installed("change-clock", "--key", "notify_procuracy", "--limit", "3d", "--later", "5wd").code == 0
    assert "3 ngày, chậm nhất 5 ngày làm việc" in _line(installed, "notify_procuracy")
    assert installed("change-clock", "--ward", "HB", "--key", "resolve", "--reset").code == 0
    assert _line(installed, "resolve", "--ward", "HB") == home
    installed("export-journal", "nhat-ky.csv")
    journal = (installed.folder / "nhat-ky.csv").read_text(encoding="utf-8")
    assert [detail in journal for detail in ("resolve 30 days", "3 days or 5 working_days", "resolve as proposed")]


WRONG = [
    (("--key", "gấp", "--limit", "2d"), "tinbao list-clocks"),
    (("--key", "ack", "--limit", "2h"), "--ack-normal"),
    (("--key", "resolve"), "--limit 20d"),
    (("--key", "resolve", "--limit", "hai mươi"), "3wd là ngày làm việc"),
    (("--key", "resolve", "--limit", "0d"), "từ 1 đến 366"),
    (("--key", "resolve", "--limit", "999d"), "từ 1 đến 366"),
    (("--key", "resolve", "--limit", "2d"), "ngắn hơn thời hạn"),
    (("--key", "resolve", "--warn", "20d"), "ngắn hơn thời hạn"),
    (("--key", "resolve", "--warn", "sớm"), "--warn 2d,1d12h,6h"),
    (("--key", "resolve", "--prolong", "2m"), "đúng 2 lần"),
    (("--key", "transfer_7d", "--resumed", "1m"), "--resumed"),
    (("--key", "resolve", "--basis", " "), "từ 3 đến 150"),
    (("--key", "resolve", "--reset", "--limit", "2d"), "--reset"),
    (("--key", "resolve", "--ward", "XX", "--limit", "20d"), "tinbao list-wards"),
    ((), "--key"),
]


@pytest.mark.parametrize(("arguments", "cure"), WRONG)
def test_what_is_wrong_is_answered_with_the_cure(installed: Tinbao, arguments: tuple[str, ...], cure: str) -> None:
    installed("change-clock", *arguments).refuses(cure)

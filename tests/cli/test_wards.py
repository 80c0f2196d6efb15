"""Further wards: added, changed and listed on the server; each is one more line or two for doctor."""

import io

import pytest

from tests.cli.conftest import Tinbao

HONG_BANG = ("--code", "HB", "--name", "Công an phường Hồng Bàng", "--phone", "0225 3 200 200")


def _listed(tinbao: Tinbao) -> list[str]:
    said = tinbao("list-wards")
    assert (said.code, said.err) == (0, "")
    return said.out.splitlines()


def test_a_ward_is_added_with_its_first_admins_code(installed: Tinbao) -> None:
    said = installed("add-ward", *HONG_BANG)
    assert (said.code, said.err) == (0, "")
    assert "Công an phường Hồng Bàng, mã HB" in said.out
    assert "/start " in said.out
    home, other = _listed(installed)
    assert home.startswith("BD  Công an phường Bạch Đằng")
    assert other.startswith("HB  Công an phường Hồng Bàng, trực ban 0225 3 200 200, chưa nối nhóm trực")
    assert other.endswith("?start=w-HB")


def test_what_is_not_given_is_asked(installed: Tinbao, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("HB\nCông an phường Hồng Bàng\n0225 3 200 200\n"))
    said = installed("add-ward")
    assert said.code == 0
    assert "Số điện thoại trực ban" in said.err
    assert len(_listed(installed)) == 2


def test_an_answer_that_does_not_come_changes_nothing(installed: Tinbao, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("HB\n"))
    said = installed("add-ward")
    assert (said.code, said.out) == (2, "")
    assert "Chưa trả lời hết" in said.err
    installed("list-wards").refuses("tinbao setup-code")


WRONG = {
    "--code": ("hb", "chữ cái in hoa"),
    "--name": ("A", "từ 3 đến 60 ký tự"),
    "--phone": ("gọi tôi", "số điện thoại trực ban"),
    "--hours": ("x" * 61, "không quá 60"),
    "--centre": ("giữa chợ", "vĩ độ, kinh độ"),
    "--radius": ("xa", "từ 100 đến 50000"),
}


@pytest.mark.parametrize("option", WRONG)
def test_what_is_wrong_is_answered_with_the_cure(installed: Tinbao, option: str) -> None:
    value, cure = WRONG[option]
    installed("add-ward", *HONG_BANG, option, value).refuses(option, cure)


def test_a_code_is_taken_once(installed: Tinbao) -> None:
    installed("add-ward", *HONG_BANG)
    installed("add-ward", *HONG_BANG).refuses("Đã có phường mã HB", "tinbao change-ward --code HB")
    installed("add-ward", *HONG_BANG, "--code", "BD").refuses("Đã có phường mã BD")


def test_a_ward_is_changed_where_something_is_given(installed: Tinbao) -> None:
    installed("add-ward", *HONG_BANG)
    assert installed("change-ward", "--code", "HB", "--phone", "0225 3 300 300").code == 0
    assert "Công an phường Hồng Bàng, trực ban 0225 3 300 300" in _listed(installed)[1]
    installed("change-ward", "--code", "HB", "--phone", "không có").refuses("--phone", "số điện thoại")
    assert installed("change-ward", "--code", "HB", "--ack-normal", "30", "--escalate", "20").code == 0
    installed("change-ward", "--code", "HB", "--ack-danger", "0").refuses("--ack-danger")
    installed("change-ward", "--code", "XX", "--phone", "113").refuses("tinbao list-wards")
    installed("change-ward", "--code", "BD", "--phone", "113").refuses(".env")


def test_another_ward_gets_its_own_setup_code(installed: Tinbao) -> None:
    installed("add-ward", *HONG_BANG)
    assert "/start " in installed("setup-code", "--ward", "HB").out
    installed("setup-code", "--ward", "XX").refuses("Không có phường mã XX", "tinbao list-wards")


def test_doctor_looks_at_every_wards_group(installed: Tinbao) -> None:
    installed("add-ward", *HONG_BANG)
    said = installed("doctor", api_base="http://127.0.0.1:1")
    assert [line.partition(":")[0] for line in said.out.splitlines()[-2:]] == [
        "[hỏng] Nhóm trực phường HB",
        "[hỏng] Nhân sự phường HB",
    ]


def test_the_code_of_the_home_ward_does_not_change_under_its_data(installed: Tinbao) -> None:
    """Its tips, people and group would be left behind with the old one."""
    installed("setup-code")
    installed("setup-code", ward_code="XY").refuses("TINBAO_WARD_CODE", "BD")
    installed("run", ward_code="XY").refuses("TINBAO_WARD_CODE", "BD")


FAULTS = {
    'msgid "menu-reprot"\nmsgstr "Báo"': ("menu-reprot", "không có câu nào mang tên này"),
    'msgid "menu-hello"\nmsgstr "Chào {phường}"': ("menu-hello", "câu gốc không có"),
    'msgid "menu-hello"\nmsgstr "Chào {ward"': ("menu-hello", "dấu { }"),
    'msgid "menu-hello"\nmsgstr "Chào {ward!r}"': ("menu-hello", "dấu { }"),
    'msgid "menu-hello"\nmsgstr "<b>Chào {ward}"': ("menu-hello", "thẻ định dạng"),
    'msgid "menu-hello"\nmsgstr "<h1>Chào {ward}</h1>"': ("menu-hello", "thẻ định dạng"),
    f'msgid "refused-stale"\nmsgstr "{"rất " * 60}"': ("refused-stale", "không quá 200 ký tự"),
    "Lời của phường tôi": ("rieng.po", ".po viết đúng"),
}


@pytest.mark.parametrize("catalogue", FAULTS, ids=lambda text: FAULTS[text][1])
def test_a_faulty_wording_is_a_reason_not_to_start(installed: Tinbao, catalogue: str) -> None:
    where = installed.folder / "loi"
    where.mkdir()
    (where / "rieng.po").write_text(catalogue, encoding="utf-8")
    installed("run", texts_dir="loi").refuses("loi/rieng.po", *FAULTS[catalogue])
    assert "[hỏng] Lời riêng: Lời riêng trong loi/rieng.po" in _doctor(installed)


def test_wordings_for_a_ward_that_is_not_there_are_a_reason_not_to_start(installed: Tinbao) -> None:
    missing = installed("run", texts_dir="bi-mat-khong-duoc-lap-lai")
    missing.refuses("TINBAO_TEXTS_DIR")
    assert "bi-mat" not in missing.err
    where = installed.folder / "loi" / "HB"
    where.mkdir(parents=True)
    (where / "rieng.po").write_text('msgid "menu-report"\nmsgstr "Báo"', encoding="utf-8")
    installed("run", texts_dir="loi").refuses("loi/HB", "mã phường")
    installed("add-ward", *HONG_BANG)
    assert "[ổn] Lời riêng: đọc được từ loi; phường có lời riêng: HB" in _doctor(installed)


def _doctor(tinbao: Tinbao) -> str:
    tinbao("setup-code")
    return tinbao("doctor", texts_dir="loi", api_base="http://127.0.0.1:1").out

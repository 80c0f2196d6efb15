"""The mark by which an operator knows a master key: computed here from the key's own bytes, by what is published."""

import hashlib

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from tests.cli.conftest import Tinbao
from tests.cli.places import fill_with, installed_on
from tests.databases import Databases


@pytest.fixture
def place(tinbao: Tinbao, databases: Databases) -> Tinbao:
    """An installation with data of one reporter."""
    installed = installed_on(tinbao, databases, "sqlite")
    fill_with(installed, range(1))
    return installed


def _mark(line: str) -> str:
    """HKDF-SHA256 (RFC 5869) without salt, hashed once more; the first four bytes."""
    named = HKDF(hashes.SHA256(), 32, salt=None, info=b"tinbao/fingerprint").derive(bytes.fromhex(line))
    return hashlib.sha256(named).hexdigest()[:8]


def _key(place: Tinbao) -> str:
    return (place.folder / "tinbao.key").read_text(encoding="ascii").strip()


def _found(place: Tinbao, what: str, **settings: str) -> str:
    """What ``doctor`` says about one thing."""
    said = place("doctor", api_base="http://127.0.0.1:1", **settings)
    (line,) = (line for line in said.out.splitlines() if f"] {what}: " in line)
    return line


def test_doctor_shows_the_mark_of_the_very_key(place: Tinbao) -> None:
    assert _found(place, "Khóa chủ") == f"[ổn] Khóa chủ: đọc được, dấu khóa {_mark(_key(place))}"
    assert _found(place, "Cơ sở dữ liệu").startswith("[ổn]")


def test_a_key_in_the_environment_is_the_one_that_counts(place: Tinbao) -> None:
    given, in_file = place("new-key", "--show").out.split()[-1], _key(place)
    found = _found(place, "Khóa chủ", master_key=given)
    assert found == f"[ổn] Khóa chủ: đọc được, dấu khóa {_mark(given)}"
    assert _mark(in_file) not in found


def test_another_key_has_another_mark_and_is_named_with_its_cure(place: Tinbao) -> None:
    right = _key(place)
    (place.folder / "tinbao.key").unlink()
    assert place("new-key").code in {0, 2}
    other = _key(place)
    assert _mark(other) != _mark(right)
    assert _found(place, "Khóa chủ") == f"[ổn] Khóa chủ: đọc được, dấu khóa {_mark(other)}"
    trouble = _found(place, "Cơ sở dữ liệu")
    for words in ("[hỏng]", "Khóa chủ không khớp với dữ liệu đã có", "đúng tệp khóa cũ", "TINBAO_MASTER_KEY_FILE"):
        assert words in trouble
    (place.folder / "tinbao.key").write_text(right, encoding="ascii")
    assert _found(place, "Cơ sở dữ liệu").startswith("[ổn]"), "the cure is one"

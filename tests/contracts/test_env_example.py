"""``.env.example`` and the settings are the same thing."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from dotenv import dotenv_values

from bot.settings import Settings

EXAMPLE = Path(__file__).resolve().parents[2] / ".env.example"
VIETNAMESE = re.compile("[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]")


@pytest.fixture(autouse=True)
def nothing_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for field in Settings.model_fields:
        monkeypatch.delenv(f"TINBAO_{field.upper()}", raising=False)


def test_it_lists_every_setting_and_no_other() -> None:
    assert dotenv_values(EXAMPLE).keys() == {f"TINBAO_{field.upper()}" for field in Settings.model_fields}


def test_its_values_are_the_defaults() -> None:
    as_written = Settings(_env_file=EXAMPLE)  # type: ignore[call-arg]
    assert as_written.model_dump() == Settings(_env_file=None).model_dump()  # type: ignore[call-arg]


def test_a_default_that_is_not_empty_is_written_out() -> None:
    written = dotenv_values(EXAMPLE)
    defaults = Settings(_env_file=None)  # type: ignore[call-arg]
    empty = {name for name, value in written.items() if not value}
    assert empty == {f"TINBAO_{f.upper()}" for f in Settings.model_fields if not _shown(getattr(defaults, f))}


def test_every_line_is_explained_in_vietnamese() -> None:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    for above, line in pairwise(lines):
        if line.startswith("TINBAO_"):
            assert above.startswith("# "), line
            assert VIETNAMESE.search(above), line


def _shown(value: object) -> str:
    secret = getattr(value, "get_secret_value", None)
    return secret() if secret else str(value)

"""How an understood time is said back; the words come from the catalogue."""

import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pytest

from bot.domain.vietnamese import say_time, understand_time
from bot.domain.vietnamese.spoken import SpokenTime

CATALOGUE = Path(__file__).parents[3] / "locales/vi/LC_MESSAGES/understanding.po"


def texts() -> dict[str, str]:
    pairs = re.findall(r'^msgid "([^"]+)"\nmsgstr "([^"]+)"$', CATALOGUE.read_text(encoding="utf-8"), re.MULTILINE)
    return dict(pairs)


def words(spoken: SpokenTime, catalogue: Mapping[str, str]) -> str:
    """What the channel will do: look the keys up, fill the clocks, then the sentence."""
    filled = dict(spoken.args)
    for name, key in spoken.keys.items():
        suffix = "_to" if name.endswith("_to") else ""
        numbers = {part: spoken.args.get(part + suffix, "") for part in ("hour", "minute")}
        filled[name] = catalogue[key].format(**numbers)
    return catalogue[spoken.key].format(**filled)


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        ("8h30 tối qua", "20 giờ 30, hôm qua (22/11/2026)"),
        ("8h sáng nay", "8 giờ, hôm nay (23/11/2026)"),
        ("khoảng 8h tối hôm kia", "khoảng 20 giờ, hôm kia (21/11/2026)"),
        ("2h05 chiều thứ 5", "14 giờ 05, thứ năm (19/11/2026)"),
        ("tối qua", "buổi tối hôm qua (22/11/2026)"),
        ("chiều nay", "buổi chiều hôm nay (23/11/2026)"),
        ("đêm qua", "đêm hôm qua (22/11/2026)"),
        ("rạng sáng", "rạng sáng hôm nay (23/11/2026)"),
        ("hôm qua", "hôm qua (22/11/2026)"),
        ("hôm nay", "hôm nay (23/11/2026)"),
        ("mùng 5", "thứ năm (05/11/2026)"),
        ("từ 8h đến 9h30 tối qua", "từ 20 giờ đến 21 giờ 30, hôm qua (22/11/2026)"),
        (
            "từ 10h tối qua đến 2h sáng nay",
            "từ 22 giờ, hôm qua (22/11/2026) đến 2 giờ, hôm nay (23/11/2026)",
        ),
        ("tuần trước", "từ ngày 16/11/2026 đến ngày 22/11/2026"),
        ("tháng trước", "từ ngày 01/10/2026 đến ngày 31/10/2026"),
        ("vừa xong", "từ 14 giờ 45 đến 15 giờ, hôm nay (23/11/2026)"),
    ],
)
def test_a_time_is_said_back_in_vietnamese(phrase: str, said: str, now: datetime) -> None:
    guess = understand_time(phrase, now)
    assert guess is not None
    assert words(say_time(guess.start, guess.end, now, exact=guess.exact), texts()) == said


def test_what_is_said_back_is_understood_again(now: datetime) -> None:
    for phrase in ("8h30 tối qua", "8h sáng nay", "từ 8h đến 9h30 tối qua"):
        guess = understand_time(phrase, now)
        assert guess is not None
        said = words(say_time(guess.start, guess.end, now), texts()).split(" (")[0]
        again = understand_time(said, now)
        assert again is not None
        assert (again.start, again.end) == (guess.start, guess.end)

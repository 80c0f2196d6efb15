"""A tip's reporter is reached through one door, where the wish for no replies is looked at."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# The door; the receipt, which is brought up to date where it stands; finding the own tips of whoever asks.
MAY_ASK_FOR_THE_ACCOUNT = {
    "bot/services/casework/reporters.py",
    "bot/services/receipt.py",
    "storage/tips.py",
}


def test_only_the_door_asks_whose_tip_it_is() -> None:
    """Whoever needs to say something to a reporter calls ``tell_reporter``."""
    asking = {
        str(path.relative_to(ROOT))
        for package in ("bot", "handlers", "storage")
        for path in (ROOT / package).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "account_of"
    }
    assert asking == MAY_ASK_FOR_THE_ACCOUNT

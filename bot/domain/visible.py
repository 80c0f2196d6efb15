"""Words of others as far as they can be seen: nothing hidden, turned round, heaped up, or unfit for a document."""

import re
import unicodedata

# Unicode: Default_Ignorable_Code_Point and Bidi_Control, but for the sign that makes a picture of a letter; then what
# is no character (XML 1.0, Char).
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0e"
    "\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\ud800-\udfff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_STACKED = re.compile(r"[^\w\s\x00-\u02ff]{4,}")
MOST_MARKS = 3  # above and below one letter; Vietnamese needs two


def visible(words: str) -> str:
    """The words with line breaks as they are; other controls become spaces."""
    return _STACKED.sub(_fewer_marks, _CONTROLS.sub(" ", _INVISIBLE.sub("", words)))


def _fewer_marks(run: re.Match[str]) -> str:
    kept, marks = [], 0
    for sign in run[0]:
        marks = marks + 1 if unicodedata.category(sign) in {"Mn", "Me"} else 0
        if marks <= MOST_MARKS:
            kept.append(sign)
    return "".join(kept)

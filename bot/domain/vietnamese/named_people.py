"""Whether a text names somebody as having done something: then a tip is a denunciation (BLTTHS Điều 144.1)."""

from bot.domain.vietnamese.folding import look
from bot.domain.vietnamese.patterns import Pattern

_NAME = r"(?P<name> \w+)"
# How people speak of somebody they can name, before the name.
_BEFORE = Pattern(
    rf"(?<!\w)(?:ông|bà|anh|chị|cô|chú|bác|thằng|con|lão|mụ|cậu|hắn|tên|gã|đối tượng|nhà)(?: tên)?(?: là)?{_NAME}"
)
_CALLED = Pattern(rf"(?<!\w)(?:tên là|tên|biệt danh|hay gọi là|gọi là){_NAME}")
# A place is named, not a person: "nhà Văn hóa".
_PLACES = frozenset({"van", "hang", "nghi", "may", "tho", "chua", "so"})


def names_somebody(text: str) -> bool:
    """Whether a person is named: a word of address followed by a word that is written like a name.

    Proposes only. Without capitals nobody can tell a name from another word, except after "tên là".
    """
    view = look(text)
    for found in _BEFORE.finditer(view):
        start, end = found.span("name")
        name = view.original[start:end].strip()
        if name[:1].isupper() and not name.isupper() and view.plain[start:end].strip() not in _PLACES:
            return True
    return any("la" in found[0].split()[:2] for found in _CALLED.finditer(view))

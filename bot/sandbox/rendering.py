"""From text with entities back to HTML: what a person sees on the phone."""

from html import escape

from bot.sandbox.html_text import Entity
from bot.sandbox.utf16 import Units

TAGS = {
    "bold": "b", "italic": "i", "underline": "u", "strikethrough": "s", "spoiler": "tg-spoiler",
    "code": "code", "pre": "pre", "blockquote": "blockquote",
}  # fmt: skip


def to_html(text: str, entities: list[Entity]) -> str:
    """HTML with the same look; automatic links become links, other automatic entities stay plain."""
    shown = [(entity, tags) for entity in entities if (tags := _tags(entity, text))]
    if not shown:
        return escape(text, quote=False)
    units = Units(text)
    marks: dict[int, tuple[list[str], list[str]]] = {}
    for entity, (opening, closing) in shown:
        marks.setdefault(entity["offset"], ([], []))[1].append(opening)
        marks.setdefault(entity["offset"] + entity["length"], ([], []))[0].insert(0, closing)
    pieces: list[str] = []
    last = 0
    for offset in sorted(marks):
        pieces.append(escape(units.cut(last, offset), quote=False))
        closings, openings = marks[offset]
        pieces += closings + openings
        last = offset
    return "".join(pieces) + escape(units.cut(last, len(units)), quote=False)


def _tags(entity: Entity, text: str) -> tuple[str, str] | None:
    kind = entity["type"]
    if kind in TAGS:
        return f"<{TAGS[kind]}>", f"</{TAGS[kind]}>"
    match kind:
        case "text_link":
            return f'<a href="{escape(entity["url"])}">', "</a>"
        case "url":
            url = Units(text).cut(entity["offset"], entity["offset"] + entity["length"])
            return f'<a href="{escape(url if "://" in url else "http://" + url)}">', "</a>"
        case "text_mention":
            return f'<a href="tg://user?id={entity["user"]["id"]}">', "</a>"
        case "expandable_blockquote":
            return "<blockquote expandable>", "</blockquote>"
        case "date_time":
            return f'<tg-time unix="{entity["unix_time"]}">', "</tg-time>"
        case "custom_emoji":
            return f'<tg-emoji emoji-id="{escape(entity["custom_emoji_id"])}">', "</tg-emoji>"
    return None

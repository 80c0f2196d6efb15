"""Addresses of pages (links) as people type or paste them, reduced to whose they are."""

import re
from dataclasses import dataclass

from bot.domain.vietnamese.folding import look

_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_HOST = rf"{_LABEL}(?:\.{_LABEL}){{0,5}}\.[a-z]{{2,12}}"
_PATH = r"(?::[0-9]{2,5})?(?P<path>/[^\s\"'<>“”]*)?"
# Endings that are no Vietnamese syllables: after them nothing more is needed to know an address.
_PLAIN_ENDINGS = (
    "com|vn|net|org|info|xyz|club|site|online|shop|store|icu|biz|click|website|space|live|pro|app|asia|bet|win|fun"
    "|world|life|cloud|tech|dev|io|cc|tv|ru|cn|us|uk|kr|jp|tw|hk|ph|la|edu|gov|mobi|work|today|group|news|blog"
)
_ADDRESS = re.compile(
    rf"(?<![\w@.-])(?:https?://(?:www\.)?(?P<full>{_HOST})|www\.(?P<www>{_HOST})"
    rf"|(?P<bare>{_LABEL}(?:\.{_LABEL}){{0,4}}\.(?:{_PLAIN_ENDINGS}))"
    rf"|(?P<short>{_LABEL}(?:\.{_LABEL}){{0,2}}\.[a-z]{{2,6}})(?=/[\w-]))(?![\w@-]|\.[a-z0-9]){_PATH}"
)
# Everybody has pages there: only the first piece of the path says whose one is.
_SHARED = """
    facebook.com fb.com m.facebook.com fb.me m.me messenger.com zalo.me chat.zalo.me zaloapp.com t.me telegram.me
    telegram.org youtube.com youtu.be tiktok.com vt.tiktok.com instagram.com google.com docs.google.com
    drive.google.com forms.gle goo.gl maps.app.goo.gl bit.ly tinyurl.com shopee.vn lazada.vn tiki.vn sendo.vn
    x.com twitter.com viber.com whatsapp.com wa.me gmail.com yahoo.com apple.com vneid.gov.vn
"""
SHARED_HOSTS = frozenset(_SHARED.split())


@dataclass(frozen=True, slots=True)
class FoundLink:
    """A link in a text: its host without ``www.``, whose page it is (``owner``), and its place in the folded text.

    ``owner`` is the host; on a host that everybody shares, host and first piece of the path; empty without one.
    """

    host: str
    owner: str
    start: int
    end: int


def locate_links(plain: str) -> list[FoundLink]:
    """Links in a folded text, from left to right; addresses of electronic mail are left alone."""
    found = []
    for match in _ADDRESS.finditer(plain):
        host = match["full"] or match["www"] or match["bare"] or match["short"]
        piece = (match["path"] or "").strip("/").split("/")[0].split("?")[0].rstrip(".,;:!)")
        owner = host if host not in SHARED_HOSTS else f"{host}/{piece}" if piece else ""
        found.append(FoundLink(host, owner, *match.span()))
    return found


def find_links(text: str) -> tuple[str, ...]:
    """The hosts of the links in a text, each once, in the order of the text."""
    return tuple(dict.fromkeys(found.host for found in locate_links(look(text).plain)))

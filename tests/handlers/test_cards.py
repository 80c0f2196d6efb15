"""Whatever people write, nothing in it is markup, clickable, hidden or turned around."""

import html
import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.screen import Phrase, Screen, phrase
from bot.sandbox.entities import Words, read
from bot.texts import Texts, load_texts
from handlers.cards import MOST_UNITS, Renderer, safe, shorten, strip_markup

RENDERER = Renderer(load_texts(), "tinbao_bot")
NASTY = st.sampled_from(
    ["<b>", "</b>", "&lt;", "&#60;", "<a href='x'>", "/moi", "@admin", "#tag", "http://x.vn", "t.me/x", "x.vn",
     "a@b.vn", "\u202e", "\u2066", "\u200f", "\u200b", "\ufeff", "\U000e0041", "\x00", "\x07", "\r", "{code}", "{0}",
     "%s", "$x",
     "tg://user?id=1", "(/x", "\n/x", "0900000123", "\u0301", "🇻🇳", "\ud83d\ude00", " "]
)  # fmt: skip
people_write = (
    st.lists(NASTY | st.text(max_size=8), max_size=12)
    .map("".join)
    .map(lambda s: s.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
)
KEPT = set("\n\t\u2060")  # the word joiner is ours: it breaks what would be clickable


def _as_telegram_takes(rendered: str) -> Words:
    """The emulator parses as strictly as the server, and finds by itself what can be clicked."""
    return read(rendered, "HTML", None, 10**6, "too long")


@given(people_write)
def test_no_markup_is_left(words: str) -> None:
    rendered = safe(words)
    assert "<" not in rendered
    assert ">" not in rendered
    assert not re.search(r"&(?!lt;|gt;|amp;)", rendered)


@given(people_write)
def test_nothing_can_be_clicked(words: str) -> None:
    for shown in (_as_telegram_takes(safe(words)), _as_telegram_takes(f"Nội dung: {safe(words)}")):
        assert not shown.entities, shown.text.encode("unicode-escape")


@given(people_write)
def test_nothing_is_hidden_or_turned_around(words: str) -> None:
    shown = html.unescape(safe(words))
    bidi = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    assert not [c for c in shown if unicodedata.bidirectional(c) in bidi]
    assert not [hex(ord(c)) for c in shown if unicodedata.category(c) == "Cc" and c not in KEPT]
    assert not [hex(ord(c)) for c in shown if c in "\u00ad\u061c\u180e\u200b\u200e\u200f\ufeff"]


@given(people_write)
def test_what_can_be_read_stays(words: str) -> None:
    """Letters and figures are neither lost nor added, but for four letters that are nothing to be seen."""
    shown, fillers = html.unescape(safe(words)), "\u115f\u1160\u3164\uffa0"
    assert [c for c in shown if c.isalnum()] == [c for c in words if c.isalnum() and c not in fillers]


@given(people_write)
def test_telegram_takes_what_comes_out_of_any_text(words: str) -> None:
    screen = Screen((phrase("read-story", story=words), phrase("as-is", words=words)))
    assert {entity["type"] for entity in _as_telegram_takes(RENDERER.screen(screen)).entities} <= {"bold"}


@given(people_write)
def test_words_never_fill_a_placeholder(words: str) -> None:
    renderer = Renderer(Texts({"a": "<b>{x}</b> {y}", "b": "{words}"}))
    once = renderer.phrase(Phrase("a", {"x": words, "y": Phrase("b", {"words": words})}))
    assert once == f"<b>{safe(words)}</b> {safe(words)}"


@given(st.text(max_size=6000), st.integers(2, 5000))
def test_a_text_is_cut_to_its_units(text: str, units: int) -> None:
    cut = shorten(text, units)
    assert len(cut.encode("utf-16-le", "surrogatepass")) // 2 <= units
    assert cut == text or cut.endswith("…")
    assert text.startswith(cut.removesuffix("…"))


def test_a_label_and_an_alert_have_no_markup() -> None:
    assert RENDERER.plain(phrase("duty-head-danger", code="BD-7K3M-Q")) == "🔴 NGUY HIỂM · BD-7K3M-Q"
    assert strip_markup("<b>a</b> &lt;b&gt; &amp;") == "a <b> &"
    assert MOST_UNITS == 4096


def test_numbers_are_written_as_people_here_write_them() -> None:
    assert RENDERER.phrase(phrase("duty-list-new", count=12345)) == "<b>Tin chưa tiếp nhận: 12.345</b>"


def test_a_deep_link_leads_to_this_bot() -> None:
    link = phrase("deep-link", code="abc-DEF_1")
    assert RENDERER.deep_link(link) == "https://t.me/tinbao_bot?start=abc-DEF_1"
    assert "https://t.me/tinbao_bot?start=abc" in RENDERER.phrase(
        phrase("admin-invite-made", role=phrase("role-officer"), link=link)
    )

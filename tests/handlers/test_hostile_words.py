"""Cards and lists as a whole, drawn from tips in which every word is meant to do harm."""

import html
import unicodedata
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.bundles import MOST_LINES
from bot.domain.card import CardFacts, card_lines, cut, say_place_briefly
from bot.domain.casework.state import CaseState
from bot.domain.content import Place, StoryPart, TipContent, When
from bot.domain.places import Neighbourhood
from bot.domain.screen import Screen, phrase
from bot.domain.screens.bundle import Line, bundle_screen
from bot.domain.screens.duty import CardState, card
from bot.domain.tip import Category, IdentityMode, Urgency
from bot.domain.visible import MOST_MARKS
from bot.sandbox.entities import Words, read
from bot.services.bundles import NAME_LENGTH, PLACE_LENGTH
from bot.texts import load_texts
from handlers.cards import MOST_UNITS, Renderer, safe
from tests.handlers.test_cards import people_write

RENDERER, ZONE = Renderer(load_texts(), "tinbao_bot"), ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2026, 3, 2, 2, tzinfo=UTC)
# What the texts themselves mark, and numbers to call: tapping one opens a menu, and officers need it.
OURS = {"bold", "italic", "code", "phone_number"}
TURNING = {"LRE", "RLE", "LRO", "RLO", "LRI", "RLI", "FSI"}
TRAPS = (
    "/tin BD-1 /huy@tinbao_bot (/moi",
    "@trum_xe,@admin #hot $VND",
    "https://xau.example.com/a xau.vn www.a.com t.me/nhom tg://resolve?domain=x ton://x mailto:a@b.vn",
    "аррӏе.com раураl.vn",  # letters of another alphabet that look like these
    "4111 1111 1111 1111 và 5500-0000-0000-0004",
    "<a href='https://x.vn'>bấm</a> &lt;b&gt; &#60;b&#62; &amp;lt;",
    "{{ ward }} {% for x in y %} {code} {0} %s %(x)s",
    "\u202egnp.exe\u202c \u2066x\u2069 \u200f\u200e\u061c",
    "x\u200by\u200dz\ufeffw\u2060v\u00ad\u180e\u3164\u115f\uffa0\u034f",
    "\U000e0041\U000e0042\U000e007f",
    "a" + "\u0301\u0302\u0323\u0336\u035c" * 60,
    "😡" * 2048,
    "👨‍👩‍👧‍👦" * 300,
    "\x00\x07\x1b[31m\r\x7f\x85\u2028\u2029",
    "a." * 2000,
    "/a" * 2000,
    "\n" * 4000 + "x",
    "\ud800x\udfff \ufffe\uffff",
)


def _taken(screen: Screen) -> Words:
    """As the emulator takes it, which parses as strictly as the server; too long is refused."""
    return read(RENDERER.screen(screen), "HTML", None, MOST_UNITS, "too long")


def _harmless(screen: Screen, *commands: str) -> None:
    """Nothing in it can be clicked but our own ``commands``, nothing is hidden, and it is not too long."""
    words = _taken(screen)
    found = [entity for entity in words.entities if entity["type"] not in OURS]
    units = words.text.encode("utf-16-le")
    said = [units[2 * e["offset"] : 2 * (e["offset"] + e["length"])].decode("utf-16-le") for e in found]
    assert said == list(commands), words.text.encode("unicode-escape")
    assert not [hex(ord(c)) for c in words.text if unicodedata.category(c) in {"Cc", "Cs"} and c != "\n"]
    assert not [
        c for c in words.text if unicodedata.bidirectional(c) in {"LRE", "RLE", "LRO", "RLO", "LRI", "RLI", "FSI"}
    ]
    for row in screen.buttons:
        assert all(len(RENDERER.plain(button.label)) < 64 for button in row)


def _tip_card(words: str) -> Screen:
    content = TipContent(
        urgency=Urgency.DANGER,
        category=Category.OTHER,
        category_words=words,
        place=Place(neighbourhood_id=1, words=words),
        when=When(NOW - timedelta(hours=3), NOW, words=words, told_at=NOW),
        story=(StoryPart(1, words, NOW), StoryPart(2, words, NOW)),
        identity=IdentityMode.WITHHELD,
        withheld_reason=words,
        known_words=words,
    )
    names = cut(words, 60)  # as long as a list that is brought in lets them be
    state = CardState(
        tip_id=1, code="BD-7K3M-Q", urgency=Urgency.DANGER, received_at=NOW, acknowledge_by=NOW, acknowledged_at=NOW,
        officer=names, case=CaseState(), owner=names, duplicate_of="BD-7K3M-Q", return_by=None, clock=None, now=NOW,
        news=True, edited=True, confirmed=False, reachable=False, protection=True, files=9, detail_hidden=False,
        protector=names, joined=9, similar=(phrase("as-is", words=names),),
    )  # fmt: skip
    facts = CardFacts(ZONE, (Neighbourhood(1, names),))
    return card(state, card_lines(content, facts), ZONE)


def _list(words: str) -> Screen:
    place = say_place_briefly(Place(neighbourhood_id=1, words=words), (Neighbourhood(1, cut(words, 60)),), PLACE_LENGTH)
    longest = max(Category, key=lambda category: len(RENDERER.plain(phrase(f"category-{category}"))))
    lines = [
        Line(n, "BD99-7K3M-Q", Urgency.DANGER, longest, place, NOW, resent=True)
        if n % 2
        else Line(n, "BD99-7K3M-Q", Urgency.DANGER, longest, place, NOW, NOW, cut(words, NAME_LENGTH), True)
        for n in range(MOST_LINES)
    ]
    return bundle_screen(lines, ZONE)


@pytest.mark.parametrize("words", TRAPS, ids=range(len(TRAPS)))
def test_a_trap_stays_words_on_cards_and_lists(words: str) -> None:
    _harmless(_tip_card(words))
    _harmless(_list(words), "/tin")


@settings(deadline=None)
@given(people_write)
def test_whatever_is_written_stays_words_on_cards_and_lists(words: str) -> None:
    _harmless(_tip_card(words))
    _harmless(_list(words), "/tin")


@given(st.text(st.characters(categories=["Mn", "Me", "Ll"]), max_size=200))
def test_marks_are_not_heaped_up(words: str) -> None:
    marks = 0
    for sign in html.unescape(safe(words)):
        marks = marks + 1 if unicodedata.category(sign) in {"Mn", "Me"} else 0
        assert marks <= MOST_MARKS


def test_letters_with_the_marks_of_many_tongues_stay() -> None:
    for words in ("ở Ngõ Lò Gạch, nhỡ", unicodedata.normalize("NFD", "ở Ngõ Lò Gạch, nhỡ"), "ที่นี่", "❤️ 🏍️"):
        assert html.unescape(safe(words)) == words


@pytest.mark.parametrize("number", ["4111 1111 1111 1111", "5500-0000-0000-0004", "9704 1234 5678 9011 230"])
def test_what_looks_like_a_bank_card_is_no_button(number: str) -> None:
    told = _taken(Screen((phrase("as-is", words=f"chuyển vào {number} nhé"),)))
    assert not told.entities
    assert told.text.replace("\u2060", "") == f"chuyển vào {number} nhé"


@pytest.mark.parametrize("number", ["4111 1111 1111 1112", "19035678123456", "0901234567", "2026-03-02 21:00"])
def test_any_other_number_can_be_copied_whole(number: str) -> None:
    assert number in safe(f"chuyển vào {number} nhé")

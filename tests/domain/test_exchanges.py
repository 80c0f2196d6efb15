"""Questions and answers as an officer reads them: nothing left out, and no message longer than Telegram takes."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.content import AnswerPart
from bot.domain.forms.form import LONGEST_TEXT
from bot.domain.inquiry import TEMPLATES, Asked, Reply, Words
from bot.domain.screens.exchanges import Exchange, exchanges
from bot.texts import load_texts
from handlers.cards import MOST_UNITS, Renderer, strip_markup

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
AT = datetime(2026, 3, 2, 2, tzinfo=UTC)
RENDERER = Renderer(load_texts())
# Two that stand in no text of ours, to be counted, and some that take more room once they are shown.
COUNTED = "ж🎲"
LETTERS = st.sampled_from(COUNTED + "a ./@<&")


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _letters(text: str) -> int:
    return sum(text.count(letter) for letter in COUNTED)


@st.composite
def _told(draw: st.DrawFn) -> Exchange:
    own = draw(st.text(LETTERS, min_size=1, max_size=40)) * draw(st.integers(1, 25))
    words = draw(st.one_of(st.sampled_from(TEMPLATES).map(Words), st.just(Words(own=own[:LONGEST_TEXT]))))
    texts = draw(st.lists(st.text(LETTERS, min_size=1, max_size=60), max_size=4))
    parts = tuple(
        AnswerPart(1, number, text * draw(st.integers(1, 4000 // len(text))), AT) for number, text in enumerate(texts)
    )
    reply = Reply.TOLD if parts else draw(st.sampled_from([None, Reply.UNKNOWN, Reply.DECLINED]))
    return Exchange("An Đỗ", words, Asked(AT, None, AT if reply else None, reply), parts, draw(st.integers(0, 3)))


@settings(max_examples=60, deadline=None)
@given(st.lists(_told(), max_size=4))
def test_every_letter_is_shown_and_every_message_fits(told: list[Exchange]) -> None:
    screens = exchanges("BD-7K3M-Q", told, ZONE)
    texts = [strip_markup(RENDERER.screen(screen)) for screen in screens]
    assert all(_units(text) <= MOST_UNITS for text in texts)
    said = [words for each in told for words in (each.words.own, *(part.text for part in each.parts))]
    assert sum(map(_letters, texts)) == sum(map(_letters, said))


def test_nothing_is_shown_where_nobody_asked() -> None:
    assert exchanges("BD-7K3M-Q", [], ZONE) == ()

"""Every text the resident may see exists, is filled, and none is idle."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from talking import EVENING, TEXTS, TIP, WARD, plain, say

import bot.domain.card
from bot.domain.content import EvidenceKind, KnownBy, Place, TipContent, When
from bot.domain.desks import Desk
from bot.domain.draft import Draft, Question
from bot.domain.questions import words
from bot.domain.questions.time import _PARTS
from bot.domain.screens import doors, guides, menu, notes, receipt, safety, tips
from bot.domain.tip import Category, IdentityMode, ReporterKind, Status, Urgency
from bot.domain.vietnamese import yes_no_unknown

DOMAIN = Path(bot.domain.card.__file__).parent
CODE = "\n".join(path.read_text() for path in DOMAIN.rglob("*.py"))
LITERALS = set(re.findall(r'"([a-z][a-z0-9_-]*)"', CODE))
PATTERNS = [re.sub(r"\{.*?\}", "*", text) for text in re.findall(r'f"([a-z]+-[^"]*)"', CODE)]
WORDS = {
    *map(str, (*Category, *Urgency, *IdentityMode, *ReporterKind, *Status, *EvidenceKind, *KnownBy, *Desk, *Question)),
    *(part.name for part in _PARTS),
    *LITERALS,
}


def keys_of(name: str) -> list[str]:
    path = Path(bot.domain.card.__file__).parents[2] / "locales/vi/LC_MESSAGES" / name
    with path.open("rb") as file:
        return [str(message.id) for message in read_po(file) if message.id]


def is_used(key: str) -> bool:
    if key in LITERALS:
        return True
    for pattern in PATTERNS:
        found = re.fullmatch(re.escape(pattern).replace(r"\*", "(.*?)"), key)
        if found and all(not part or part in WORDS or set(part.split("-")) <= WORDS for part in found.groups()):
            return True
    return False


@pytest.mark.parametrize("key", [*keys_of("card.po"), *keys_of("reporter.po")])
def test_no_text_is_idle(key: str) -> None:
    assert is_used(key)


def test_an_idle_text_would_be_noticed() -> None:
    assert not is_used("report-category-arson")


@pytest.mark.parametrize(
    "key", [key for key in sorted(LITERALS) if re.match(r"(report|menu|note|alert|mytips|receipt)-", key)]
)
def test_every_key_in_the_code_has_a_text(key: str) -> None:
    assert key in TEXTS


@pytest.mark.parametrize("category", Category)
def test_every_category_has_its_words(category: Category) -> None:
    view = receipt.ReceiptView(TIP.code, WARD.name, WARD.phone, category, EVENING, EVENING)
    assert TIP.code in say(receipt.receipt(view, WARD.zone).body)
    for key in (f"report-category-{category}", f"report-story-hint-{category}", f"category-{category}"):
        assert TEXTS.say(key)


def test_the_receipts_first_line_betrays_nothing() -> None:
    view = receipt.ReceiptView(TIP.code, WARD.name, WARD.phone, Category.DRUGS, EVENING, EVENING, EVENING)
    first = plain(receipt.receipt(view, WARD.zone).body[0])
    assert not re.search("công an|tội|ma túy|tố giác|tin báo", first, re.IGNORECASE)
    assert not re.search("công an|tội|ma túy", plain(receipt.acknowledged(TIP.code, EVENING, WARD.zone).body))


def test_no_text_calls_anybody_a_criminal() -> None:
    ours = " ".join(TEXTS.raw(key) for key in (*keys_of("card.po"), *keys_of("reporter.po")))
    assert not re.search("thủ phạm|đối tượng|kẻ gian|hung thủ|ẩn danh tuyệt đối", ours)
    assert "!" not in ours


def test_every_page_can_be_shown() -> None:
    draft = Draft("0123456789ab", EVENING, EVENING)
    sent = tips.MyTip(TIP.code, Status.NEW, EVENING, EVENING, EVENING, no_reply=True)
    pages = (
        menu.menu(WARD, drafting=True), safety.emergency(WARD), guides.how_to(WARD), guides.my_data(WARD),
        doors.all_desks(WARD), notes.expired(WARD), notes.nudged(draft.id, WARD), notes.handed_over(draft.id, WARD),
        tips.my_tips([]), tips.my_tips([sent] * 20, 1), tips.my_tip(sent, WARD.zone),
        tips.protection_asked(TIP.code, WARD),
        *(notes.unreadable(kind, None, WARD) for kind in ("sticker", "poll", "dice", "game", "story", "venue")),
    )  # fmt: skip
    for page in pages:
        assert say(page.body)
        assert all(plain(b.label) for row in page.buttons for b in row)


def test_every_line_of_a_card_can_be_said() -> None:
    contents = [
        TipContent(),
        *(TipContent(urgency=u) for u in Urgency),
        *(TipContent(identity=m) for m in IdentityMode),
    ]
    contents += [TipContent(place=Place(unknown=True), when=When(unknown=True), no_reply=True)]
    for content in contents:
        for reporter in ReporterKind:
            facts = bot.domain.card.CardFacts(WARD.zone, WARD.neighbourhoods, reporter)
            assert all(say(line) for line in bot.domain.card.card_lines(content, facts))


@pytest.mark.parametrize("key", [*keys_of("card.po"), *keys_of("reporter.po")])
def test_markup_is_what_telegram_takes(key: str) -> None:
    open_tags = []
    for closing, tag in re.findall(r"<(/?)([^>]*)>", TEXTS.raw(key)):
        assert tag in ("b", "i", "code")
        if closing:
            assert open_tags.pop() == tag
        else:
            open_tags.append(tag)
    assert not open_tags


def test_what_the_share_keyboards_type_is_understood() -> None:
    assert words.bare_words(TEXTS.say("report-place-share-back")) in words.BACK_TO_LIST
    assert yes_no_unknown(TEXTS.say("report-phone-share-skip")) in words.LEAVES

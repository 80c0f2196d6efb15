"""The kind of event a text tells of: proposed, never decided."""

from collections.abc import Sequence

from bot.domain.tip import Category
from bot.domain.vietnamese.category_words import CATEGORY_WORDS, HARMLESS
from bot.domain.vietnamese.folding import look
from bot.domain.vietnamese.words import Hit, Lexicon, Word, split_words

_Worth = tuple[Category, int]
_LEAST = 2
# Too little in a sentence without accents, but plain enough as the whole answer to "Chuyện gì?".
_LONE_WORDS = {
    "trom": Category.THEFT,
    "cuop": Category.ROBBERY,
    "lua": Category.FRAUD,
    "ke": Category.DRUGS,
    "keo": Category.DRUGS,
    "sung": Category.WEAPONS,
    "phao": Category.WEAPONS,
}
_ORDER = {category: index for index, category in enumerate(Category)}
# What such an event nearly always is as well: the narrower kind goes first.
_NARROWER = {
    Category.DOMESTIC_VIOLENCE: (Category.ASSAULT,),
    Category.CHILD_ABUSE: (Category.ASSAULT, Category.DOMESTIC_VIOLENCE),
    Category.LOAN_SHARKING: (Category.FRAUD,),
}


def phrases(listed: str) -> list[str]:
    """The phrases of a list separated by semicolons."""
    return [" ".join(phrase.split()) for phrase in listed.split(";") if phrase.strip()]


HARMLESS_WORDS: Lexicon[None] = Lexicon((phrase, None) for phrase in phrases(HARMLESS))
_WORDS: Lexicon[_Worth] = Lexicon(
    (phrase, (category, weight))
    for category, weights in CATEGORY_WORDS.items()
    for weight, listed in weights.items()
    for phrase in phrases(listed)
)


def harmless_positions(words: Sequence[Word], accented: bool) -> set[int]:
    """The words that belong to an everyday phrase which only sounds like crime."""
    return {at for hit in HARMLESS_WORDS.find(words, accented) for at in range(hit.first, hit.last)}


def _denied(words: Sequence[Word], hit: Hit[_Worth]) -> bool:
    before = [word.plain for word in words[max(0, hit.first - 2) : hit.first]]
    return before == ["khong", "phai"]


def category_scores(text: str) -> dict[Category, int]:
    """How strongly a text speaks of each kind; a phrase said twice counts once, one within another does not."""
    view = look(text)
    words = split_words(view)
    harmless = harmless_positions(words, view.accented)
    reached: dict[Category, int] = {}
    said: dict[tuple[Category, tuple[str, ...]], int] = {}
    for hit in _WORDS.find(words, view.accented):
        category, weight = hit.payload
        within = hit.last <= reached.get(category, 0) or harmless.issuperset(range(hit.first, hit.last))
        if not within and not _denied(words, hit):
            reached[category] = hit.last
            said[category, tuple(word.plain for word in words[hit.first : hit.last])] = weight
    scores: dict[Category, int] = {}
    for (category, _phrase), weight in said.items():
        scores[category] = scores.get(category, 0) + weight
    return scores


def propose_categories(text: str) -> tuple[Category, ...]:
    """The kinds of event a text may tell of, the likeliest first; empty when nothing is clear. Never raises."""
    lone = _LONE_WORDS.get(text.strip(" .,!").lower())
    if lone:
        return (lone,)
    scores = {category: score for category, score in category_scores(text).items() if score >= _LEAST}
    for narrow, broader in _NARROWER.items():
        for broad in broader:
            if narrow in scores and broad in scores:
                scores[narrow] = max(scores[narrow], scores[broad] + 1)
    if Category.OTHER in scores and len(scores) > 1:
        scores[Category.OTHER] = 0
    return tuple(sorted(scores, key=lambda category: (-scores[category], _ORDER[category])))

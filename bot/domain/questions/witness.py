"""How the reporter knows, and who else does (TT 28/2020 Điều 5.3 đ)."""

from bot.domain.card import WORDS_LENGTH, cut
from bot.domain.content import KnownBy
from bot.domain.draft import Draft, Question
from bot.domain.events import Wrote
from bot.domain.questions.ask import Ask, Choice, Reply, shows, takes
from bot.domain.questions.changes import tell
from bot.domain.questions.words import LEAVES, bare_words, tells_more
from bot.domain.screen import Phrase, phrase
from bot.domain.vietnamese import yes_no_unknown
from bot.domain.ward_facts import WardFacts

_SOURCE = (
    Choice("seen", lambda draft: tell(draft, known_by=KnownBy.SEEN)),
    Choice("heard", lambda draft: tell(draft, known_by=KnownBy.HEARD)),
    Choice("victim", lambda draft: tell(draft, known_by=KnownBy.VICTIM)),
    Choice("skip"),
)
_TELLING = (
    (KnownBy.VICTIM, ("nan nhan", "toi bi", "em bi", "chau bi", "nha toi bi", "con bi")),
    (KnownBy.SEEN, ("tan mat", "nhin thay", "trong thay", "chung kien", "thay tan noi", "toi thay", "em thay")),
    (KnownBy.HEARD, ("nghe", "hang xom ke", "nguoi ta ke", "nguoi ta noi", "duoc ke")),
)


def _hear_source(draft: Draft, wrote: Wrote, _ward: WardFacts) -> Reply | None:
    if yes_no_unknown(wrote.text) in LEAVES:
        return Reply(draft)
    said = bare_words(wrote.text)
    known = next((kind for kind, words in _TELLING if any(w in said for w in words)), None)
    if tells_more(wrote.text):
        return Reply(tell(draft, known_by=known)) if known else None
    return Reply(tell(draft, known_by=known or draft.content.known_by, known_words=wrote.text))


def _said_source(draft: Draft, _ward: WardFacts) -> Phrase:
    content = draft.content
    if content.known_words:
        return phrase("as-is", words=cut(content.known_words, WORDS_LENGTH))
    return phrase(f"known-{content.known_by}" if content.known_by else "not-said")


SOURCE = Ask(
    Question.SOURCE,
    show=shows(Question.SOURCE, *_SOURCE, columns=2),
    take=takes(*_SOURCE),
    hear=_hear_source,
    said=_said_source,
)

_OTHERS = (Choice("none", lambda draft: tell(draft, others_know="")),)


def _hear_others(draft: Draft, wrote: Wrote, ward: WardFacts) -> Reply | None:
    if yes_no_unknown(wrote.text) in LEAVES:
        return OTHERS.take(draft, "none", ward)
    return Reply(tell(draft, others_know=wrote.text))


def _said_others(draft: Draft, _ward: WardFacts) -> Phrase:
    others = draft.content.others_know
    return phrase("as-is", words=cut(others, WORDS_LENGTH)) if others else phrase("not-said")


OTHERS = Ask(
    Question.OTHERS,
    show=shows(Question.OTHERS, *_OTHERS),
    take=takes(*_OTHERS),
    hear=_hear_others,
    said=_said_others,
)

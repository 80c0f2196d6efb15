"""What it is about: lay words to choose from, or proposals from what was typed."""

from dataclasses import replace

from bot.domain.card import cut, say_category
from bot.domain.draft import Draft, Question
from bot.domain.events import Wrote
from bot.domain.questions.ask import Ask, Reply, Then, button, in_columns
from bot.domain.questions.changes import tell
from bot.domain.screen import Screen, phrase
from bot.domain.tip import Category
from bot.domain.vietnamese import Answer, propose_categories, yes_no_unknown
from bot.domain.ward_facts import WardFacts

_PROPOSALS = 3
_FULL_LIST = 1
_LIST = "list"


def proposals(draft: Draft) -> tuple[Category, ...]:
    """What the words told may be about, the likeliest first; nothing once it was said or the full list is open."""
    if draft.page == _FULL_LIST or draft.content.category or not draft.content.category_words:
        return ()
    return propose_categories(draft.content.category_words)[:_PROPOSALS]


def _show(draft: Draft, _ward: WardFacts) -> Screen:
    proposed = proposals(draft)
    labels = [(c, phrase(f"report-category-{c}")) for c in proposed or Category]
    buttons = [button(draft, Question.CATEGORY, category, label) for category, label in labels]
    if not proposed:
        return Screen((phrase("report-category-ask"),), in_columns(buttons))
    words = cut(draft.content.category_words, 200)
    buttons.append(button(draft, Question.CATEGORY, _LIST))
    return Screen((phrase("report-category-propose", words=words),), in_columns(buttons, 1))


def _take(draft: Draft, choice: str, _ward: WardFacts) -> Reply | None:
    if choice == _LIST:
        return Reply(replace(draft, page=_FULL_LIST), Then.AGAIN)
    return Reply(tell(draft, category=Category(choice))) if choice in list(Category) else None


def _hear(draft: Draft, wrote: Wrote, _ward: WardFacts) -> Reply | None:
    proposed = proposals(draft)
    answer = yes_no_unknown(wrote.text)
    if answer is Answer.YES and len(proposed) == 1:
        return Reply(tell(draft, category=proposed[0]))
    if answer is Answer.NO and proposed:
        return Reply(replace(draft, page=_FULL_LIST), Then.AGAIN)
    if propose_categories(wrote.text):
        return Reply(replace(tell(draft, category=None, category_words=wrote.text), page=0), Then.AGAIN)
    return None


CATEGORY = Ask(
    Question.CATEGORY,
    show=_show,
    take=_take,
    hear=_hear,
    said=lambda draft, _: say_category(draft.content.category),
)

"""Reading free text into a draft: only what is still open, and never over an answer the person gave."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import TypeAlias

from bot.domain.content import Place
from bot.domain.draft import Draft, Question
from bot.domain.events import Wrote
from bot.domain.questions.changes import in_danger, just_happened, settle, tell
from bot.domain.questions.time import read_when
from bot.domain.questions.words import speaks_as_minor
from bot.domain.tip import Urgency
from bot.domain.vietnamese import danger_signs, propose_categories, understand_place, understand_urgency, wrong_door
from bot.domain.ward_facts import WardFacts

Reader: TypeAlias = Callable[[Draft, Wrote, WardFacts], Draft]

# A report within the hour is taken as "vừa xảy ra".
_RECENT = timedelta(hours=1)


def understand(draft: Draft, wrote: Wrote, ward: WardFacts, but: Question | None = None) -> Draft:
    """The draft with what the text tells about danger, category, place, time and the writer's age.

    ``but`` is a question that is not to be answered in passing: the text has answered it already.
    """
    draft = _danger(draft, wrote.text)
    for question, read in _READERS.items():
        if question is not but and question not in draft.answered:
            draft = read(draft, wrote, ward)
    return replace(draft, young=draft.young or speaks_as_minor(wrote.text))


def filled(before: Draft, after: Draft) -> tuple[Question, ...]:
    """Which questions a text has answered in passing."""
    return tuple(q for q in _READERS if q in after.answered and q not in before.answered)


def find_door(draft: Draft, text: str) -> Draft:
    """The draft marked for another desk, when its first words belong there and nobody is in danger."""
    return draft if draft.danger_at else replace(draft, door=wrong_door(text))


def is_danger_now(text: str) -> bool:
    """Whether words tell of danger at this moment."""
    return any(sign.certain for sign in danger_signs(text))


def _danger(draft: Draft, text: str) -> Draft:
    if is_danger_now(text):
        return draft if draft.danger_at else in_danger(draft)
    return replace(draft, doubt=True) if danger_signs(text) else draft


def _category(draft: Draft, wrote: Wrote, _ward: WardFacts) -> Draft:
    if draft.content.category:
        return draft
    proposed = propose_categories(wrote.text)
    if len(proposed) == 1:
        return settle(tell(draft, category=proposed[0]), Question.CATEGORY)
    return tell(draft, category_words=wrote.text) if proposed and not draft.content.category_words else draft


def _place(draft: Draft, wrote: Wrote, ward: WardFacts) -> Draft:
    # In the fast lane a place that stands unanswered was only assumed.
    guess = None if draft.content.place and not draft.fast else understand_place(wrote.text, ward.neighbourhoods)
    if guess is None:
        return draft
    return settle(tell(draft, place=Place(guess.neighbourhood_id, guess.words)), Question.PLACE)


def _when(draft: Draft, wrote: Wrote, ward: WardFacts) -> Draft:
    when = None if draft.content.when else read_when(wrote.text, wrote.at, ward)
    return settle(tell(draft, when=when), Question.WHEN) if when else draft


def _urgency(draft: Draft, wrote: Wrote, _ward: WardFacts) -> Draft:
    said = _urgency_of_time(draft) or understand_urgency(wrote.text)
    # "Đang" in a story is often only grammar: whether it is happening now is worth asking.
    if said is None or said is Urgency.DANGER:
        return draft
    if said is Urgency.URGENT and draft.content.when is None:
        return settle(just_happened(draft), Question.URGENCY)
    return settle(tell(draft, urgency=said), Question.URGENCY)


def _urgency_of_time(draft: Draft) -> Urgency | None:
    when = draft.content.when
    if when is None or when.end is None:
        return None
    return Urgency.URGENT if draft.touched_at - when.end <= _RECENT else Urgency.NORMAL


# Urgency comes last: it may follow from the time.
_READERS: Mapping[Question, Reader] = {
    Question.CATEGORY: _category,
    Question.PLACE: _place,
    Question.WHEN: _when,
    Question.URGENCY: _urgency,
}

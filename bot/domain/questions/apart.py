"""Answers that stand apart from the story: when such a message is edited its answer changes, never the card."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.domain.content import TipContent
from bot.domain.draft import Question
from bot.domain.questions.words import leaves_out
from bot.domain.tip import IdentityMode
from bot.domain.vietnamese import find_phones


def with_phone(content: TipContent, text: str) -> TipContent:
    """The reporter's number as E.164, with the words around it; without a number in them both are taken back."""
    if content.identity is IdentityMode.WITHHELD:
        return content
    phones = find_phones(text)
    # The words stay beside the number ("gọi sau 7 giờ tối"): in the story they would stand on the card.
    return replace(content, phone=phones[0] if phones else None, phone_words=text if phones else "")


def with_guardian(content: TipContent, text: str) -> TipContent:
    """Whom to call instead of a child, in the child's words; taken back without a number in them."""
    return replace(content, guardian=text if find_phones(text) else "")


def with_reason(content: TipContent, text: str) -> TipContent:
    """Why the identity is withheld (TT 28/2020 Điều 5.1), while it is."""
    if content.identity is not IdentityMode.WITHHELD:
        return content
    return replace(content, withheld_reason="" if leaves_out(text) else text)


def with_informant(content: TipContent, text: str) -> TipContent:
    """For whom it is told, in words, or that it may not be known."""
    return replace(content, on_behalf=True, informant="" if leaves_out(text) else text)


def _with_others(content: TipContent, text: str) -> TipContent:
    return replace(content, others_know="" if leaves_out(text) else text)


def _with_source(content: TipContent, text: str) -> TipContent:
    return replace(content, known_words="" if leaves_out(text) else text)


AMEND: Mapping[Question, Callable[[TipContent, str], TipContent]] = {
    Question.SOURCE: _with_source,
    Question.OTHERS: _with_others,
    Question.REASON: with_reason,
    Question.PHONE: with_phone,
    Question.GUARDIAN: with_guardian,
    Question.INFORMANT: with_informant,
}

"""The form in which an officer asks a reporter something: a proposed question or own words, shown as it will arrive."""

from bot.domain.authority import Deed
from bot.domain.forms import fields
from bot.domain.forms.form import Answers, Field, Form, FormFacts, Option
from bot.domain.inquiry import TEMPLATES, words_of
from bot.domain.screen import Phrase, phrase
from bot.domain.screens.asking import question_lines
from bot.domain.vietnamese import nfc


def _templates(_answers: Answers, _facts: FormFacts) -> tuple[Option, ...]:
    return tuple(Option(name, phrase(f"ask-t-{name}")) for name in TEMPLATES)


def _said(answer: str, _facts: FormFacts) -> Phrase:
    return phrase(f"ask-t-{answer}") if answer in TEMPLATES else phrase("ask-own-words")


def _as_it_will_arrive(answers: Answers, facts: FormFacts) -> tuple[Phrase, ...]:
    assert facts.tip is not None, "a question is about a tip"
    words = words_of(answers["question"])
    shown = (phrase("ask-preview"), *question_lines(facts.tip.code, words), phrase("ask-preview-end"))
    # Only said, not forbidden: "An" is also a word.
    names_itself = bool(facts.filler) and facts.filler.casefold() in nfc(words.own).casefold()
    warnings = ((names_itself, "ask-warn-name"), (not facts.tip.reachable, "ask-warn-away"))
    return (*shown, *(phrase(key) for applies, key in warnings if applies))


ASK = Form(
    Deed.ASK,
    (Field("question", _templates, fields.read_words, _said, columns=2),),
    _as_it_will_arrive,
)

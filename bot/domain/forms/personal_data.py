"""The form in which a commander answers a request about personal data."""

from bot.domain.authority import Deed
from bot.domain.forms import fields
from bot.domain.forms.form import Answers, Field, Form, FormFacts, Option
from bot.domain.personal_data import Ground, RequestKind
from bot.domain.screen import Phrase, phrase

DONE, REFUSED = "done", "refused"
KIND = "kind"  # given with the form, never asked


def _answers(answers: Answers, _facts: FormFacts) -> tuple[Option, ...]:
    return tuple(Option(name, phrase(f"form-answer-{name}")) for name in (DONE, REFUSED))


def _grounds(answers: Answers, _facts: FormFacts) -> tuple[Option, ...]:
    return tuple(Option(ground, phrase(f"ground-{ground}")) for ground in Ground)


def _refused(answers: Answers) -> bool:
    return answers.get("answer") == REFUSED


def _needs_words(answers: Answers) -> bool:
    corrected = answers.get("answer") == DONE and answers.get(KIND) == RequestKind.CORRECT
    return corrected or answers.get("ground") == Ground.OTHER


def _warn(answers: Answers, _facts: FormFacts) -> tuple[Phrase, ...]:
    if _refused(answers):
        return (phrase("form-warn-data-refused"),)
    return (phrase(f"form-warn-data-{answers.get(KIND, RequestKind.COPY)}"),)


ANSWER_DATA = Form(
    Deed.ANSWER_DATA,
    (
        Field("answer", _answers, said=lambda answer, _: phrase(f"form-answer-{answer}")),
        Field("ground", _grounds, said=lambda answer, _: phrase(f"ground-{answer}"), needed=_refused),
        Field("note", read=fields.read_words, needed=_needs_words),
    ),
    _warn,
)

"""Filling in a form: pure steps from a sheet to the next sheet, and the screen of each."""

from dataclasses import replace

from bot.domain.forms.form import LONGEST_TEXT, Field, Form, FormFacts, Option, Sheet
from bot.domain.screen import Area, Button, Phrase, Row, Screen, phrase

PAGE = 8
SEVERAL = 3


def open_field(sheet: Sheet, form: Form) -> Field | None:
    """The first question without an answer; None when everything is answered and the preview is shown."""
    return next((f for f in form.fields if f.name not in sheet.answers and f.needed(sheet.answers)), None)


def pick(sheet: Sheet, form: Form, facts: FormFacts, choice: str) -> Sheet | None:
    """An option was pressed (``field.option``); None when that button belongs to an earlier question."""
    asked, name, option = open_field(sheet, form), *_parts(choice)
    if asked is None or asked.name != name:
        return None
    offered = {o.name for o in asked.options(sheet.answers, facts)} | ({""} if asked.optional else set())
    return _answered(sheet, name, option) if option in offered else None


def hear(sheet: Sheet, form: Form, facts: FormFacts, text: str) -> Sheet | Phrase:
    """Words were typed: the sheet with the answer, or what to say about words that are none."""
    asked = open_field(sheet, form)
    if asked is None:
        return phrase("form-press-confirm")
    if asked.read is None:
        return phrase("form-press-an-option")
    if len(text) > LONGEST_TEXT:
        return phrase("form-too-long", most=LONGEST_TEXT)
    answer = asked.read(text, facts)
    return phrase(f"form-unclear-{asked.name}") if answer is None else _answered(sheet, asked.name, answer)


def back(sheet: Sheet, form: Form) -> Sheet:
    """Take back the last answer."""
    given = [f.name for f in form.fields if f.name in sheet.answers and f.needed(sheet.answers)]
    kept = {name: answer for name, answer in sheet.answers.items() if name not in given[-1:]}
    return replace(sheet, answers=kept, page=0)


def rest(sheet: Sheet, form: Form) -> Sheet:
    """Leave out every question from here on that may be left out; the others are still asked."""
    left = {f.name: "" for f in _left_out(sheet, form)}
    return replace(sheet, answers={**sheet.answers, **left}, page=0)


def _left_out(sheet: Sheet, form: Form) -> list[Field]:
    return [f for f in form.fields if f.optional and f.name not in sheet.answers and f.needed(sheet.answers)]


def turned(sheet: Sheet, page: str) -> Sheet:
    """Another page of the options."""
    return replace(sheet, page=int(page) if page.isascii() and page.isdecimal() and len(page) < 4 else 0)


def show(sheet: Sheet, form: Form, facts: FormFacts, note: Phrase | None = None) -> Screen:
    """The open question with what was answered above it, or the preview."""
    asked = open_field(sheet, form)
    title = phrase(f"form-{form.deed}", code=facts.tip.code if facts.tip else facts.subject)
    answered = tuple(_line(f, sheet, facts) for f in form.fields if f.name in sheet.answers and f.needed(sheet.answers))
    files = (phrase("form-files", count=len(sheet.files)),) if sheet.files else ()
    head = (*((note,) if note else ()), title, *answered, *files)
    if asked is None:
        confirm = Button(phrase("form-confirm"), Area.DESK, "confirm", sheet.id)
        return Screen((*head, *form.warns(sheet.answers, facts), phrase("form-preview")), ((confirm,), *_ways(sheet)))
    return Screen(
        (*head, phrase(f"form-{form.deed}-{asked.name}")),
        (*_choices(sheet, asked, facts), *_hurry(sheet, form, asked), *_ways(sheet)),
    )


def _line(asked: Field, sheet: Sheet, facts: FormFacts) -> Phrase:
    answer = sheet.answers[asked.name]
    said = asked.said(answer, facts) if answer else phrase("form-left-out")
    return phrase("form-answered", topic=phrase(f"form-topic-{asked.name}"), answer=said)


def _choices(sheet: Sheet, asked: Field, facts: FormFacts) -> tuple[Row, ...]:
    options = asked.options(sheet.answers, facts)
    here = options[sheet.page * PAGE :][:PAGE]
    buttons = [_option(sheet, asked, option) for option in here]
    rows: list[Row] = [tuple(buttons[at : at + asked.columns]) for at in range(0, len(buttons), asked.columns)]
    turns = []
    if sheet.page:
        turns.append(Button(phrase("page-before"), Area.DESK, "page", sheet.id, str(sheet.page - 1)))
    if (sheet.page + 1) * PAGE < len(options):
        turns.append(Button(phrase("page-after"), Area.DESK, "page", sheet.id, str(sheet.page + 1)))
    if turns:
        rows.append(tuple(turns))
    if asked.optional:
        rows.append((_option(sheet, asked, Option("", phrase("form-skip"))),))
    return tuple(rows)


def _option(sheet: Sheet, asked: Field, option: Option) -> Button:
    return Button(option.label, Area.DESK, "pick", sheet.id, f"{asked.name}.{option.name}")


def _hurry(sheet: Sheet, form: Form, asked: Field) -> tuple[Row, ...]:
    """A way past several questions at once, where there are several that may be left out."""
    if not asked.optional or len(_left_out(sheet, form)) < SEVERAL:
        return ()
    return ((Button(phrase("report-hurry"), Area.DESK, "rest", sheet.id),),)


def _ways(sheet: Sheet) -> tuple[Row, ...]:
    back_button = (Button(phrase("form-back"), Area.DESK, "back", sheet.id),) if sheet.answers else ()
    return ((*back_button, Button(phrase("form-drop"), Area.DESK, "drop", sheet.id)),)


def _answered(sheet: Sheet, name: str, answer: str) -> Sheet:
    return replace(sheet, answers={**sheet.answers, name: answer}, page=0)


def _parts(choice: str) -> tuple[str, str]:
    name, _, option = choice.partition(".")
    return name, option

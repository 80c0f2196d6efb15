"""Whatever an officer does with a form: no dead end, nothing lost, every screen within Telegram's limits."""

import string
from dataclasses import asdict, replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.authority import Deed
from bot.domain.casework.outcomes import NEEDS, TRANSFERS, UNCLASSIFIED, Outcome, TipKind
from bot.domain.casework.state import CaseState
from bot.domain.forms import filling
from bot.domain.forms.casework import FORMS
from bot.domain.forms.form import LONGEST_TEXT, Form, FormFacts, Option, Sheet, TipFacts
from bot.domain.screen import Button, Phrase, Screen, phrase
from bot.domain.tip import Category, Status, Urgency
from bot.texts import load_texts
from handlers.callbacks import callback_data
from handlers.cards import Renderer

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
RENDER = Renderer(load_texts(), "bot")
PEOPLE = tuple(Option(str(10**16 + n), phrase("as-is", words=f"Người {n}")) for n in range(23))
CHOICES = {
    "owner": PEOPLE,
    "body-investigation": PEOPLE[:1],
    "body-other_unit": PEOPLE[:3],
    "other": PEOPLE[:2],
    "clock": PEOPLE[:2],
}
WORDS = ("12/PC-CAP", "hôm qua", "05/03/2027", "BD-7K3M-Q", "Không có camera")
TYPED = (*WORDS, "", "   ", "x" * LONGEST_TEXT, "👮" * 300, "<b>&")
ACTS = st.one_of(
    st.tuples(st.just("press"), st.integers(0, 40)),
    st.tuples(st.just("type"), st.sampled_from(TYPED)),
    st.tuples(st.just("forge"), st.text(string.ascii_letters + ".:", max_size=20)),
)


def facts_of(*, classified: bool) -> FormFacts:
    case = CaseState(Status.ACKNOWLEDGED, kind=TipKind.CRIME_REPORT if classified else None)
    tip = TipFacts(1, "BD-7K3M-Q", Category.THEFT, Urgency.NORMAL, case)
    return FormFacts(NOW, ZoneInfo("Asia/Ho_Chi_Minh"), tip, choices=CHOICES, told="unidentified")


def buttons(screen: Screen) -> list[Button]:
    return [b for row in screen.buttons for b in row if isinstance(b, Button)]


def within_limits(screen: Screen) -> None:
    """Bot API: 4096 units after parsing, 64 bytes of callback data, at most two columns."""
    told = RENDER.screen(screen)
    assert len(told.encode("utf-16-le")) // 2 <= 4096
    assert all(1 <= len(callback_data(b).encode()) <= 64 for b in buttons(screen))
    assert all(len(row) <= 2 for row in screen.buttons)
    assert len(buttons(screen)) <= 20


def act(sheet: Sheet, form: Form, facts: FormFacts, button: Button) -> Sheet:
    """What the desk does with a press, but for confirming and dropping."""
    match button.verb:
        case "pick":
            return filling.pick(sheet, form, facts, button.choice) or sheet
        case "back":
            return filling.back(sheet, form)
        case "page":
            return filling.turned(sheet, button.choice)
    return sheet


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(list(FORMS)), st.booleans(), st.lists(ACTS, max_size=25))
def test_from_any_state_any_event(deed: Deed, classified: bool, acts: list[tuple[str, object]]) -> None:
    form, facts = FORMS[deed], facts_of(classified=classified)
    sheet, said = Sheet("0a1b2c3d", deed, 1), set()
    for kind, what in acts:
        screen = filling.show(sheet, form, facts)
        within_limits(screen)
        here = buttons(screen)
        assert any(b.verb == "drop" for b in here), "there is always a way out"
        before = dict(sheet.answers)
        if kind == "press":
            button = here[int(str(what)) % len(here)]
            sheet = act(sheet, form, facts, button)
            said.add(button.verb)
        elif kind == "forge":
            assert filling.pick(sheet, form, facts, str(what)) is None
        else:
            heard = filling.hear(sheet, form, facts, str(what))
            if isinstance(heard, Phrase):
                within_limits(filling.show(sheet, form, facts, heard))
            else:
                sheet = heard
        lost = {name for name in before if name not in sheet.answers}
        assert len(lost) <= 1, "only the last answer is taken back"


@pytest.mark.parametrize("deed", list(FORMS))
@pytest.mark.parametrize("classified", [True, False])
def test_every_form_comes_to_its_preview_on_every_way(deed: Deed, classified: bool) -> None:
    form, facts = FORMS[deed], facts_of(classified=classified)
    ways, ends = [Sheet("0a1b2c3d", deed, 1)], 0
    while ways:
        sheet = ways.pop()
        asked = filling.open_field(sheet, form)
        if asked is None:
            labels = [b.verb for b in buttons(filling.show(sheet, form, facts))]
            assert labels[0] == "confirm"
            ends += 1
            continue
        offered = asked.options(sheet.answers, facts)[:12]
        for option in offered:
            picked = filling.pick(sheet, form, facts, f"{asked.name}.{option.name}")
            assert picked is not None
            ways.append(picked)
        if not offered:
            heard = [filling.hear(sheet, form, facts, text) for text in ("BD-7K3M-Q", "12/PC 05/02/2026")]
            read = [s for s in heard if isinstance(s, Sheet)]
            assert read, f"{deed}: {asked.name} takes no words"
            ways.append(read[0])
        assert len(ways) < 2_000
    assert ends


@pytest.mark.parametrize("outcome", [o for o in Outcome if o is not Outcome.FALSE])
def test_an_ending_asks_exactly_what_it_needs(outcome: Outcome) -> None:
    """Number, date, body, reason or the other tip, as the law has it for this ending."""
    deed = Deed.TRANSFER if outcome in TRANSFERS else Deed.CLOSE
    form, name = FORMS[deed], "to" if deed is Deed.TRANSFER else "outcome"
    asked = {f.name for f in form.fields if f.needed({name: outcome})} - {name, "return_in"}
    names = {"number": "number", "date": "date", "body": "body", "reason": "reason", "other_tip": "other"}
    assert asked == {names[name] for name, needed in asdict(NEEDS[outcome]).items() if needed}


def test_without_a_class_only_the_endings_that_need_none() -> None:
    for deed in (Deed.CLOSE, Deed.TRANSFER):
        offered = {o.name for o in FORMS[deed].fields[0].options({}, facts_of(classified=False))}
        assert offered <= set(UNCLASSIFIED)
        assert offered < {o.name for o in FORMS[deed].fields[0].options({}, facts_of(classified=True))}


def test_a_second_press_of_an_old_button_answers_nothing() -> None:
    form, facts = FORMS[Deed.CLASSIFY], facts_of(classified=False)
    sheet = filling.pick(Sheet("0a1b2c3d", Deed.CLASSIFY, 1), form, facts, "kind.denunciation")
    assert sheet is not None
    assert filling.pick(sheet, form, facts, "kind.crime_report") is None
    assert filling.pick(sheet, form, facts, "category.arson") is None


def test_a_date_in_the_future_is_not_the_date_of_a_document() -> None:
    form, facts = FORMS[Deed.CLOSE], facts_of(classified=True)
    sheet = replace(Sheet("0a1b2c3d", Deed.CLOSE, 1), answers={"outcome": Outcome.WARD, "number": "1/QĐ"})
    assert filling.hear(sheet, form, facts, "05/03/2027") == phrase("form-unclear-date")
    heard = filling.hear(sheet, form, facts, "mùng 1 tháng 3")
    assert isinstance(heard, Sheet)
    assert heard.answers["date"] == "2026-03-01"


def test_every_field_of_every_form_has_its_texts() -> None:
    keys = load_texts().keys()
    for form in FORMS.values():
        needed = {f"form-{form.deed}", f"deed-{form.deed}"}
        for field in form.fields:
            needed |= {f"form-{form.deed}-{field.name}", f"form-topic-{field.name}"}
            needed |= {f"form-unclear-{field.name}"} if field.read else set()
        assert needed <= keys

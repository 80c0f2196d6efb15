"""The form for what somebody tells by telephone or at the desk: only what and where must be answered."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.authority import Deed
from bot.domain.content import EvidenceKind, EvidenceRef, Place
from bot.domain.forms import filling
from bot.domain.forms.entry import ENTRY, MOST_WORDS, entry_of, place_option
from bot.domain.forms.form import LONGEST_TEXT, FormFacts, Sheet
from bot.domain.places import Neighbourhood
from bot.domain.screen import Button
from bot.domain.tip import Category, Channel, IdentityMode, Urgency
from bot.texts import load_texts
from handlers.callbacks import callback_data
from handlers.cards import Renderer

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
HERE = tuple(Neighbourhood(n, f"Tổ dân phố số {n}") for n in range(1, 20))
FACTS = FormFacts(NOW, ZoneInfo("Asia/Ho_Chi_Minh"), choices={"where": tuple(map(place_option, HERE))})
EMPTY = Sheet("0a1b2c3d4e5f", Deed.ENTER, opened_at=NOW - timedelta(minutes=4))
MUST = {
    "channel": "phone",
    "what": "mất xe đạp",
    "category": "theft",
    "where": "n3",
    "received": "now",
    "handler": "me",
}


def heard(sheet: Sheet, text: str) -> Sheet:
    found = filling.hear(sheet, ENTRY, FACTS, text)
    assert isinstance(found, Sheet), found
    return found


def at(field: str, **answers: str) -> Sheet:
    """The form with everything answered before this question."""
    names = [f.name for f in ENTRY.fields]
    before = {name: MUST.get(name, "") for name in names[: names.index(field)]}
    sheet = replace(EMPTY, answers=before | answers)
    asked = filling.open_field(sheet, ENTRY)
    assert asked is not None
    assert asked.name == field
    return sheet


def test_only_what_and_where_and_how_it_came_must_be_answered() -> None:
    optional = {f.name for f in ENTRY.fields if f.optional}
    assert {f.name for f in ENTRY.fields} - optional == set(MUST)


def test_the_rest_may_be_left_out_at_once() -> None:
    sheet = filling.rest(at("urgency"), ENTRY)
    asked = filling.open_field(sheet, ENTRY)
    assert asked is not None
    assert asked.name == "received"
    entry = entry_of(replace(sheet, answers={**sheet.answers, **MUST}), FACTS, HERE)
    assert entry.content.urgency is None
    assert entry.content.identity is IdentityMode.SECRET


def test_the_way_past_several_is_offered_where_there_are_several() -> None:
    def verbs(sheet: Sheet) -> list[str]:
        return [b.verb for row in filling.show(sheet, ENTRY, FACTS).buttons for b in row if isinstance(b, Button)]

    assert "rest" in verbs(at("when"))
    assert "rest" not in verbs(at("phone"))
    assert "rest" not in verbs(at("where"))


@pytest.mark.parametrize("name", ["where", "others", "name"])
def test_words_may_be_long_but_not_endless(name: str) -> None:
    sheet = at(name)
    assert heard(sheet, "x" * MOST_WORDS[name]).answers[name]
    assert not isinstance(filling.hear(sheet, ENTRY, FACTS, "x" * (MOST_WORDS[name] + 1)), Sheet)


def test_the_longest_answers_fit_into_one_message() -> None:
    """Bot API: 4096 units after parsing, 64 bytes of callback data."""
    longest = {name: "=" + "👮" * (most // 2) for name, most in MOST_WORDS.items()} | {"when": "=hôm qua"}
    sheet = replace(EMPTY, answers={**MUST, **longest, "what": "👮" * (LONGEST_TEXT // 2)})
    render = Renderer(load_texts(), "bot")
    for field in (None, *ENTRY.fields):
        answers = {k: v for k, v in sheet.answers.items() if field is None or k != field.name}
        screen = filling.show(replace(sheet, answers=answers), ENTRY, FACTS)
        assert len(render.screen(screen).encode("utf-16-le")) // 2 <= 4096
        for row in screen.buttons:
            assert all(isinstance(b, Button) and len(callback_data(b).encode()) <= 64 for b in row)


def test_likely_kinds_stand_first() -> None:
    sheet = at("category", what="bị lừa chuyển tiền qua mạng")
    asked = filling.open_field(sheet, ENTRY)
    assert asked is not None
    assert asked.options(sheet.answers, FACTS)[0].name == Category.FRAUD


def test_words_that_are_certain_of_danger_make_it_one_unless_the_officer_says_otherwise() -> None:
    told = {**MUST, "what": "đang đánh nhau, có dao, cứu với"}
    assert entry_of(replace(EMPTY, answers=told), FACTS, HERE).content.urgency is Urgency.DANGER
    said = {**told, "urgency": "normal"}
    assert entry_of(replace(EMPTY, answers=said), FACTS, HERE).content.urgency is Urgency.NORMAL


def test_an_answer_that_was_typed_is_never_taken_for_a_button() -> None:
    sheet = heard(at("where"), "n3")
    place = entry_of(replace(sheet, answers={**MUST, **sheet.answers}), FACTS, HERE).content.place
    assert place == Place(None, "n3")


def test_an_address_names_its_neighbourhood() -> None:
    sheet = heard(at("where"), "ngõ 12 tổ 5")
    place = entry_of(replace(EMPTY, answers={**MUST, **sheet.answers}), FACTS, HERE).content.place
    assert place == Place(5, "ngõ 12 tổ 5")


@pytest.mark.parametrize("words", ["ngày mai", "tháng trước", "không rõ"])
def test_a_call_came_within_the_last_days_and_not_in_the_future(words: str) -> None:
    assert not isinstance(filling.hear(at("received"), ENTRY, FACTS, words), Sheet)


def test_a_call_counts_from_when_the_form_was_opened_for_it() -> None:
    assert entry_of(replace(EMPTY, answers=MUST), FACTS, HERE).received_at == EMPTY.opened_at
    sheet = heard(at("received"), "7 giờ 30 sáng nay")
    entry = entry_of(replace(sheet, answers={**MUST, **sheet.answers}), FACTS, HERE)
    assert entry.received_at == datetime(2026, 3, 2, 0, 30, tzinfo=UTC)


def test_whoever_withholds_is_asked_for_no_name() -> None:
    sheet = at("reason", identity="withheld")
    kept = heard(sheet, "sợ bị trả thù")
    entry = entry_of(replace(kept, answers={**MUST, **kept.answers}), FACTS, HERE)
    assert (entry.content.withheld_reason, entry.content.informant) == ("sợ bị trả thù", "")


def test_all_of_it_arrives() -> None:
    photo = EvidenceRef(9, EvidenceKind.PHOTO, 77)
    answers = {
        **MUST, "channel": "walk_in", "urgency": "normal", "when": "=8 giờ tối qua", "known_by": "seen",
        "others": "=bảo vệ chợ", "identity": "officer", "name": "=bà Nhàn", "phone": "=0912 345 678", "handler": "desk",
    }  # fmt: skip
    entry = entry_of(replace(EMPTY, answers=answers, files=(photo,)), FACTS, HERE)
    told = entry.content
    assert (entry.channel, entry.taken) == (Channel.WALK_IN, False)
    assert (told.told, told.category, told.place) == ("mất xe đạp", Category.THEFT, Place(3))
    assert told.when is not None
    assert told.when.start == datetime(2026, 3, 1, 13, 0, tzinfo=UTC)
    assert (told.others_know, told.informant, told.phone) == ("bảo vệ chợ", "bà Nhàn", "+84912345678")
    assert told.evidence == (photo,)


def test_the_caller_is_not_said_back() -> None:
    sheet = replace(EMPTY, answers={**MUST, "name": "=bà Nhàn", "phone": "=0912 345 678"})
    told = Renderer(load_texts(), "bot").screen(filling.show(sheet, ENTRY, FACTS))
    assert "Nhàn" not in told
    assert "0912" not in told


def test_every_field_has_its_texts() -> None:
    keys = load_texts().keys()
    for field in ENTRY.fields:
        needed = {f"form-enter-{field.name}", f"form-topic-{field.name}"}
        assert needed | ({f"form-unclear-{field.name}"} if field.read else set()) <= keys

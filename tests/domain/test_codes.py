"""The code of a tip survives a bad line and a hurried thumb."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.codes import ALPHABET, BODY, epoch_mark, new_code, read_code

codes = st.builds(
    lambda prefix, body: new_code(prefix, _chooser(body)),
    st.sampled_from(["BD", "HBT", "NGQA", "XY"]),
    st.lists(st.sampled_from(ALPHABET), min_size=BODY, max_size=BODY),
)


def _chooser(body: list[str]):  # type: ignore[no-untyped-def]
    letters = iter(body)
    return lambda _: next(letters)


def test_the_alphabet_has_nothing_that_sounds_or_looks_alike_and_a_prime_number_of_letters() -> None:
    assert not set(ALPHABET) & set("01OILJ5S8BUVW")
    assert len(ALPHABET) == len(set(ALPHABET)) == 23


def test_a_new_code_reads_as_itself_and_reveals_no_order() -> None:
    made = {new_code("BD") for _ in range(500)}
    assert len(made) > 490
    assert all(read_code(code) == code for code in made)
    assert all(re.fullmatch(r"BD-\w{4}-\w", code) for code in made)


@given(codes)
def test_a_code_is_read_however_it_is_typed(code: str) -> None:
    bare = code.replace("-", "")
    for typed in (
        code.lower(), bare, bare.lower(), " ".join(bare), ".".join(bare), f"  {code}  ", code.replace("-", "–"),
        code.replace("-", " "), code.replace("-", "_"), "\t".join(bare.lower()), code.replace("-", " - "),
    ):  # fmt: skip
        assert read_code(typed) == code, typed


@given(codes, st.data())
def test_every_single_wrong_character_is_noticed(code: str, data: st.DataObject) -> None:
    start = code.index("-") + 1
    at = data.draw(st.sampled_from([i for i in range(start, len(code)) if code[i] != "-"]))
    wrong = data.draw(st.sampled_from([c for c in ALPHABET if c != code[at]]))
    assert read_code(code[:at] + wrong + code[at + 1 :]) is None


@given(codes, st.data())
def test_every_swap_of_neighbours_is_noticed(code: str, data: st.DataObject) -> None:
    prefix, rest = code.partition("-")[0], code.partition("-")[2].replace("-", "")
    at = data.draw(st.integers(0, len(rest) - 2))
    swapped = rest[:at] + rest[at + 1] + rest[at] + rest[at + 2 :]
    assert (read_code(prefix + swapped) is None) == (swapped != rest)


@given(st.text(max_size=40))
def test_any_text_is_read_as_a_code_or_as_none(typed: str) -> None:
    found = read_code(typed)
    assert found is None or read_code(found) == found


def test_what_is_no_code_is_none() -> None:
    for typed in ("", "BD", "BD-7K3M", "BD-7K3M-QQ", "7K3M-Q", "BD-0O1I-L", "/tin", "BD–7K3M–Q\n<b>"):
        assert read_code(typed) is None, typed


def test_codes_after_a_restoration_are_never_codes_from_before() -> None:
    marks = [epoch_mark(number) for number in range(43)]
    assert len(set(marks)) == 43
    assert (marks[0], marks[1], marks[6], marks[7]) == ("", "2", "9", "22")
    for mark in marks:
        code = new_code("BD" + mark)
        assert code.startswith(f"BD{mark}-")
        assert read_code(code) == read_code(code.lower().replace("-", "")) == code
    with pytest.raises(ValueError, match="43"):
        epoch_mark(43)

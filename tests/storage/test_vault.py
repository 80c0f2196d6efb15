"""The vault: each thing that says whom to call is kept until it is given anew or deliberately taken back."""

import itertools
from dataclasses import fields

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.content import IN_VAULT, TipContent
from bot.domain.tip import Channel, IdentityMode, ReporterKind
from storage.vault import Identity
from tests.storage.conftest import Store, told

GIVEN = {
    "phone": ("+84900000123", "+84900000124"),
    "phone_words": ("gọi tối",),
    "guardian": ("Mẹ, 0900000125",),
    "informant": ("Bà Nhàn, 0900000126",),
}
DRAFTS = itertools.count()
ANY_STEP = st.tuples(
    st.fixed_dictionaries({}, optional={name: st.sampled_from(values) for name, values in GIVEN.items()}),
    st.sets(st.sampled_from(IN_VAULT)),
)


def test_all_that_identifies_besides_the_account_is_named() -> None:
    assert {field.name for field in fields(Identity)} == {"account_key", *IN_VAULT}
    assert set(IN_VAULT) <= {field.name for field in fields(TipContent)}


def test_what_is_given_later_stands_beside_what_was_given_before(store: Store) -> None:
    tip = store.tip()
    with store.unit() as uow:
        uow.tips.write(tip, told(phone="+84900000123"))
        uow.tips.write(tip, told(guardian="Mẹ, 0900000125"))
        uow.tips.write(tip, told("Mất hai xe"))
        identity = uow.vault.identity(tip)
        assert (identity.phone, identity.guardian) == ("+84900000123", "Mẹ, 0900000125")


def test_who_withholds_the_identity_leaves_no_number(store: Store) -> None:
    tip = store.tip(phone="+84900000123", phone_words="gọi tối", guardian="Mẹ, 0900000125")
    with store.unit() as uow:
        uow.tips.write(tip, told(identity=IdentityMode.WITHHELD))
        identity = uow.vault.identity(tip)
        assert (identity.phone, identity.phone_words, identity.guardian) == (None, "", "Mẹ, 0900000125")


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(ANY_STEP, max_size=6))
def test_the_vault_holds_the_last_word_on_each_thing(
    store: Store, steps: list[tuple[dict[str, str], set[str]]]
) -> None:
    tip = store.tip(draft=f"draft {next(DRAFTS)}")
    empty = Identity("")
    expected = {name: getattr(empty, name) for name in IN_VAULT}
    with store.unit() as uow:
        for given_now, taken_back in steps:
            uow.tips.write(tip, told(**given_now), taken_back=taken_back)
            expected |= {name: getattr(empty, name) for name in taken_back} | given_now
        identity = uow.vault.identity(tip)
    assert {name: getattr(identity, name) for name in IN_VAULT} == expected


def test_who_called_has_no_account_and_is_kept_all_the_same(store: Store) -> None:
    with store.unit() as uow:
        tip = uow.tips.create(
            "called", None, told(informant="Bà Nhàn", phone="+84900000123"), prefix="BD", confirmed=True,
            reporter=ReporterKind.RESIDENT, received_at=uow.now, channel=Channel.PHONE,
        )  # fmt: skip
        assert tip is not None
        assert uow.vault.account_of(tip.id) is None
        assert uow.vault.identity(tip.id).informant == "Bà Nhàn"
        assert uow.tips.content(tip.id, 1).informant == ""
        assert uow.tips.of_reporter(uow.people.meet(1), tip.code) is None
        uow.tips.write(tip.id, told("Mất hai xe"))
        assert uow.vault.identity(tip.id).phone == "+84900000123"

"""Whatever becomes of each message: in the end every tip is seen, and none twice without saying so."""

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import count
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from bot.domain.authority import Where
from bot.domain.bundles import MOST_LINES
from bot.domain.delivery import CARDS
from bot.domain.dialog import Submit
from bot.domain.outcome import Outcome, Result
from bot.domain.people import Role
from bot.domain.screen import Screen
from bot.domain.tip import Status, Urgency
from bot.services.acknowledge_tip import acknowledge_tip
from bot.services.claim_letters import Letter, claim_letters
from bot.services.retention.erasing import leave_cards
from bot.services.settle_letter import settle_letter
from bot.services.submit_tip import submit_tip
from storage.models import TipVersion
from storage.outbox import LEASE
from storage.reconcile import reconcile
from tests.storage.conftest import Store, told

GROUP, AN, FIRST_RESIDENT = -1001, 6_100_000_002, 6_200_000_000
DRAFTS, MESSAGES = count(1), count(1)  # every life is lived in the same ward
PHASES = (Phase.explicit, Phase.generate)  # a life is long: looking for a shorter one takes minutes
RESULTS = (Result.SENT, Result.WAIT, Result.NOT_LEFT, Result.UNKNOWN, Result.REJECTED)

_outcomes = st.tuples(st.sampled_from(RESULTS), st.booleans())
_comes = st.tuples(st.just("comes"), st.integers(1, 12), st.integers(0, 3), st.sampled_from([*Urgency]))
_goes = st.tuples(st.just("goes"), st.integers(1, 6), _outcomes)
_taken = st.tuples(st.just("taken"), st.integers(0, 100))
_dies = st.tuples(st.just("dies"), st.booleans())
_steps = st.lists(st.one_of(_comes, _goes, _taken, _dies), min_size=4, max_size=20)


class Seen(NamedTuple):
    """How a tip was shown: as a line or as a card, saying "(gửi lại)" or not, and whether nobody had taken it yet."""

    line: bool
    labelled: bool
    new: bool


@dataclass
class Life:
    """A ward and what its group was shown of each tip."""

    ward: Store
    tips: list[int] = field(default_factory=list)
    messages: dict[int, Screen] = field(default_factory=dict)
    shown: dict[int, list[Seen]] = field(default_factory=lambda: defaultdict(list))

    def comes(self, many: int, sender: int, urgency: Urgency) -> None:
        with self.ward.unit() as uow:
            account = uow.people.meet(FIRST_RESIDENT + sender)
            for _ in range(many):
                sent = submit_tip(uow, account, Submit(f"d{next(DRAFTS)}", told(urgency=urgency)), uow.now)
                self.tips.append(sent.id)

    def goes(self, many: int, ends: tuple[Result, bool]) -> None:
        """Some letters are sent and end so; what is unknown has arrived or not, and nothing is refused twice."""
        wished, arrived = ends
        for _ in range(many):
            with self.ward.unit() as uow:
                letters = claim_letters(uow, 10, ())
            for letter in letters:
                result = Result.SENT if wished is Result.REJECTED and letter.plain else wished
                there = result is Result.SENT or (result is Result.UNKNOWN and arrived)
                message_id = self._arrives(letter) if there else None
                with self.ward.unit() as uow:
                    settle_letter(uow, letter, Outcome(result, seconds=2, message_id=message_id))

    def taken(self, which: int) -> None:
        if self.tips:
            with self.ward.unit() as uow:
                officer, tip_id = uow.people.member(uow.people.meet(AN)), self.tips[which % len(self.tips)]
                if uow.tips.status(tip_id) is Status.NEW:
                    acknowledge_tip(uow, tip_id, officer, Where.GROUP)

    def dies(self, arrived: bool) -> None:
        """Whoever was sending dies on the way."""
        with self.ward.unit() as uow:
            letters = claim_letters(uow, 10, ())
        for letter in letters:
            if arrived:
                self._arrives(letter)
        self.ward.passes(seconds=LEASE.total_seconds())

    def settles(self) -> None:
        """Everything that can go out does."""
        for _ in range(400):
            self.ward.passes(seconds=61)
            with self.ward.unit() as uow:
                left = uow.outbox.oldest_waiting() is not None
            if not left:
                return
            self.goes(3, (Result.SENT, True))
        raise AssertionError("it never ends")

    def _arrives(self, letter: Letter) -> int:
        if letter.edit is not None and letter.screen is not None:
            self.messages[letter.edit] = letter.screen
            return letter.edit
        message_id = next(MESSAGES)
        self.messages[message_id] = letter.screen or Screen(())
        if letter.row.kind in CARDS:
            rows = dict.fromkeys(each.row.tip_id for each in (letter, *letter.together))
            for tip_id in rows:
                assert tip_id is not None
                self.shown[tip_id].append(self._seen(letter, tip_id))
        return message_id

    def _seen(self, letter: Letter, tip_id: int) -> Seen:
        assert letter.screen is not None
        with self.ward.unit() as uow:
            code, new = uow.tips.code(tip_id), uow.tips.status(tip_id) is Status.NEW
        its_lines = [line.key for line in letter.screen.body if code in str(line)]
        labelled = "bundle-resent" in its_lines if letter.line else letter.screen.body[0].key == "resent"
        return Seen(letter.line, labelled, new)


@pytest.fixture
def ward(store: Store) -> Store:
    with store.unit() as uow:
        uow.ward.link_group(GROUP)
        uow.people.enrol(uow.people.meet(AN), "An", Role.OFFICER)
    return store


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], phases=PHASES)
@given(steps=_steps)
def test_every_tip_is_seen_in_the_end_and_never_twice_without_a_word(ward: Store, steps: list[tuple]) -> None:  # type: ignore[type-arg]
    life = Life(ward)
    for name, *how in steps:
        getattr(life, name)(*how)
        ward.passes(seconds=1)
    life.settles()
    with ward.unit() as uow:
        for tip_id in life.tips:
            _seen_properly(life.shown[tip_id])
            copies = uow.postings.of_tip(tip_id)
            assert copies, "the books know where it stands"
            revision = uow.tips.view(tip_id).revision
            assert all(copy.drawn_revision >= revision for copy in copies), "and it shows the present state"
        assert not uow.watch.cardless(1)
        found = reconcile(uow.session, uow.keyring, uow.settings.evidence_dir)
        assert not found["tips-without-card"] + found["cards-not-posted"]
    assert all(len(_codes(screen)) <= MOST_LINES for screen in life.messages.values())


def _seen_properly(seen: list[Seen]) -> None:
    """Seen once; again only labelled, or as the card of its own that a tip has once it is taken."""
    unlabelled = [copy for copy in seen if not copy.labelled]
    assert seen, "it is seen"
    assert sum(copy.line for copy in unlabelled) <= 1, "one line"
    assert sum(not copy.line for copy in unlabelled) <= 1, "one card"
    assert not any(copy.new for copy in unlabelled[1:]), "and not both while nobody has taken it"


def _codes(screen: Screen) -> list[str]:
    return [line for line in map(str, screen.body) if "bundle-line" in line]


def _seven(ward: Store) -> list[int]:
    life = Life(ward)
    for sender in range(7):
        life.comes(1, sender, Urgency.NORMAL)
    return life.tips


def _claimed(ward: Store) -> Letter:
    with ward.unit() as uow:
        return next(letter for letter in claim_letters(uow, 10, ()) if letter.row.route.is_group)


def test_a_tip_whose_words_cannot_be_read_has_its_line_all_the_same(ward: Store) -> None:
    """One spoiled row must not keep the others from being seen, nor be hidden by them."""
    tips = _seven(ward)
    with ward.unit() as uow:
        uow.session.execute(update(TipVersion).where(TipVersion.tip_id == tips[3]).values(content=b"spoiled"))
    letter = _claimed(ward)
    assert letter.screen is not None
    assert len(_codes(letter.screen)) == 7
    assert {letter.row.tip_id, *(each.row.tip_id for each in letter.together)} == set(tips)


def test_what_is_erased_leaves_the_list_and_the_others_stay(ward: Store) -> None:
    tips = _seven(ward)
    letter = _claimed(ward)
    with ward.unit() as uow:
        settle_letter(uow, letter, Outcome(Result.SENT, message_id=50))
        code = uow.tips.code(tips[0])
        leave_cards(uow, tips[0])
        uow.eraser.erase(tips[0])
    again = _claimed(ward)
    assert again.edit == 50
    assert again.screen is not None
    assert len(_codes(again.screen)) == 6
    assert code not in str(again.screen)
    with ward.unit() as uow:
        settle_letter(uow, again, Outcome(Result.SENT))
        assert [posting.tip_id for posting in uow.postings.at(GROUP, 50)] == tips[1:]

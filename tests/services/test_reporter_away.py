"""A reporter was asked and cannot be asked again: whoever waits for the answer hears it at once, and once."""

from datetime import timedelta

from sqlalchemy import update

from bot.domain.inquiry import Words
from bot.domain.ladders import Lack
from bot.domain.people import Role
from bot.domain.tip import Status, Urgency
from bot.services.claim_letters import claim_letters
from bot.services.ladders import begin_ladder
from bot.services.remind import remind
from storage.models import Tip
from tests.storage.conftest import Store

REPORTER, OFFICER = 6_100_000_001, 6_100_000_011


def test_who_asked_hears_that_nobody_can_be_asked_again(store: Store) -> None:
    tip_id = store.tip()
    with store.unit() as uow:
        officer = uow.people.enrol(uow.people.meet(OFFICER), "An", Role.OFFICER)
        uow.session.execute(update(Tip).values(status=Status.VERIFYING, owner_id=officer.id))
        uow.questions.add(tip_id, officer.id, Words(own="Xe màu gì?"))
        begin_ladder(uow, tip_id, Lack.ANSWER, Urgency.NORMAL, uow.now, timedelta(hours=1))
        uow.people.set_reachable(uow.keyring.blind(REPORTER), False)
    for hours, heard in ((1, [OFFICER]), (30, [])):
        store.passes(hours=hours)
        with store.unit() as uow:
            remind(uow)
        with store.unit() as uow:
            letters = claim_letters(uow, 9, ())
            assert [letter.chat_id for letter in letters] == heard
            for letter in letters:
                uow.outbox.sent(letter.row.id, 1)

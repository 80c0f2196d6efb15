"""Who drew which paper of a tip, and when: the journal knows, and whoever reads the tip sees it."""

from bot.domain.screen import Phrase, phrase
from bot.domain.screens.times import clock_time
from bot.services.cards import name_of
from storage.unit_of_work import UnitOfWork

DRAWN = "paper drawn"
MOST_SHOWN = 3


def drawn_papers(uow: UnitOfWork, tip_id: int) -> tuple[Phrase, ...]:
    """The latest times that papers were drawn; one line for all that were drawn together."""
    together = dict.fromkeys((line.at, line.person_id) for line in uow.journal.of_tip(tip_id, (DRAWN,)))
    return tuple(
        phrase("read-papers-drawn", at=clock_time(at, uow.settings.timezone), officer=name_of(uow, person_id))
        for at, person_id in list(together)[-MOST_SHOWN:]
    )

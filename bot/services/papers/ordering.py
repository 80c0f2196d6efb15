"""An officer asks for the papers of a tip: drafts, in private, each noted with who drew it and when."""

from bot.domain.authority import Deed, Where, require
from bot.domain.delivery import Kind
from bot.domain.papers import PaperKind
from bot.domain.people import Member
from bot.domain.screen import Alert, phrase
from bot.services.papers.drawn import DRAWN
from bot.services.read_tip import CannotReachYou
from storage.outbox import Payload, to_account_files
from storage.unit_of_work import UnitOfWork


def draw_papers(uow: UnitOfWork, tip_id: int, member: Member | None, where: Where) -> Alert:
    """Queue every paper of a tip for whoever asks. Raises NotOnTheList…, CannotReachYou."""
    tip = uow.tips.view(tip_id)
    officer = require(member, Deed.PAPERS, where, tip.status)
    if uow.people.chat_of(officer.account_key) is None:
        raise CannotReachYou
    for kind in PaperKind:
        uow.outbox.add(to_account_files(officer.account_key), Kind.PAPER, Payload(paper=kind), tip_id=tip_id)
        uow.journal.note(DRAWN, tip_id=tip_id, person_id=officer.id, detail=f"{kind}, version {tip.version}")
    return Alert(phrase("papers-on-the-way", code=tip.code))

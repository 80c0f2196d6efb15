"""Who saw what of a tip, and when: noted in the journal for each file, shown to the commander."""

from collections.abc import Iterable, Sequence

from bot.domain.authority import Deed, Where, require
from bot.domain.delivery import Kind
from bot.domain.people import Member
from bot.domain.screen import Alert, phrase
from bot.domain.screens.viewers import FileViews, Look, viewers
from bot.services.cards import name_of
from bot.services.speak import tell
from storage.chain import Line
from storage.outbox import Outgoing
from storage.unit_of_work import UnitOfWork

SHOWN, PERHAPS = "file shown", "file perhaps shown"
READ = "read"
IDENTITY = ("contact shown", "reveal shown")


def note_shown(uow: UnitOfWork, row: Outgoing, *, surely: bool) -> None:
    """A file reached an officer; not ``surely`` when nobody knows whether it arrived. Other messages are no files."""
    account_key = row.route.account_key
    if row.kind is not Kind.EVIDENCE or account_key is None:
        return
    officer = uow.people.whoever(account_key)
    for evidence_id in row.payload.evidence:
        uow.journal.note(
            SHOWN if surely else PERHAPS,
            tip_id=row.tip_id,
            person_id=officer.id if officer else None,
            detail=_named(evidence_id),
        )


def show_viewers(uow: UnitOfWork, tip_id: int, member: Member | None, where: Where) -> Alert:
    """ "Ai đã xem": text, identity and each file. Raises NotOnTheList, NotYourRole, NotHere."""
    tip = uow.tips.view(tip_id)
    reader = require(member, Deed.VIEWERS, where, tip.status)
    lines = uow.journal.of_tip(tip_id, (SHOWN, PERHAPS, READ, *IDENTITY))
    files = [
        FileViews(file.id, file.kind, file.sha256, _looks(uow, _of_file(lines, file.id)))
        for file in uow.evidence.of_tip(tip_id)
    ]
    text = _looks(uow, [line for line in lines if line.deed == READ])
    identity = _looks(uow, [line for line in lines if line.deed in IDENTITY])
    tell(uow, reader.account_key, viewers(tip.code, text, identity, files, uow.settings.timezone))
    return Alert(phrase("duty-sent-in-private"))


def _of_file(lines: Iterable[Line], evidence_id: int) -> list[Line]:
    return [line for line in lines if line.deed in (SHOWN, PERHAPS) and line.detail == _named(evidence_id)]


def _looks(uow: UnitOfWork, lines: Sequence[Line]) -> list[Look]:
    return [Look(name_of(uow, line.person_id), line.at, line.deed != PERHAPS) for line in lines]


def _named(evidence_id: int) -> str:
    return f"evidence {evidence_id}"

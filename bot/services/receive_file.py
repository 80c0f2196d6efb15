"""A file came: it is noted as evidence at once, whatever the dialog makes of it."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.content import EvidenceKind, EvidenceRef
from bot.domain.dialog.adding import addition
from bot.domain.events import SentMedia
from bot.domain.screen import Screen, phrase
from bot.services.casework.desk import form_got_file
from bot.services.continue_talk import continue_talk
from bot.services.people.importing import list_came
from bot.services.speak import tell
from bot.services.take_answer import question_of_files, take_answer
from bot.services.update_tip import add_to_tip
from storage.evidence import LARGEST, Source
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """What a message says about its file. ``size`` is in bytes, when the channel knows it."""

    message_id: int
    kind: EvidenceKind
    source: Source
    size: int | None
    album: str | None
    caption: str


def receive_file(uow: UnitOfWork, account_key: str, file: ReceivedFile, received_at: datetime) -> None:
    """Note the file; a late picture of an album joins the tip of that album, any other goes to the dialog.

    A list that an admin was asked for is no evidence, and goes its own way.
    """
    if file.kind is EvidenceKind.FILE and list_came(uow, account_key, file.source, file.size):
        return
    evidence_id = uow.evidence.add(
        account_key, file.message_id, file.kind, file.source, size=file.size, album=file.album
    )
    if file.size is not None and file.size > LARGEST:
        tell(uow, account_key, Screen((phrase("evidence-too-big"),)))
    event = SentMedia(evidence_id, file.kind, file.caption, file.message_id, file.album, received_at)
    if form_got_file(uow, account_key, EvidenceRef(evidence_id, file.kind, file.message_id)):
        return
    tip_id = _tip_of_album(uow, account_key, file.album) if file.album else None
    if tip_id is not None and file.album is not None:
        _join(uow, account_key, tip_id, file.album, event)
    else:
        continue_talk(uow, account_key, event, received_at)


def _join(uow: UnitOfWork, account_key: str, tip_id: int, album: str, late: SentMedia) -> None:
    """To the account, or to the answer that the first pictures of the album were sent for."""
    question = question_of_files(uow, tip_id, uow.evidence.of_album(account_key, album))
    more = addition(late, question)
    assert more is not None, "a file can be added"
    if question is None:
        add_to_tip(uow, tip_id, more)
    else:
        take_answer(uow, account_key, tip_id, question, more)


def _tip_of_album(uow: UnitOfWork, account_key: str, album: str) -> int | None:
    """The tip that took the album's first pictures, unless its questions still go on: then the dialog takes them."""
    tip_id = uow.evidence.tip_of_album(account_key, album)
    draft = uow.talks.load(account_key).talk.draft
    still_asked = draft is not None and uow.tips.by_draft(draft.id) == tip_id
    return None if still_asked else tip_id

"""An edited message: the open draft follows it, or the sent tip gets a new version; the original stays."""

from datetime import datetime

from bot.domain.dialog import aside_of
from bot.domain.events import Rewrote
from bot.domain.screen import Screen, phrase
from bot.services.continue_talk import continue_talk
from bot.services.speak import tell
from bot.services.take_answer import answer_edited
from bot.services.update_tip import rewrite_message
from storage.unit_of_work import UnitOfWork


def message_rewritten(uow: UnitOfWork, account_key: str, edit: Rewrote, received_at: datetime) -> None:
    """Take an edit to where the message belongs."""
    talk = uow.talks.load(account_key).talk
    draft = talk.draft
    if not edit.text:
        return  # a live location that moves on, or a picture whose caption was taken away
    if aside_of(talk, edit.message_id) or (draft is not None and edit.message_id in draft.content.message_ids):
        continue_talk(uow, account_key, edit, received_at)
    elif (tip_id := rewrite_message(uow, account_key, edit)) is not None:
        answer_edited(uow, tip_id, edit.message_id)
        tell(uow, account_key, Screen((phrase("edit-noted", code=uow.for_tip(tip_id).tips.view(tip_id).code),)))
    else:
        continue_talk(uow, account_key, edit, received_at)

"""Somebody who once reported becomes a stranger again: nothing here remembers the account."""

from collections.abc import Collection
from dataclasses import replace

from pydantic import ValidationError
from sqlalchemy import delete, exists, select, update
from sqlalchemy.orm import Session

from bot.crypto import KeyNotHere, Keyring, SealBroken
from bot.domain.draft import SentTip, Talk
from storage.codec import open_value, seal_value
from storage.models import (
    INBOX,
    OUTBOX,
    TALK,
    Account,
    DataRequest,
    Enrolment,
    EvidenceFile,
    FormSheet,
    InboxState,
    OutboxState,
    Person,
    Upload,
    Vault,
)
from storage.outbox import lanes_of


def forget_stranger(session: Session, keyring: Keyring, account_key: str, tip_ids: Collection[int]) -> None:
    """The talk forgets these tips; an account with no tip, role or business left is removed with its talk."""
    if not _has_business(session, account_key):
        session.execute(delete(TALK).where(TALK.c.account_key == account_key))
        nobody = {"said": None, "note": None, "account_key": "x"}
        session.execute(update(DataRequest).where(DataRequest.account_key == account_key).values(**nobody))
        session.execute(delete(Account).where(Account.key == account_key))
        return
    _strip_talk(session, keyring, account_key, tip_ids)


def _has_business(session: Session, account_key: str) -> bool:
    reasons = (
        select(Vault.tip_id).where(Vault.account_key == account_key),
        select(Person.id).where(Person.account_key == account_key),
        select(Enrolment.id).where(Enrolment.account_key == account_key),
        select(Upload.account_key).where(Upload.account_key == account_key),
        select(FormSheet.account_key).where(FormSheet.account_key == account_key),
        select(EvidenceFile.id).where(EvidenceFile.account_key == account_key),
        select(DataRequest.id).where(DataRequest.account_key == account_key, DataRequest.answered_at.is_(None)),
        select(INBOX.c.id).where(INBOX.c.lane == account_key, INBOX.c.state.in_((InboxState.NEW, InboxState.PARKED))),
        select(INBOX.c.id).where(INBOX.c.lane == account_key, INBOX.c.payload.is_not(None)),
        select(OUTBOX.c.id).where(OUTBOX.c.lane.in_(lanes_of(account_key)), OUTBOX.c.state == OutboxState.WAITING),
        select(TALK.c.account_key).where(TALK.c.account_key == account_key, TALK.c.due_at.is_not(None)),
    )
    return any(session.scalar(select(exists(reason))) for reason in reasons)


def _strip_talk(session: Session, keyring: Keyring, account_key: str, tip_ids: Collection[int]) -> None:
    """A talk that goes on knows no more of these tips; one that nobody can read is begun anew."""
    sealed = session.scalar(select(TALK.c.state).where(TALK.c.account_key == account_key).with_for_update())
    if sealed is None:
        return
    place = f"talk/state/{account_key}"
    try:
        talk = _without(open_value(keyring.columns, place, Talk, sealed), tip_ids)
    except (SealBroken, KeyNotHere, ValidationError):
        talk = Talk()
    state = seal_value(keyring.columns, place, Talk, talk)
    session.execute(update(TALK).where(TALK.c.account_key == account_key).values(state=state))


def _without(talk: Talk, tip_ids: Collection[int]) -> Talk:
    def left(tip: SentTip | None) -> SentTip | None:
        return tip if tip is not None and tip.id not in tip_ids else None

    mine = talk.last_tip is not None and talk.last_tip.id in tip_ids
    draft = talk.draft and replace(talk.draft, may_belong_to=left(talk.draft.may_belong_to))
    return replace(
        talk,
        draft=draft if draft is None or draft.sent_at is None or not mine else None,
        adding_to=left(talk.adding_to),
        last_tip=left(talk.last_tip),
        sent_draft=None if mine else talk.sent_draft,
        asides=() if mine else talk.asides,
    )

"""The master key and the database: do they belong together, and what the database keeps under it.

At the first start the database notes the key's fingerprint and keeps, sealed with it, the secrets that must outlive it.
"""

import os
from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.crypto import KEY_BYTES, KeyNotHere, Keyring, MasterKey, SealBroken, Secrets, blind_index, seals
from storage.chain import is_sealed
from storage.dialect import insert_into
from storage.models import Account, JournalHead, KnownKey, Secret

PURPOSES = tuple(field.name for field in fields(Secrets))


class WrongKey(Exception):
    """The database was sealed with another master key, or also with another one that is not given."""


def open_keyring(session: Session, masters: Sequence[MasterKey], now: datetime) -> Keyring:
    """All keys, given the master keys (the present one first). Notes a key that is new. Raises WrongKey."""
    known, in_use = set(session.scalars(select(KnownKey.fingerprint))), keys_in_use(session)
    present = masters[0].fingerprint
    if not known:
        _begin(session, masters[0])
    elif present in known - in_use or not in_use <= {master.fingerprint for master in masters}:
        raise WrongKey
    if present not in known:
        note = insert_into(session, KnownKey).values(fingerprint=present, since=now)
        session.execute(note.on_conflict_do_nothing())
    return Keyring(tuple(masters), _secrets(session, masters))


def keys_in_use(session: Session) -> set[str]:
    """The fingerprints of the keys that something may be sealed with."""
    return set(session.scalars(select(KnownKey.fingerprint).where(KnownKey.retired_at.is_(None))))


def retire_all_but(session: Session, present: MasterKey, now: datetime) -> None:
    """Nothing is sealed with any other key any more."""
    others = update(KnownKey).where(KnownKey.fingerprint != present.fingerprint, KnownKey.retired_at.is_(None))
    session.execute(others.values(retired_at=now))


def _begin(session: Session, master: MasterKey) -> None:
    """The first start. What was there before the secrets were kept goes on with those derived from the key itself."""
    old = _is_old(session)
    if old and not _fits(session, master):
        raise WrongKey
    seal = seals([master], "secrets")
    for purpose in PURPOSES:
        secret = master.derive(purpose.replace("_", "-")) if old else os.urandom(KEY_BYTES)
        values = {"purpose": purpose, "sealed": seal.close(_place(purpose), secret)}
        session.execute(insert_into(session, Secret).values(values).on_conflict_do_nothing())


def _is_old(session: Session) -> bool:
    """Whether people or lines are known already by keys derived from the master key."""
    return any(session.scalar(select(column).limit(1)) for column in (Account.key, JournalHead.ward_id))


def _fits(session: Session, master: MasterKey) -> bool:
    """Whether this key sealed what is there."""
    newest = session.execute(
        select(Account.key, Account.chat).order_by(Account.first_seen_at.desc(), Account.key).limit(1)
    ).first()
    head = session.scalar(select(JournalHead).order_by(JournalHead.ward_id).limit(1))
    if newest is None:
        return head is None or is_sealed(master.derive("journal"), head.ward_id, head.lines, head.link, head.seal)
    try:
        chat = seals([master], "columns").open(f"account/chat/{newest.key}", newest.chat)
    except (SealBroken, KeyNotHere):
        return False
    return bool(blind_index(master.derive("blind-index"), chat) == newest.key)


def _secrets(session: Session, masters: Sequence[MasterKey]) -> Secrets:
    seal = seals(masters, "secrets")
    sealed = {row.purpose: row.sealed for row in session.scalars(select(Secret))}
    try:
        return Secrets(**{purpose: seal.open(_place(purpose), sealed[purpose]) for purpose in PURPOSES})
    except (KeyError, SealBroken, KeyNotHere):
        raise WrongKey from None


def _place(purpose: str) -> str:
    return f"secret/sealed/{purpose}"

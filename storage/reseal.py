"""Everything that is sealed with the master key, and how it comes under another one: a few rows at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import LargeBinary, and_, func, select, tuple_, type_coerce, update
from sqlalchemy.orm import Session

from bot.crypto import HEAD_BYTES, KeyNotHere, Keyring, SealBroken, Seals
from storage.models import Base

BATCH = 200


@dataclass(frozen=True, slots=True)
class SealedColumn:
    """A column of values sealed with a key derived from the master key; ``seal`` names that one of the keyring."""

    name: str
    seal: str
    place: str


# By table and column: which key, and for which place each row's value is sealed. A value the stores seal for another
# place than is written here cannot be brought under a new key: tests/storage/test_reseal.py seals one of each.
SEALED: Sequence[SealedColumn] = (
    SealedColumn("secret.sealed", "secrets_seal", "secret/sealed/{purpose}"),
    SealedColumn("account.chat", "columns", "account/chat/{key}"),
    SealedColumn("person.name", "columns", "person/name/{account_key}"),
    SealedColumn("enrolment.name", "columns", "enrolment/name/{account_key}"),
    SealedColumn("upload.source", "columns", "upload/source/{account_key}"),
    SealedColumn("upload.rows", "columns", "upload/rows/{account_key}"),
    SealedColumn("one_time_code.name", "columns", "one_time_code/name/{fingerprint}"),
    SealedColumn("vault.data_key", "wrapping", "vault/data_key/{tip_id}"),
    SealedColumn("evidence.key", "wrapping", "evidence/file/{id}"),
    SealedColumn("evidence.source", "columns", "evidence/source/{account_key}/{message_id}"),
    SealedColumn("talk.state", "columns", "talk/state/{account_key}"),
    SealedColumn("data_request.said", "columns", "data_request/said/{id}"),
    SealedColumn("data_request.note", "columns", "data_request/note/{id}"),
    SealedColumn("issued_report.figures", "columns", "issued_report/figures/{id}"),
    SealedColumn("issued_report.lines", "columns", "issued_report/lines/{id}"),
    SealedColumn("breach_question.reason", "columns", "breach_question/reason/{id}"),
    SealedColumn("form_sheet.state", "columns", "form_sheet/state/{account_key}"),
    SealedColumn("asked_search.said", "columns", "asked_search/said/{id}"),
    SealedColumn("inbox.payload", "columns", "inbox/payload/{bot_id}/{external_id}"),
    SealedColumn("outbox.payload", "columns", "outbox/payload/{lane}"),
)
# Bytes that no master key seals: with a tip's own key, which is wrapped in ``vault``; or not secret at all.
OTHER_BYTES: Mapping[str, str] = {
    "tip_version.content": "the tip's key",
    "vault.identity": "the tip's key",
    "case_step.detail": "the tip's key",
    "question.wording": "the tip's key",
    "identity_reveal.reason": "the tip's key",
    "journal.link": "a keyed hash",
    "journal_head.link": "a keyed hash",
    "journal_head.seal": "a keyed hash",
}


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one column is: where to go on (None: it is done), and how many values would not open."""

    after: tuple[Any, ...] | None
    done: int
    unreadable: int


def reseal_some(session: Session, keyring: Keyring, column: SealedColumn, after: tuple[Any, ...] | None) -> Progress:
    """Bring the next values that are not under the present key yet under it. Each is read and written in one go."""
    seal: Seals = getattr(keyring, column.seal)
    table_name, _, name = column.name.partition(".")
    table = Base.metadata.tables[table_name]
    value, key = table.c[name], tuple(table.primary_key.columns)
    old = func.substr(value, 1, HEAD_BYTES) != type_coerce(seal.head, LargeBinary)
    query = select(table).where(value.is_not(None), old).order_by(*key).limit(BATCH).with_for_update()
    rows = session.execute(query.where(tuple_(*key) > after) if after is not None else query).mappings().all()
    unreadable = 0
    for row in rows:
        try:
            anew = seal.anew(column.place.format_map(row), row[name])
        except (SealBroken, KeyNotHere):
            unreadable += 1
            continue
        this = and_(*(part == row[part.name] for part in key))
        session.execute(update(table).where(this).values({name: anew}))
    last = tuple(rows[-1][part.name] for part in key) if len(rows) == BATCH else None
    return Progress(last, len(rows) - unreadable, unreadable)

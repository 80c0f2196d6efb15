"""Does everything that belongs together exist: tips and cards, updates and what became of them, rows and files?

Each question is asked both ways, of the whole installation, and answered with the ids that have no counterpart.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import Session

from bot.crypto import KeyNotHere, Keyring, SealBroken
from bot.domain.delivery import CARDS, Kind
from storage.evidence import EvidenceFolder, Spoiled
from storage.models import INBOX, OUTBOX, EvidenceFile, InboxState, OutboxState, Posting, Tip, TipVersion, Vault
from storage.vault import VaultStore

_OUT_OF_REACH = (OutboxState.DEAD, OutboxState.QUARANTINED)
# Of what was erased nothing has a counterpart.
_THERE = Tip.erased_at.is_(None)
_CARD = exists().where(OUTBOX.c.tip_id == Tip.id, OUTBOX.c.kind.in_(CARDS))
_POSTED = exists().where(Posting.tip_id == Tip.id)
_UNSENT = exists().where(
    OUTBOX.c.tip_id == Tip.id, OUTBOX.c.kind.in_(CARDS), OUTBOX.c.state.in_((*_OUT_OF_REACH, OutboxState.SKIPPED))
)
_VERSIONS = select(func.count()).where(TipVersion.tip_id == Tip.id).scalar_subquery()
_RECEIPT = exists().where(OUTBOX.c.tip_id == Tip.id, OUTBOX.c.kind == Kind.RECEIPT)
_HAS_ACCOUNT = exists().where(Vault.tip_id == Tip.id, Vault.account_key.is_not(None))

# Ids of rows that lack their counterpart. A tip has a card row from its first transaction on, and a posting, a card
# that is still under way, or a settled one; what of that it lacks, somebody has to post by hand.
_QUERIES: Mapping[str, Select[int]] = {
    "tips-without-card": select(Tip.id).where(_THERE, ~_CARD, ~_POSTED),
    "cards-not-posted": select(Tip.id).where(_THERE, _UNSENT, ~_POSTED, Tip.posted_at.is_(None)),
    "tips-without-receipt": select(Tip.id).where(_HAS_ACCOUNT, ~_RECEIPT),
    "tips-without-version": select(Tip.id).where(_THERE, Tip.version != _VERSIONS),
    "updates-set-aside": select(INBOX.c.id).where(INBOX.c.state == InboxState.QUARANTINED),
    "letters-set-aside": select(OUTBOX.c.id).where(
        OUTBOX.c.state == OutboxState.QUARANTINED, OUTBOX.c.kind != Kind.EVIDENCE
    ),
    "files-given-up": select(EvidenceFile.id).where(EvidenceFile.state == "lost"),
    "files-without-key": select(EvidenceFile.id).where(
        EvidenceFile.state == "stored", or_(EvidenceFile.key.is_(None), EvidenceFile.sha256.is_(None))
    ),
}


def reconcile(session: Session, keyring: Keyring, folder: Path) -> dict[str, list[int]]:
    """Every question with the ids that have no counterpart; an empty list where all is well."""
    asked: dict[str, Callable[[], list[int]]] = {
        "tips-unreadable": lambda: _unreadable_tips(session, keyring),
        "files-missing": lambda: [n for n in _stored(session) if not (folder / f"{n}.sealed").exists()],
        "files-changed": lambda: _changed_files(session, keyring, folder),
        "files-of-no-row": lambda: sorted(_files_in(folder) - set(_stored(session))),
    }
    found = {name: list(session.scalars(query.order_by(query.selected_columns[0]))) for name, query in _QUERIES.items()}
    return found | {name: ask() for name, ask in asked.items()}


QUESTIONS = (*_QUERIES, "tips-unreadable", "files-missing", "files-changed", "files-of-no-row")


def _unreadable_tips(session: Session, keyring: Keyring) -> list[int]:
    """Tips whose key is there and does not open who reported them."""
    vault = VaultStore(session, keyring)
    return [
        tip_id for tip_id in session.scalars(select(Vault.tip_id).order_by(Vault.tip_id)) if not _opens(vault, tip_id)
    ]


def _opens(vault: VaultStore, tip_id: int) -> bool:
    try:
        vault.identity(tip_id)
    except (SealBroken, KeyNotHere):
        return False
    return True


def _stored(session: Session) -> list[int]:
    return list(
        session.scalars(select(EvidenceFile.id).where(EvidenceFile.state == "stored").order_by(EvidenceFile.id))
    )


def _files_in(folder: Path) -> set[int]:
    return {int(path.stem) for path in folder.glob("*.sealed") if path.stem.isdigit()}


def _changed_files(session: Session, keyring: Keyring, folder: Path) -> list[int]:
    """Files that are there and are not what was received."""
    opened, there = EvidenceFolder(folder, keyring), _files_in(folder)
    columns = EvidenceFile.id, EvidenceFile.key, EvidenceFile.sha256
    rows = session.execute(select(*columns).where(EvidenceFile.state == "stored").order_by(EvidenceFile.id)).all()
    known = ((number, key, sha256) for number, key, sha256 in rows if key and sha256 and number in there)
    return [number for number, key, sha256 in known if not _is_whole(opened, number, key, sha256)]


def _is_whole(folder: EvidenceFolder, number: int, key: bytes, sha256: str) -> bool:
    try:
        folder.read(number, key, sha256)
    except (Spoiled, KeyNotHere):
        return False
    return True

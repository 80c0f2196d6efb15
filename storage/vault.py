"""The vault: who reported a tip, and the key that opens the tip. Nothing else in the database says either."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.crypto import Keyring, Seal
from bot.domain.content import TipContent
from bot.domain.tip import IdentityMode
from storage.codec import open_value, seal_value
from storage.models import Vault


@dataclass(frozen=True, slots=True)
class Identity:
    """What identifies a reporter: the account, and what was told about whom to call."""

    account_key: str
    phone: str | None = None
    phone_words: str = ""
    guardian: str = ""


class VaultStore:
    """Keeps identities sealed with a data key of the tip's own, itself wrapped by the master key."""

    def __init__(self, session: Session, keyring: Keyring) -> None:
        self._session, self._keyring = session, keyring

    def create(self, tip_id: int, account_key: str, content: TipContent) -> None:
        """Put away who reported a tip, under a fresh key."""
        seal, wrapped = self._keyring.new_data_key(_key_place(tip_id))
        identity = _sealed(seal, tip_id, account_key, content)
        self._session.add(Vault(tip_id=tip_id, account_key=account_key, data_key=wrapped, identity=identity))
        self._session.flush()

    def update(self, tip_id: int, content: TipContent) -> None:
        """Keep what was given later; what was given before stays, unless it was taken back."""
        given = content.phone or content.phone_words or content.guardian
        if not given and content.identity is not IdentityMode.WITHHELD:
            return
        sealed = _sealed(self.key_of(tip_id), tip_id, self.account_of(tip_id), content)
        self._session.execute(update(Vault).where(Vault.tip_id == tip_id).values(identity=sealed))

    def identity(self, tip_id: int) -> Identity:
        """Who reported a tip. Raises SealBroken, and LookupError once the key is destroyed."""
        sealed = self._session.scalar(select(Vault.identity).where(Vault.tip_id == tip_id))
        if sealed is None:
            raise LookupError(tip_id)
        return open_value(self.key_of(tip_id), f"vault/identity/{tip_id}", Identity, sealed)

    def key_of(self, tip_id: int) -> Seal:
        """The tip's data key. Raises SealBroken, and LookupError once it is destroyed."""
        wrapped = self._session.scalar(select(Vault.data_key).where(Vault.tip_id == tip_id))
        if wrapped is None:
            raise LookupError(tip_id)
        return self._keyring.data_key(_key_place(tip_id), wrapped)

    def account_of(self, tip_id: int) -> str:
        """The account to answer to. Raises LookupError."""
        found = self._session.scalar(select(Vault.account_key).where(Vault.tip_id == tip_id))
        if found is None:
            raise LookupError(tip_id)
        return found

    def tips_of(self, account_key: str) -> Sequence[int]:
        """The ids of the tips one account sent."""
        return self._session.scalars(select(Vault.tip_id).where(Vault.account_key == account_key)).all()


def _sealed(seal: Seal, tip_id: int, account_key: str, content: TipContent) -> bytes:
    identity = Identity(account_key, content.phone, content.phone_words, content.guardian)
    return seal_value(seal, f"vault/identity/{tip_id}", Identity, identity)


def _key_place(tip_id: int) -> str:
    return f"vault/data_key/{tip_id}"

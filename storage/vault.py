"""The vault: who reported a tip, and the key that opens the tip. Nothing else in the database says either."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.crypto import Keyring, Seal, SealBroken
from bot.domain.content import IN_VAULT, TipContent
from bot.domain.tip import IdentityMode
from storage.codec import open_value, seal_value
from storage.models import Vault

_NUMBER = ("phone", "phone_words")


@dataclass(frozen=True, slots=True)
class Identity:
    """What identifies a reporter: the account, and what was told about whom to call (``IN_VAULT``).

    Who called or came in person has no account here.
    """

    account_key: str | None
    phone: str | None = None
    phone_words: str = ""
    guardian: str = ""
    informant: str = ""


class VaultStore:
    """Keeps identities sealed with a data key of the tip's own, itself wrapped by the master key."""

    def __init__(self, session: Session, keyring: Keyring) -> None:
        self._session, self._keyring = session, keyring

    def create(self, tip_id: int, account_key: str | None, content: TipContent) -> None:
        """Put away who reported a tip, under a fresh key."""
        seal, wrapped = self._keyring.new_data_key(_key_place(tip_id))
        identity = _sealed(seal, tip_id, _given(Identity(account_key), content))
        self._session.add(Vault(tip_id=tip_id, account_key=account_key, data_key=wrapped, identity=identity))
        self._session.flush()

    def update(self, tip_id: int, content: TipContent, taken_back: Collection[str] = ()) -> None:
        """Keep what ``content`` gives. What it does not give stays, but for the fields named in ``taken_back``.

        Who withholds the identity (TT 28/2020 Điều 5.1) takes the number back. Raises as ``identity``.
        """
        known = self.identity(tip_id)
        withheld = _NUMBER if content.identity is IdentityMode.WITHHELD else ()
        now = _given(_without(known, {*taken_back, *withheld}), content)
        if now != known:
            sealed = _sealed(self.key_of(tip_id), tip_id, now)
            self._session.execute(update(Vault).where(Vault.tip_id == tip_id).values(identity=sealed))

    def forget(self, tip_id: int) -> None:
        """Nobody can tell any more who reported the tip; its key and what it says stay, also if the key is lost."""
        try:
            nobody = _sealed(self.key_of(tip_id), tip_id, Identity(None))
        except SealBroken:
            nobody = b""
        self._session.execute(update(Vault).where(Vault.tip_id == tip_id).values(account_key=None, identity=nobody))

    def completed(self, tip_id: int, content: TipContent) -> TipContent:
        """What a version says, with whom to call beside it: to be compared and merged, never shown.

        Raises as ``identity``.
        """
        known = self.identity(tip_id)
        return replace(content, **{name: getattr(known, name) for name in IN_VAULT})

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

    def account_of(self, tip_id: int) -> str | None:
        """The account to answer to; None when its reporter has none here. Raises LookupError."""
        found = self._session.execute(select(Vault.account_key).where(Vault.tip_id == tip_id)).first()
        if found is None:
            raise LookupError(tip_id)
        account_key: str | None = found.account_key
        return account_key

    def tips_of(self, account_key: str) -> Sequence[int]:
        """The ids of the tips one account sent."""
        return self._session.scalars(select(Vault.tip_id).where(Vault.account_key == account_key)).all()


def _given(known: Identity, content: TipContent) -> Identity:
    return replace(known, **{name: given for name in IN_VAULT if (given := getattr(content, name))})


def _without(known: Identity, taken_back: Collection[str]) -> Identity:
    nothing = Identity(known.account_key)
    return replace(known, **{name: getattr(nothing, name) for name in IN_VAULT if name in taken_back})


def _sealed(seal: Seal, tip_id: int, identity: Identity) -> bytes:
    return seal_value(seal, f"vault/identity/{tip_id}", Identity, identity)


def _key_place(tip_id: int) -> str:
    return f"vault/data_key/{tip_id}"

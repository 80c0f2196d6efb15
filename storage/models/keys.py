"""Which master keys the database knows, and the secrets that outlive them."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base


class KnownKey(Base):
    """A master key by its fingerprint. Until it is ``retired_at``, something may still be sealed with it."""

    __tablename__ = "known_key"

    fingerprint: Mapped[str] = mapped_column(String(8), primary_key=True)
    since: Mapped[datetime]
    retired_at: Mapped[datetime | None]


class Secret(Base):
    """A secret of the installation, sealed with the master key; it stays the same when that key changes."""

    __tablename__ = "secret"

    purpose: Mapped[str] = mapped_column(String(16), primary_key=True)
    sealed: Mapped[bytes]

"""What tips can be found by, as keyed fingerprints; and searches that somebody pages through."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.search.terms import TermKind
from storage.models.base import Base, words


class TipToken(Base):
    """One thing a tip can be found by. It hangs on the tip's key: when that is destroyed, so is this.

    Rows lie in the order of the first key, newest tips last: a search reads them backwards and stops.
    """

    __tablename__ = "tip_token"
    __table_args__ = (Index("ix_tip_token_tip_id", "tip_id"), {"sqlite_with_rowid": False})

    token: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    tip_id: Mapped[int] = mapped_column(ForeignKey("vault.tip_id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[TermKind] = mapped_column(words(TermKind))


class AskedSearch(Base):
    """A search whose pages can still be turned; its words are sealed."""

    __tablename__ = "asked_search"

    id: Mapped[str] = mapped_column(String(8), primary_key=True)
    ward_id: Mapped[int] = mapped_column(ForeignKey("ward.id"), index=True)
    said: Mapped[bytes]
    asked_at: Mapped[datetime]

"""The journal and, kept apart from it, how far it reaches."""

from datetime import datetime
from typing import cast

from sqlalchemy import ForeignKey, Index, String, Table
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Id


class Journal(Base):
    """Who did what to which tip, when: numbered in each ward, each line linked to the one before it.

    Triggers refuse to change or delete a line. There are no foreign keys: a line must outlive what it tells of, and
    to check them would lock other rows while the head is locked.
    """

    __tablename__ = "journal"
    __table_args__ = (Index("ix_journal_tip_id", "tip_id"),)

    ward_id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    deed: Mapped[str] = mapped_column(String(32))
    person_id: Mapped[int | None] = mapped_column(Id)
    tip_id: Mapped[int | None] = mapped_column(Id)
    detail: Mapped[str] = mapped_column(String(120), default="")
    link: Mapped[bytes]


class JournalHead(Base):
    """The last line of a ward's journal, under a seal that cannot be made without the key."""

    __tablename__ = "journal_head"

    ward_id: Mapped[int] = mapped_column(ForeignKey("ward.id"), primary_key=True)
    lines: Mapped[int] = mapped_column(Id)
    link: Mapped[bytes]
    seal: Mapped[bytes]


JOURNAL = cast("Table", Journal.__table__)
JOURNAL_HEAD = cast("Table", JournalHead.__table__)

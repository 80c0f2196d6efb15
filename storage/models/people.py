"""How people come onto the list: who waits to be approved, who tries wrong codes, lists that are brought in."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.people import Unit
from storage.models.base import Base, Id, words


class Enrolment(Base):
    """Somebody who used an invitation: waits until it is approved or declined. The name is sealed."""

    __tablename__ = "enrolment"
    __table_args__ = (Index("ix_enrolment_account_key", "account_key"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    ward_id: Mapped[int] = mapped_column(ForeignKey("ward.id"))
    account_key: Mapped[str] = mapped_column(ForeignKey("account.key"))
    name: Mapped[bytes]
    roles: Mapped[str] = mapped_column(String(120))
    neighbourhood_id: Mapped[int | None] = mapped_column(ForeignKey("neighbourhood.id"))
    unit: Mapped[Unit | None] = mapped_column(words(Unit))
    made_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    replaces: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime]
    approved: Mapped[bool | None]
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class WrongCodes(Base):
    """How often an account gave a code that never was one, counted from ``since``; it need not be known otherwise."""

    __tablename__ = "wrong_codes"

    account_key: Mapped[str] = mapped_column(String(32), primary_key=True)
    wrong: Mapped[int]
    since: Mapped[datetime]


class Upload(Base):
    """A list that an admin is bringing in: the file that is waited for, then what was read in it, both sealed."""

    __tablename__ = "upload"

    account_key: Mapped[str] = mapped_column(ForeignKey("account.key"), primary_key=True)
    ward_id: Mapped[int] = mapped_column(ForeignKey("ward.id"))
    token: Mapped[str] = mapped_column(String(16))
    source: Mapped[bytes | None]
    rows: Mapped[bytes | None]
    tries: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime | None]
    updated_at: Mapped[datetime]

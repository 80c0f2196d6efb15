"""A ward, its neighbourhoods, and the people who work with tips."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.people import Unit
from storage.models.base import Base, Id, words


class Ward(Base):
    """One ward and the duty group linked to it. The group's address is not a secret; a reporter's would be.

    ``centre`` is latitude and longitude in degrees, written as in the settings; ``radius_m`` is in metres;
    ``shifts`` are the local times at which its shifts begin.
    The minutes are the ward's own policy for an acknowledgement; None: as in the settings.
    """

    __tablename__ = "ward"
    __table_args__ = (Index("ix_ward_group_chat_id", "group_chat_id", unique=True),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    code: Mapped[str] = mapped_column(String(4), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    phone: Mapped[str] = mapped_column(String(20))
    hours: Mapped[str] = mapped_column(String(60), default="")
    centre: Mapped[str] = mapped_column(String(40), default="")
    radius_m: Mapped[int] = mapped_column(default=3000)
    group_chat_id: Mapped[int | None] = mapped_column(BigInteger)
    group_linked_at: Mapped[datetime | None]
    group_lost_at: Mapped[datetime | None]
    digest_from: Mapped[datetime | None]
    shifts: Mapped[str] = mapped_column(String(40), default="07:00 19:00")
    ack_danger_minutes: Mapped[int | None]
    ack_normal_minutes: Mapped[int | None]
    escalate_minutes: Mapped[int | None]


class GroupChat(Base):
    """A group the bot is or was in, and what it may do there (Bot API, ChatMemberUpdated)."""

    __tablename__ = "group_chat"

    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    bot_status: Mapped[str] = mapped_column(String(16))
    rights: Mapped[str] = mapped_column(String(400), default="")
    seen_at: Mapped[datetime]


class Neighbourhood(Base):
    """A tổ dân phố; ``aliases`` are other names people use, one a line."""

    __tablename__ = "neighbourhood"
    __table_args__ = (UniqueConstraint("ward_id", "name"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    ward_id: Mapped[int] = mapped_column(ForeignKey("ward.id"))
    name: Mapped[str] = mapped_column(String(80))
    aliases: Mapped[str] = mapped_column(String(400), default="")


class Account(Base):
    """A private chat with the bot, known by its blind index; the address itself is sealed.

    ``ward_id`` is the ward this person talks to: their own if they have a role, else the one they have chosen.
    """

    __tablename__ = "account"

    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    chat: Mapped[bytes]
    ward_id: Mapped[int | None] = mapped_column(ForeignKey("ward.id"))
    first_seen_at: Mapped[datetime]
    unreachable_since: Mapped[datetime | None]


class Person(Base):
    """Somebody with a role, by account; the name is sealed because a group leader may also be a reporter.

    At ``expires_at`` the roles are suspended; ``warned_at`` is when the commanders were told that this is near.
    """

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    ward_id: Mapped[int] = mapped_column(ForeignKey("ward.id"))
    account_key: Mapped[str] = mapped_column(ForeignKey("account.key"), unique=True)
    name: Mapped[bytes]
    roles: Mapped[str] = mapped_column(String(120))
    neighbourhood_id: Mapped[int | None] = mapped_column(ForeignKey("neighbourhood.id"))
    unit: Mapped[Unit | None] = mapped_column(words(Unit))
    added_at: Mapped[datetime]
    suspended_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
    warned_at: Mapped[datetime | None]


class OneTimeCode(Base):
    """A code that may be used once, kept as a keyed fingerprint: first admin, group link, invitation.

    ``name`` is that of the person it was made for, if known, sealed; ``replaces`` is whose roles it hands over.
    """

    __tablename__ = "one_time_code"

    fingerprint: Mapped[str] = mapped_column(String(32), primary_key=True)
    ward_id: Mapped[int] = mapped_column(ForeignKey("ward.id"))
    purpose: Mapped[str] = mapped_column(String(16))
    role: Mapped[str | None] = mapped_column(String(24))
    neighbourhood_id: Mapped[int | None] = mapped_column(ForeignKey("neighbourhood.id"))
    unit: Mapped[Unit | None] = mapped_column(words(Unit))
    made_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    name: Mapped[bytes | None]
    replaces: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

"""What came in and what must go out: the two queues, and where each dialog stands."""

from datetime import datetime
from enum import StrEnum
from typing import cast

from sqlalchemy import BigInteger, ForeignKey, Index, String, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.balance import Became
from bot.domain.delivery import Kind
from storage.models.base import Base, Id, partial_index, words


class InboxState(StrEnum):
    """How far an incoming update has come."""

    NEW = "new"
    DONE = "done"
    QUARANTINED = "quarantined"
    PARKED = "parked"  # waits until its sender has chosen a ward


_NEW = "state = 'new'"
_WAITS = "state = 'waiting'"
_LATE, _DANGER = "next_try_at IS NOT NULL", f"{_NEW} AND danger"


class Inbox(Base):
    """One raw update, stored before Telegram is told that it may forget it.

    ``became`` and ``ward_id``: what came of it, and in which ward; empty until it is handled. ``danger``: its words
    suggest that somebody is in danger.
    """

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("bot_id", "external_id"),
        Index("ix_inbox_done_at", "done_at"),
        partial_index("ix_inbox_waiting", "id", only=_NEW),
        partial_index("ix_inbox_lanes", "lane", "id", only=_NEW),
        partial_index("ix_inbox_late", "lane", "next_try_at", only=_LATE),
        partial_index("ix_inbox_danger", "lane", "id", only=_DANGER),
        partial_index("ix_inbox_quarantined", "id", only="state = 'quarantined'"),
        partial_index("ix_inbox_erasable", "done_at", only="payload IS NOT NULL"),
        partial_index("ix_inbox_parked", "lane", only="state = 'parked'"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    bot_id: Mapped[int] = mapped_column(BigInteger)
    external_id: Mapped[int] = mapped_column(BigInteger)
    lane: Mapped[str] = mapped_column(String(32))
    payload: Mapped[bytes | None]
    received_at: Mapped[datetime]
    state: Mapped[InboxState] = mapped_column(words(InboxState), default=InboxState.NEW)
    tries: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(String(80))
    became: Mapped[Became | None] = mapped_column(words(Became))
    ward_id: Mapped[int | None]
    danger: Mapped[bool] = mapped_column(default=False)


class OutboxState(StrEnum):
    """How far an outgoing message has come."""

    WAITING = "waiting"
    SENT = "sent"
    SKIPPED = "skipped"  # no longer needed: superseded, too late, nothing to change
    DEAD = "dead"  # the person blocked the bot, or the route is gone
    QUARANTINED = "quarantined"  # Telegram refuses it, or nobody can tell whether it went out


class Outbox(Base):
    """One message that must go out. Everything the bot ever says is first a row here."""

    __tablename__ = "outbox"
    __table_args__ = (
        partial_index("ix_outbox_waiting", "priority", "id", only=_WAITS),
        Index("ix_outbox_tip_id", "tip_id"),
        partial_index("ix_outbox_lanes", "lane", "id", only=_WAITS),
        partial_index("ix_outbox_sent", "sent_at", only="sent_at IS NOT NULL"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    ward_id: Mapped[int] = mapped_column(ForeignKey("ward.id"))
    lane: Mapped[str] = mapped_column(String(48))
    kind: Mapped[Kind] = mapped_column(words(Kind))
    priority: Mapped[int]
    payload: Mapped[bytes | None]
    tip_id: Mapped[int | None] = mapped_column(ForeignKey("tip.id"))
    edits: Mapped[int | None] = mapped_column(ForeignKey("outbox.id"))
    posting_id: Mapped[int | None] = mapped_column(ForeignKey("posting.id"))
    once: Mapped[str | None] = mapped_column(String(64), unique=True)
    state: Mapped[OutboxState] = mapped_column(words(OutboxState), default=OutboxState.WAITING)
    due_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    lease_until: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    ambiguous: Mapped[int] = mapped_column(default=0)
    plain: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    message_id: Mapped[int | None] = mapped_column(BigInteger)
    error: Mapped[str | None] = mapped_column(String(80))


class Talk(Base):
    """Where the dialog with one person stands, and when the bot must speak up by itself."""

    __tablename__ = "talk"

    account_key: Mapped[str] = mapped_column(ForeignKey("account.key"), primary_key=True)
    ward_id: Mapped[int] = mapped_column(ForeignKey("ward.id"))
    state: Mapped[bytes]
    question_outbox_id: Mapped[int | None] = mapped_column(ForeignKey("outbox.id"))
    due_at: Mapped[datetime | None] = mapped_column(index=True)
    updated_at: Mapped[datetime]


# The hot tables are spoken to without the unit-of-work bookkeeping of mapped objects.
INBOX = cast("Table", Inbox.__table__)
OUTBOX = cast("Table", Outbox.__table__)
TALK = cast("Table", Talk.__table__)

"""A tip and all that hangs on it. No column here says who reported it: that is sealed in ``vault``."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.casework.feedback import Verdict
from bot.domain.casework.outcomes import Outcome, Serious, TipKind
from bot.domain.content import EvidenceKind
from bot.domain.ladders import Lack
from bot.domain.people import Unit
from bot.domain.tip import Category, Channel, IdentityMode, ReporterKind, Status, Urgency
from storage.models.base import Base, Id, partial_index, words

_ERASABLE = "closed_at IS NOT NULL AND erased_at IS NULL"
_JOINED = "duplicate_of IS NOT NULL"
_FIRST = "version = 1"


class Tip(Base):
    """What may be counted, searched and shown. ``revision`` grows with every change a card would show.

    A ``drill`` is no tip: nothing counts it. Before ``kept_until`` it is not erased; once ``erased_at``, only what is
    counted is left of it.
    """

    __tablename__ = "tip"
    __table_args__ = (
        Index("ix_tip_ward_id_received_at", "ward_id", "received_at"),
        Index("ix_tip_ward_id_status_id", "ward_id", "status", "id"),
        Index("ix_tip_drill", "received_at", sqlite_where=text("drill = 1"), postgresql_where=text("drill")),
        partial_index("ix_tip_closed", "closed_at", only=_ERASABLE),
        partial_index("ix_tip_duplicate_of", "duplicate_of", only=_JOINED),
        Index("ix_tip_ward_id_closed_at", "ward_id", "closed_at"),
        Index("ix_tip_ward_id_acknowledged_at", "ward_id", "acknowledged_at"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    ward_id: Mapped[int] = mapped_column(ForeignKey("ward.id"))
    code: Mapped[str] = mapped_column(String(16), unique=True)
    draft_id: Mapped[str] = mapped_column(String(16), unique=True)
    status: Mapped[Status] = mapped_column(words(Status), default=Status.NEW)
    urgency: Mapped[Urgency] = mapped_column(words(Urgency))
    category: Mapped[Category] = mapped_column(words(Category))
    neighbourhood_id: Mapped[int | None] = mapped_column(ForeignKey("neighbourhood.id"))
    identity_mode: Mapped[IdentityMode] = mapped_column(words(IdentityMode))
    reporter_kind: Mapped[ReporterKind] = mapped_column(words(ReporterKind))
    reporter_unit: Mapped[Unit | None] = mapped_column(words(Unit))
    confirmed: Mapped[bool]
    received_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
    seen_version: Mapped[int] = mapped_column(default=0)
    revision: Mapped[int] = mapped_column(default=1)
    reachable: Mapped[bool] = mapped_column(default=True)
    no_reply: Mapped[bool] = mapped_column(default=False)
    protection_asked_at: Mapped[datetime | None]
    posted_at: Mapped[datetime | None]
    acknowledged_at: Mapped[datetime | None]
    acknowledged_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    channel: Mapped[Channel] = mapped_column(words(Channel), default=Channel.CHAT)
    drill: Mapped[bool] = mapped_column(default=False)
    case_version: Mapped[int] = mapped_column(default=0)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[TipKind | None] = mapped_column(words(TipKind))
    case_category: Mapped[Category | None] = mapped_column(words(Category))
    serious: Mapped[Serious | None] = mapped_column(words(Serious))
    classified_at: Mapped[datetime | None]
    outcome: Mapped[Outcome | None] = mapped_column(words(Outcome))
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    duplicate_of: Mapped[int | None] = mapped_column(ForeignKey("tip.id"))
    verdict: Mapped[Verdict | None] = mapped_column(words(Verdict))
    verdict_at: Mapped[datetime | None]
    kept_until: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]


class TipVersion(Base):
    """What the tip said at one time, sealed with the tip's own key. Rows are only added, up to ``MANY_VERSIONS``."""

    __tablename__ = "tip_version"
    __table_args__ = (partial_index("ix_tip_version_made", "written_at", only=_FIRST),)

    tip_id: Mapped[int] = mapped_column(ForeignKey("tip.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    content: Mapped[bytes]
    written_at: Mapped[datetime]


class Vault(Base):
    """Who reported a tip, and the tip's data key, wrapped. Deleting the key makes both unreadable for good.

    ``account_key`` is empty for who called or came in person.
    """

    __tablename__ = "vault"

    tip_id: Mapped[int] = mapped_column(ForeignKey("tip.id"), primary_key=True)
    account_key: Mapped[str | None] = mapped_column(String(32), index=True)
    data_key: Mapped[bytes]
    identity: Mapped[bytes]


class EvidenceFile(Base):
    """A file somebody sent: wanted, stored under its hash, or known to be out of reach."""

    __tablename__ = "evidence"
    __table_args__ = (
        partial_index("ix_evidence_wanted", "next_try_at", only="state = 'wanted'"),
        UniqueConstraint("account_key", "message_id"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    ward_id: Mapped[int] = mapped_column(ForeignKey("ward.id"))
    account_key: Mapped[str] = mapped_column(String(32))
    message_id: Mapped[int] = mapped_column(BigInteger)
    album: Mapped[str | None] = mapped_column(String(32))
    tip_id: Mapped[int | None] = mapped_column(ForeignKey("tip.id"), index=True)
    kind: Mapped[EvidenceKind] = mapped_column(words(EvidenceKind))
    source: Mapped[bytes]
    size: Mapped[int | None] = mapped_column(BigInteger)
    state: Mapped[str] = mapped_column(String(16), default="wanted")
    sha256: Mapped[str | None] = mapped_column(String(64))
    key: Mapped[bytes | None]
    received_at: Mapped[datetime]
    stored_at: Mapped[datetime | None]
    next_try_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)


class Posting(Base):
    """A copy of a tip's card that stands in a chat, and which revision of the tip it shows.

    A ``line`` is one of several tips in one message; it says who took the tip on, and ``taken_by`` whom it names.
    """

    __tablename__ = "posting"
    __table_args__ = (UniqueConstraint("chat_id", "message_id", "tip_id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    tip_id: Mapped[int] = mapped_column(ForeignKey("tip.id"), index=True)
    chat_id: Mapped[int] = mapped_column(BigInteger)
    message_id: Mapped[int] = mapped_column(BigInteger)
    drawn_revision: Mapped[int]
    pointer: Mapped[bool] = mapped_column(default=False)
    posted_at: Mapped[datetime]
    line: Mapped[bool] = mapped_column(default=False)
    taken_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class Reminder(Base):
    """One ladder of one tip: what is lacking since when, which rung is next and when; after the last one no ``due_at``.

    The ladder is copied here when it begins. ``late_from`` is the moment from which lateness counts.
    """

    __tablename__ = "tip_reminder"
    __table_args__ = (
        UniqueConstraint("tip_id", "lack"),
        Index("ix_tip_reminder_late_from", "late_from"),
        partial_index("ix_tip_reminder_due", "due_at", only="stopped_at IS NULL"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    tip_id: Mapped[int] = mapped_column(ForeignKey("tip.id"))
    lack: Mapped[Lack] = mapped_column(words(Lack))
    ladder: Mapped[str] = mapped_column(String(400))
    begun_at: Mapped[datetime]
    late_from: Mapped[datetime]
    stage: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime | None]
    stopped_at: Mapped[datetime | None]


class Digest(Base):
    """A briefing that was made: one a ward and period."""

    __tablename__ = "digest"

    ward_id: Mapped[int] = mapped_column(ForeignKey("ward.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    period_end: Mapped[datetime] = mapped_column(primary_key=True)
    made_at: Mapped[datetime]

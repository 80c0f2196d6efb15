"""What people ask about the data that is kept of them."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.personal_data import Ground, RequestKind
from storage.models.base import Base, Id, partial_index, words

_OPEN = "answered_at IS NULL"


class DataRequest(Base):
    """One request about personal data; whoever answers it knows its number alone. Words are sealed.

    ``remind_at`` is when commanders hear of it next.
    """

    __tablename__ = "data_request"
    __table_args__ = (
        partial_index("ix_data_request_open", "account_key", "ward_id", "kind", unique=True, only=_OPEN),
        partial_index("ix_data_request_remind_at", "remind_at", only=_OPEN),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    ward_id: Mapped[int] = mapped_column(ForeignKey("ward.id"))
    account_key: Mapped[str] = mapped_column(String(32))
    kind: Mapped[RequestKind] = mapped_column(words(RequestKind))
    said: Mapped[bytes | None]
    asked_at: Mapped[datetime]
    remind_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    confirmed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    granted: Mapped[bool | None]
    ground: Mapped[Ground | None] = mapped_column(words(Ground))
    note: Mapped[bytes | None]

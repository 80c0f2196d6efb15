"""What the database knows of its restorations from a backup."""

from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from storage.models import Restoration


def last_restoration(session: Session) -> Restoration | None:
    """The newest one, if there was any."""
    return session.scalar(select(Restoration).order_by(Restoration.number.desc()).limit(1))


def count_restorations(session: Session) -> int:
    """How many there were."""
    return session.scalar(select(func.count()).select_from(Restoration)) or 0


def caught_up(session: Session, now: datetime) -> None:
    """All that was due when the last one happened has been done."""
    session.execute(update(Restoration).where(Restoration.caught_up_at.is_(None)).values(caught_up_at=now))

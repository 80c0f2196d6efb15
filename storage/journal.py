"""The journal: who did what to which tip, when. Rows are only ever added."""

from datetime import datetime

from sqlalchemy.orm import Session

from storage.models import Journal


class JournalStore:
    """Writes the journal."""

    def __init__(self, session: Session, ward_id: int, now: datetime) -> None:
        self._session, self._ward_id, self._now = session, ward_id, now

    def note(self, deed: str, *, tip_id: int | None = None, person_id: int | None = None, detail: str = "") -> None:
        """Add a line. ``detail`` holds states and ids, never people's words."""
        row = Journal(ward_id=self._ward_id, at=self._now, deed=deed, tip_id=tip_id, person_id=person_id, detail=detail)
        self._session.add(row)

"""Who tries codes that never were any: counted by account for an hour, so that nobody can go on guessing."""

from datetime import datetime, timedelta

from sqlalchemy import case, select
from sqlalchemy.orm import Session

from storage.dialect import insert_into
from storage.models import WrongCodes

MOST = 5
WINDOW = timedelta(hours=1)


class WrongCodeStore:
    """Counts wrong codes. ``key`` is an account's, or the fingerprint of whatever else tries."""

    def __init__(self, session: Session, now: datetime) -> None:
        self._session, self._now = session, now

    def slowed_until(self, key: str) -> datetime | None:
        """Until when (UTC) no code of this account is looked at; None when it may try."""
        found = self._session.execute(
            select(WrongCodes.wrong, WrongCodes.since).where(WrongCodes.account_key == key)
        ).first()
        if found is None or found.wrong < MOST or found.since + WINDOW <= self._now:
            return None
        until: datetime = found.since + WINDOW
        return until

    def note(self, key: str) -> None:
        """One more wrong code; the first one after an hour begins the count anew."""
        stale = WrongCodes.since <= self._now - WINDOW
        self._session.execute(
            insert_into(self._session, WrongCodes)
            .values(account_key=key, wrong=1, since=self._now)
            .on_conflict_do_update(
                index_elements=["account_key"],
                set_={
                    "wrong": case((stale, 1), else_=WrongCodes.wrong + 1),
                    "since": case((stale, self._now), else_=WrongCodes.since),
                },
            )
        )

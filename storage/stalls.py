"""Work that failed and rests for a while."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from storage.models import Stall


class StallStore:
    """Lets work rest and counts how often it failed. Of all wards: the name says whose it is."""

    def __init__(self, session: Session, now: datetime) -> None:
        self._session, self._now = session, now

    def resting(self) -> frozenset[str]:
        """The work whose turn has not come again."""
        return frozenset(self._session.scalars(select(Stall.name).where(Stall.until > self._now)))

    def tries(self, name: str) -> int:
        """How often it has failed."""
        return self._session.scalar(select(Stall.tries).where(Stall.name == name)) or 0

    def rest(self, name: str, tries: int, span: timedelta) -> None:
        """It failed ``tries`` times: not before ``span`` is over again."""
        self._session.merge(Stall(name=name, tries=tries, until=self._now + span))
        self._session.flush()

    def over(self, name: str) -> None:
        """It is done, or nobody tries it any more."""
        self._session.execute(delete(Stall).where(Stall.name == name).execution_options(synchronize_session=False))

"""Who of several processes on one PostgreSQL does what: one delivers, all share the lanes.

Times are those of the database: the clocks of two machines may differ, and a demo's clock is moved. An SQLite file has
one process (``storage/sole_writer.py``), which does everything.
"""

from dataclasses import dataclass

from sqlalchemy import TextClause, text
from sqlalchemy.orm import Session

# How long after its last word a process is taken for dead: others go on with what was its.
SECONDS = 10.0

# Looked at before it is taken: an INSERT that meets a row locks it, and waits for whoever has it locked.
_TAKE = text(
    "INSERT INTO lease (name, holder, until) "
    "SELECT CAST(:name AS varchar), CAST(:holder AS varchar), clock_timestamp() + make_interval(secs => :life) "
    "WHERE NOT EXISTS (SELECT 1 FROM lease WHERE name = :name AND holder <> :holder AND until > clock_timestamp()) "
    "ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until "
    "WHERE lease.holder = excluded.holder OR lease.until <= clock_timestamp() RETURNING name"
)
# Most of the time a look is enough: a write a second keeps it.
_HELD = text(
    "SELECT 1 FROM lease WHERE name = :name AND holder = :holder "
    "AND until > clock_timestamp() + make_interval(secs => :life * 0.8)"
)
_LOCKED = text(f"{_HELD.text} FOR UPDATE")
_LIVING = text("SELECT holder FROM lease WHERE name LIKE :work || ':%' AND until > clock_timestamp() ORDER BY holder")
_LEAVE = text("DELETE FROM lease WHERE holder = :holder AND name = :name")


@dataclass(frozen=True, slots=True)
class Share:
    """The part of a shared work that is one's own: the lanes whose number gives ``rest`` when divided by ``parts``."""

    rest: int = 0
    parts: int = 1


WHOLE = Share()


class LeaseStore:
    """Takes, keeps and gives up what this process, ``holder``, does."""

    def __init__(self, session: Session, holder: str) -> None:
        self._session = session
        self._alone = session.connection().dialect.name == "sqlite"
        self._who = {"holder": holder, "life": SECONDS}

    def hold(self, work: str) -> bool:
        """Whether this process does ``work`` now; nobody else does then, until the lease runs out or is left, and in
        no case before this transaction ends.
        """
        return self._alone or self._keep(work, _LOCKED)

    def _keep(self, name: str, look: TextClause) -> bool:
        said = {**self._who, "name": name}
        held = self._session.execute(look, said).first() or self._session.execute(_TAKE, said).first()
        return held is not None

    def share(self, work: str) -> Share:
        """This process's part of ``work``, among those that are alive."""
        if self._alone or not self._keep(self._seat(work), _HELD):
            return WHOLE
        living = [row.holder for row in self._session.execute(_LIVING, {"work": work})]
        return Share(living.index(self._who["holder"]), len(living)) if self._who["holder"] in living else WHOLE

    def leave(self, work: str) -> None:
        """Stop doing it, or one's part of it: the others need not wait until the lease has run out."""
        if not self._alone:
            for name in (work, self._seat(work)):
                self._session.execute(_LEAVE, {**self._who, "name": name})

    def _seat(self, work: str) -> str:
        return f"{work}:{self._who['holder']}"

"""What was erased must not stay behind in the write-ahead log of SQLite: that keeps old pages until it is emptied."""

from sqlalchemy import Connection
from sqlalchemy.orm import Session

# Also true of a fresh connection: whoever had the database before may have died before clearing the log.
TRACES = "tinbao_traces"


def leaves_traces(session: Session) -> None:
    """This transaction erases something."""
    session.connection().info[TRACES] = True


def clear_traces(connection: Connection) -> None:
    """After a commit: empty the log, unless somebody reads at this moment; then after one of the next commits."""
    if connection.dialect.name != "sqlite" or not connection.info.get(TRACES):
        return
    driver = connection.connection.driver_connection
    assert driver is not None, "it has just been used"
    # The bot must not stand still for a backup that is being written.
    (patience,) = driver.execute("PRAGMA busy_timeout").fetchone()
    driver.execute("PRAGMA busy_timeout=0")
    busy, *_ = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    driver.execute(f"PRAGMA busy_timeout={patience}")
    connection.info[TRACES] = bool(busy)

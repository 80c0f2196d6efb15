"""The one statement that the two databases spell in their own dialects."""

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, Session


def insert_into(where: Session | str, table: type[DeclarativeBase] | Table) -> sqlite.Insert:
    """An INSERT that may say ON CONFLICT; ``where`` is a session or a dialect's name. The same words on both."""
    dialect = where if isinstance(where, str) else where.get_bind().dialect.name
    if dialect == "postgresql":
        return postgresql.insert(table)  # type: ignore[return-value]
    return sqlite.insert(table)

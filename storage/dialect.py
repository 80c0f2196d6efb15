"""The one statement that the two databases spell in their own dialects."""

from typing import TypeAlias

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, Session

Insert: TypeAlias = sqlite.Insert


def insert_into(session: Session, table: type[DeclarativeBase] | Table) -> Insert:
    """An INSERT that may say ON CONFLICT, the same words on SQLite and PostgreSQL."""
    if session.get_bind().dialect.name == "postgresql":
        return postgresql.insert(table)  # type: ignore[return-value]
    return sqlite.insert(table)

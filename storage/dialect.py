"""What statements must say in a certain way, for the two databases' sake."""

from enum import StrEnum
from typing import Any

from sqlalchemy import CTE, ColumnClause, CompoundSelect, Select, Table, literal_column
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, Session


def insert_into(where: Session | str, table: type[DeclarativeBase] | Table) -> sqlite.Insert:
    """An INSERT that may say ON CONFLICT; ``where`` is a session or a dialect's name. The same words on both."""
    dialect = where if isinstance(where, str) else where.get_bind().dialect.name
    if dialect == "postgresql":
        return postgresql.insert(table)  # type: ignore[return-value]
    return sqlite.insert(table)


def found_first(query: Select[*tuple[Any, ...]] | CompoundSelect[*tuple[Any, ...]]) -> CTE:
    """Rows that a statement must find before all others, by their own index: SQLite, which knows nothing of how many
    there are, would go through all tips of the ward to see which of them have one."""
    return query.cte().prefix_with("MATERIALIZED")


def spelled(state: StrEnum) -> ColumnClause[Any]:
    """A state as a word of the statement, not a value given with it: only so does PostgreSQL know beforehand that a
    partial index will do; SQLite would prepare the statement anew each time to find out."""
    return literal_column(f"'{state.value}'")

"""Restorations from a backup, and why nothing is given a number that may be in somebody's hands already."""

from datetime import datetime
from typing import Any, cast

from sqlalchemy import Connection, Table, event, func, select
from sqlalchemy.orm import Mapped, Mapper, mapped_column

from storage.models.base import Base, Id


class Restoration(Base):
    """The database was restored from a backup made at ``made_at``; what came after that was lost.

    Ids go on from ``first_id``: buttons and papers that speak of something lost must not speak of something new.
    Until ``caught_up_at``, what was due is done with the doubt that it was done already.
    """

    __tablename__ = "restoration"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    made_at: Mapped[datetime]
    restored_at: Mapped[datetime]
    first_id: Mapped[int] = mapped_column(Id)
    caught_up_at: Mapped[datetime | None]


RESTORATION = cast("Table", Restoration.__table__)
_FIRST = select(func.max(RESTORATION.c.first_id))


@event.listens_for(Base, "before_insert", propagate=True)
def _go_on_from_first_id(mapper: Mapper[Any], connection: Connection, row: Any) -> None:
    """SQLite numbers on from the greatest id that is left; PostgreSQL's sequences were set forward."""
    key = mapper.primary_key[0]
    if connection.dialect.name != "sqlite" or key.name != "id" or row.id is not None:
        return
    first = connection.scalar(_FIRST)
    if first is not None:
        # Several new rows are numbered before the first of them is there.
        given = connection.info.setdefault("tinbao_ids", {})
        greatest = max(connection.scalar(select(func.max(key))) or 0, given.get(key.table, 0), first - 1)
        row.id = given[key.table] = greatest + 1

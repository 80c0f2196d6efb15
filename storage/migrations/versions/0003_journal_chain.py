"""The journal's lines are numbered in each ward and linked; those that are there already, too."""

from itertools import groupby
from typing import Any

import sqlalchemy as sa
from alembic import context, op

from storage.chain import BEGINNING, Line, link_of, seal_of
from storage.models.base import Moment

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
REFUSE = "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"  # SQLite
SHRINKS = "NEW.lines <= OLD.lines OR NEW.ward_id <> OLD.ward_id"


def upgrade() -> None:
    told = _lines("id")
    _unguard()
    op.drop_table("journal")
    op.create_table(
        "journal",
        sa.Column("ward_id", ID, autoincrement=False, nullable=False),
        sa.Column("number", ID, autoincrement=False, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("deed", sa.String(length=32), nullable=False),
        sa.Column("person_id", ID, nullable=True),
        sa.Column("tip_id", ID, nullable=True),
        sa.Column("detail", sa.String(length=120), nullable=False),
        sa.Column("link", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("ward_id", "number", name=op.f("pk_journal")),
    )
    op.create_index("ix_journal_tip_id", "journal", ["tip_id"], unique=False)
    op.create_table(
        "journal_head",
        sa.Column("ward_id", ID, nullable=False),
        sa.Column("lines", ID, nullable=False),
        sa.Column("link", sa.LargeBinary(), nullable=False),
        sa.Column("seal", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["ward_id"], ["ward.id"], name=op.f("fk_journal_head_ward_id")),
        sa.PrimaryKeyConstraint("ward_id", name=op.f("pk_journal_head")),
    )
    if told:
        _link(told, context.config.attributes["journal_key"]())
    _guard_lines()
    _guard_head()


def downgrade() -> None:
    told = _lines("number")
    _unguard()
    op.drop_table("journal_head")
    op.drop_table("journal")
    op.create_table(
        "journal",
        sa.Column("id", ID, nullable=False),
        sa.Column("ward_id", ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("deed", sa.String(length=32), nullable=False),
        sa.Column("person_id", ID, nullable=True),
        sa.Column("tip_id", ID, nullable=True),
        sa.Column("detail", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_journal_person_id")),
        sa.ForeignKeyConstraint(["tip_id"], ["tip.id"], name=op.f("fk_journal_tip_id")),
        sa.ForeignKeyConstraint(["ward_id"], ["ward.id"], name=op.f("fk_journal_ward_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal")),
    )
    op.create_index("ix_journal_tip_id", "journal", ["tip_id"], unique=False)
    if told:
        op.bulk_insert(_journal(), told)
    _guard_lines()


def _journal(*columns: str) -> sa.TableClause:
    numbers = (sa.column(name, ID) for name in ("ward_id", "person_id", "tip_id", *columns))
    words = (sa.column(name, sa.String()) for name in ("deed", "detail"))
    return sa.table("journal", sa.column("at", Moment()), *numbers, *words)


def _lines(order: str) -> list[dict[str, Any]]:
    table = _journal(order)
    rows = op.get_bind().execute(sa.select(table).order_by(table.c.ward_id, table.c[order]))
    return [{name: value for name, value in row.items() if name != order} for row in rows.mappings()]


def _link(told: list[dict[str, Any]], key: bytes) -> None:
    rows, heads = [], []
    for ward_id, lines in groupby(told, lambda line: line["ward_id"]):
        count, link = 0, BEGINNING
        for said in lines:
            count, link = count + 1, link_of(key, link, count + 1, Line(**said))
            rows.append(said | {"number": count, "link": link})
        heads.append({"ward_id": ward_id, "lines": count, "link": link, "seal": seal_of(key, ward_id, count, link)})
    journal = _journal("number")
    journal.append_column(sa.column("link", sa.LargeBinary()))
    op.bulk_insert(journal, rows)
    op.bulk_insert(sa.table("journal_head", *map(sa.column, ("ward_id", "lines", "link", "seal"))), heads)


def _guard_lines() -> None:
    """The journal only grows: the database itself refuses to change or delete a line."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION journal_refuses() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'the journal is append-only'; END $$"
        )
        op.execute(
            "CREATE TRIGGER journal_is_append_only BEFORE UPDATE OR DELETE ON journal "
            "FOR EACH ROW EXECUTE FUNCTION journal_refuses()"
        )
        return
    for deed in ("UPDATE", "DELETE"):
        op.execute(f"CREATE TRIGGER journal_refuses_{deed.lower()} BEFORE {deed} ON journal {REFUSE}")


def _guard_head() -> None:
    """What the head counts only grows, too."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TRIGGER journal_is_not_emptied BEFORE TRUNCATE ON journal "
            "FOR EACH STATEMENT EXECUTE FUNCTION journal_refuses()"
        )
        op.execute(
            "CREATE TRIGGER journal_head_stays BEFORE DELETE ON journal_head "
            "FOR EACH ROW EXECUTE FUNCTION journal_refuses()"
        )
        op.execute(
            "CREATE TRIGGER journal_head_grows BEFORE UPDATE ON journal_head FOR EACH ROW "
            f"WHEN ({SHRINKS}) EXECUTE FUNCTION journal_refuses()"
        )
        return
    op.execute(f"CREATE TRIGGER journal_head_stays BEFORE DELETE ON journal_head {REFUSE}")
    op.execute(f"CREATE TRIGGER journal_head_grows BEFORE UPDATE ON journal_head WHEN {SHRINKS} {REFUSE}")


def _unguard() -> None:
    """Triggers go with their table; the function of PostgreSQL does not."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION journal_refuses CASCADE")

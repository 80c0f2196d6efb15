"""Issued reports, reports asked for in chat, and why limits were broken."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
WORD = sa.String(length=32)
WAITS = sa.text("done_at IS NULL")
OPEN = sa.text("answered_at IS NULL")


def _key(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [to], name=op.f(f"fk_{table}_{column}"))


def upgrade() -> None:
    op.create_table(
        "issued_report",
        sa.Column("id", ID, nullable=False),
        sa.Column("ward_id", ID, nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("period_start", MOMENT, nullable=False),
        sa.Column("period_end", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("figures", sa.LargeBinary(), nullable=True),
        sa.Column("lines", sa.LargeBinary(), nullable=True),
        sa.Column("issued_at", MOMENT, nullable=False),
        sa.Column("issued_by", ID, nullable=True),
        sa.Column("journal_lines", sa.BigInteger(), nullable=False),
        sa.Column("journal_mark", sa.String(length=32), nullable=False),
        sa.Column("sent_to", sa.Text(), nullable=False),
        _key("issued_report", "ward_id", "ward.id"),
        _key("issued_report", "issued_by", "person.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issued_report")),
        sa.UniqueConstraint(
            "ward_id",
            "kind",
            "period_start",
            "period_end",
            "version",
            name=op.f("uq_issued_report_ward_id_kind_period_start_period_end_version"),
        ),
    )
    op.create_table(
        "report_order",
        sa.Column("id", ID, nullable=False),
        sa.Column("ward_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("period_start", MOMENT, nullable=False),
        sa.Column("period_end", MOMENT, nullable=False),
        sa.Column("anew", sa.Boolean(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("progress_id", sa.BigInteger(), nullable=True),
        sa.Column("done_at", MOMENT, nullable=True),
        _key("report_order", "ward_id", "ward.id"),
        _key("report_order", "person_id", "person.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_order")),
    )
    op.create_index("ix_report_order_waiting", "report_order", ["id"], sqlite_where=WAITS, postgresql_where=WAITS)
    op.create_table(
        "breach_question",
        sa.Column("id", ID, nullable=False),
        sa.Column("ward_id", ID, nullable=False),
        sa.Column("tip_id", ID, nullable=False),
        sa.Column("clock", WORD, nullable=False),
        sa.Column("asked_by", ID, nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("remind_at", MOMENT, nullable=False),
        sa.Column("answered_by", ID, nullable=True),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        _key("breach_question", "ward_id", "ward.id"),
        _key("breach_question", "tip_id", "tip.id"),
        _key("breach_question", "asked_by", "person.id"),
        _key("breach_question", "answered_by", "person.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_breach_question")),
        sa.UniqueConstraint("tip_id", "clock", name=op.f("uq_breach_question_tip_id_clock")),
    )
    op.create_index(
        "ix_breach_question_remind_at", "breach_question", ["remind_at"], sqlite_where=OPEN, postgresql_where=OPEN
    )


def downgrade() -> None:
    op.drop_table("breach_question")
    op.drop_table("report_order")
    op.drop_table("issued_report")

"""Legal clocks of tips, and the ward's own days."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "tip_clock",
        sa.Column("id", ID, nullable=False),
        sa.Column("tip_id", ID, nullable=False),
        sa.Column("slot", sa.String(length=32), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("late_at", MOMENT, nullable=False),
        sa.Column("said_at", MOMENT, nullable=False),
        sa.Column("speak_at", MOMENT, nullable=True),
        sa.Column("idle_at", MOMENT, nullable=True),
        sa.Column("done_at", MOMENT, nullable=True),
        sa.Column("done_by", ID, nullable=True),
        sa.ForeignKeyConstraint(["tip_id"], ["tip.id"], name=op.f("fk_tip_clock_tip_id")),
        sa.ForeignKeyConstraint(["done_by"], ["person.id"], name=op.f("fk_tip_clock_done_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tip_clock")),
        sa.UniqueConstraint("tip_id", "slot", name=op.f("uq_tip_clock_tip_id_slot")),
    )
    op.create_index(
        "ix_tip_clock_speak",
        "tip_clock",
        ["speak_at"],
        sqlite_where=sa.text("speak_at IS NOT NULL"),
        postgresql_where=sa.text("speak_at IS NOT NULL"),
    )
    op.create_table(
        "calendar_day",
        sa.Column("ward_id", ID, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("working", sa.Boolean(), nullable=False),
        sa.Column("set_at", MOMENT, nullable=False),
        sa.Column("set_by", ID, nullable=True),
        sa.ForeignKeyConstraint(["ward_id"], ["ward.id"], name=op.f("fk_calendar_day_ward_id")),
        sa.ForeignKeyConstraint(["set_by"], ["person.id"], name=op.f("fk_calendar_day_set_by")),
        sa.PrimaryKeyConstraint("ward_id", "day", name=op.f("pk_calendar_day")),
    )


def downgrade() -> None:
    for table in ("calendar_day", "tip_clock"):
        op.drop_table(table)

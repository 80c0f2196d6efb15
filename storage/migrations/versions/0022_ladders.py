"""Several ladders a tip: not only for what nobody has acknowledged."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
RUNNING = sa.text("stopped_at IS NULL")
LACKS = ("acknowledgement", "owner", "movement", "confirmation", "answer", "word")


def upgrade() -> None:
    op.create_table(
        "tip_reminder",
        sa.Column("id", ID, nullable=False),
        sa.Column("tip_id", ID, nullable=False),
        sa.Column("lack", sa.Enum(*LACKS, native_enum=False, length=32), nullable=False),
        sa.Column("ladder", sa.String(length=400), nullable=False),
        sa.Column("begun_at", MOMENT, nullable=False),
        sa.Column("late_from", MOMENT, nullable=False),
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.Column("due_at", MOMENT, nullable=True),
        sa.Column("stopped_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["tip_id"], ["tip.id"], name=op.f("fk_tip_reminder_tip_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tip_reminder")),
        sa.UniqueConstraint("tip_id", "lack", name=op.f("uq_tip_reminder_tip_id_lack")),
    )
    _index("tip_reminder")
    op.execute(
        "INSERT INTO tip_reminder (tip_id, lack, ladder, begun_at, late_from, stage, due_at, stopped_at) "
        "SELECT r.tip_id, 'acknowledgement', r.ladder, t.received_at, r.acknowledge_by, r.stage, r.due_at, "
        "r.stopped_at FROM reminder r JOIN tip t ON t.id = r.tip_id"
    )
    op.drop_table("reminder")


def downgrade() -> None:
    op.create_table(
        "reminder",
        sa.Column("tip_id", ID, nullable=False),
        sa.Column("ladder", sa.String(length=400), nullable=False),
        sa.Column("acknowledge_by", MOMENT, nullable=False),
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("stopped_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["tip_id"], ["tip.id"], name=op.f("fk_reminder_tip_id")),
        sa.PrimaryKeyConstraint("tip_id", name=op.f("pk_reminder")),
    )
    _index("reminder")
    op.execute(
        "INSERT INTO reminder (tip_id, ladder, acknowledge_by, stage, due_at, stopped_at) "
        "SELECT tip_id, ladder, late_from, stage, due_at, stopped_at FROM tip_reminder "
        "WHERE lack = 'acknowledgement' AND due_at IS NOT NULL"
    )
    op.drop_table("tip_reminder")


def _index(table: str) -> None:
    with op.batch_alter_table(table, schema=None) as batch_op:
        batch_op.create_index(
            f"ix_{table}_due", ["due_at"], unique=False, sqlite_where=RUNNING, postgresql_where=RUNNING
        )

"""Tips that were closed long ago are erased, after a warning, unless somebody keeps them."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None
MOMENT = sa.DateTime(timezone=True)
ERASABLE, WAITS = sa.text("closed_at IS NOT NULL AND erased_at IS NULL"), sa.text("done_at IS NULL")


def upgrade() -> None:
    op.add_column("tip", sa.Column("kept_until", MOMENT, nullable=True))
    op.add_column("tip", sa.Column("erased_at", MOMENT, nullable=True))
    op.create_index("ix_tip_closed", "tip", ["closed_at"], sqlite_where=ERASABLE, postgresql_where=ERASABLE)
    op.create_table(
        "erasure",
        sa.Column("tip_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("what", sa.String(length=32), nullable=False),
        sa.Column("warned_at", MOMENT, nullable=False),
        sa.Column("done_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["tip_id"], ["tip.id"], name=op.f("fk_erasure_tip_id")),
        sa.PrimaryKeyConstraint("tip_id", "what", name=op.f("pk_erasure")),
    )
    op.create_index("ix_erasure_waiting", "erasure", ["warned_at"], sqlite_where=WAITS, postgresql_where=WAITS)


def downgrade() -> None:
    op.drop_table("erasure")
    op.drop_index("ix_tip_closed", "tip")
    op.drop_column("tip", "erased_at")
    op.drop_column("tip", "kept_until")

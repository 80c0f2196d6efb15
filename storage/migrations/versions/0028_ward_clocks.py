"""What a ward has set its legal clocks to, and since when; empty: as proposed again."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ward_clock",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ward_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("rule", sa.Text(), nullable=True),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["ward_id"], ["ward.id"], name=op.f("fk_ward_clock_ward_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ward_clock")),
    )
    op.create_index("ix_ward_clock_ward_id", "ward_clock", ["ward_id", "set_at"])


def downgrade() -> None:
    op.drop_table("ward_clock")

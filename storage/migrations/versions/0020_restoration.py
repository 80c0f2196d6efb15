"""The database knows when it was restored from a backup."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "restoration",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("restored_at", MOMENT, nullable=False),
        sa.Column("first_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("caught_up_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_restoration")),
    )


def downgrade() -> None:
    op.drop_table("restoration")

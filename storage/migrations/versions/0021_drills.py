"""The few drills among many tips are found at once."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_tip_drill",
        "tip",
        ["received_at"],
        sqlite_where=sa.text("drill = 1"),
        postgresql_where=sa.text("drill"),
    )


def downgrade() -> None:
    op.drop_index("ix_tip_drill", "tip")

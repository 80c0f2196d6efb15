"""Tips by state: few of many are open, and /tim looks for them."""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_tip_ward_id_status_id", "tip", ["ward_id", "status", "id"])


def downgrade() -> None:
    op.drop_index("ix_tip_ward_id_status_id", "tip")

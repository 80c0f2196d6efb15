"""What became of each update, for the daily balance."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("inbox", sa.Column("became", sa.String(length=32), nullable=True))
    op.add_column("inbox", sa.Column("ward_id", sa.Integer(), nullable=True))
    op.create_index("ix_inbox_done_at", "inbox", ["done_at"])


def downgrade() -> None:
    op.drop_index("ix_inbox_done_at", "inbox")
    op.drop_column("inbox", "ward_id")
    op.drop_column("inbox", "became")

"""Why a ward has set a day otherwise than the law's calendar."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("calendar_day") as table:
        table.add_column(sa.Column("reason", sa.String(length=200), nullable=False, server_default=""))
    with op.batch_alter_table("calendar_day") as table:
        table.alter_column("reason", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("calendar_day") as table:
        table.drop_column("reason")

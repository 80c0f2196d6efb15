"""Tips of units, and of people who called or came in person and so have no account here."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("tip", sa.Column("reporter_unit", sa.String(length=32), nullable=True))
    with op.batch_alter_table("vault") as vault:
        vault.alter_column("account_key", existing_type=sa.String(length=32), nullable=True)


def downgrade() -> None:
    # Nobody's account: an empty one. Their tips stay readable.
    op.execute("UPDATE vault SET account_key = '' WHERE account_key IS NULL")
    with op.batch_alter_table("vault") as vault:
        vault.alter_column("account_key", existing_type=sa.String(length=32), nullable=False)
    op.drop_column("tip", "reporter_unit")

"""How long a ward waits for an acknowledgement; empty: as the settings say."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

NAMES = ("ack_danger_minutes", "ack_normal_minutes", "escalate_minutes")


def upgrade() -> None:
    for name in NAMES:
        op.add_column("ward", sa.Column(name, sa.Integer(), nullable=True))


def downgrade() -> None:
    for name in reversed(NAMES):
        op.drop_column("ward", name)

"""Lanes take turns, found by indexes; what suggests danger is marked."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None
INDEXES = (
    ("ix_inbox_lanes", "inbox", ["lane", "id"], "state = 'new'"),
    ("ix_inbox_late", "inbox", ["lane", "next_try_at"], "next_try_at IS NOT NULL"),
    ("ix_inbox_danger", "inbox", ["lane", "id"], "state = 'new' AND danger"),
    ("ix_outbox_lanes", "outbox", ["lane", "id"], "state = 'waiting'"),
)


def upgrade() -> None:
    op.add_column("inbox", sa.Column("danger", sa.Boolean(), nullable=False, server_default=sa.false()))
    for name, table, columns, those in INDEXES:
        op.create_index(name, table, columns, sqlite_where=sa.text(those), postgresql_where=sa.text(those))


def downgrade() -> None:
    for name, table, _, _ in INDEXES:
        op.drop_index(name, table)
    op.drop_column("inbox", "danger")

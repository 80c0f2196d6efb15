"""What is asked every minute, every morning and every month is found by an index, however many old tips there are."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None
WHOLE = {
    "ix_tip_ward_id_closed_at": ("tip", ["ward_id", "closed_at"]),
    "ix_tip_ward_id_acknowledged_at": ("tip", ["ward_id", "acknowledged_at"]),
}
PARTIAL = {
    "ix_tip_duplicate_of": ("tip", ["duplicate_of"], "duplicate_of IS NOT NULL"),
    "ix_tip_version_made": ("tip_version", ["written_at"], "version = 1"),
    "ix_inbox_quarantined": ("inbox", ["id"], "state = 'quarantined'"),
    "ix_outbox_sent": ("outbox", ["sent_at"], "sent_at IS NOT NULL"),
}


def upgrade() -> None:
    op.drop_index("ix_tip_duplicate_of", "tip")
    for name, (table, columns) in WHOLE.items():
        op.create_index(name, table, columns)
    for name, (table, columns, condition) in PARTIAL.items():
        where = sa.text(condition)
        op.create_index(name, table, columns, sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    for name, (table, *_) in (WHOLE | PARTIAL).items():
        op.drop_index(name, table)
    op.create_index("ix_tip_duplicate_of", "tip", ["duplicate_of"])

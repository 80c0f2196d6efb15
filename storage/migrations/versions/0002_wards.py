"""Several wards in one installation: what is known of each, and which one an account has chosen."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("ward", sa.Column("hours", sa.String(length=60), nullable=False, server_default=""))
    op.add_column("ward", sa.Column("centre", sa.String(length=40), nullable=False, server_default=""))
    op.add_column("ward", sa.Column("radius_m", sa.Integer(), nullable=False, server_default="3000"))
    op.create_index("ix_ward_group_chat_id", "ward", ["group_chat_id"], unique=True)
    # In words of our own: to add a reference, alembic would make the table anew, and others refer to it.
    kind = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    op.execute(f"ALTER TABLE account ADD COLUMN ward_id {kind} CONSTRAINT fk_account_ward_id REFERENCES ward (id)")
    op.execute(
        "UPDATE account SET ward_id = coalesce("
        "(SELECT ward_id FROM person WHERE account_key = account.key), (SELECT min(id) FROM ward))"
    )
    op.create_index(
        "ix_inbox_parked",
        "inbox",
        ["lane"],
        sqlite_where=sa.text("state = 'parked'"),
        postgresql_where=sa.text("state = 'parked'"),
    )


def downgrade() -> None:
    op.execute("UPDATE inbox SET state = 'new', next_try_at = NULL WHERE state = 'parked'")
    op.drop_index("ix_inbox_parked", table_name="inbox")
    op.drop_column("account", "ward_id")
    op.drop_index("ix_ward_group_chat_id", table_name="ward")
    for name in ("radius_m", "centre", "hours"):
        op.drop_column("ward", name)

"""Search: what tips can be found by, as keyed fingerprints, and searches whose pages may be turned."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "tip_token",
        sa.Column("token", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("tip_id", ID, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["tip_id"], ["vault.tip_id"], name=op.f("fk_tip_token_tip_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("token", "tip_id", name=op.f("pk_tip_token")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_tip_token_tip_id", "tip_token", ["tip_id"])
    op.create_table(
        "asked_search",
        sa.Column("id", sa.String(length=8), nullable=False),
        sa.Column("ward_id", ID, nullable=False),
        sa.Column("said", sa.LargeBinary(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["ward_id"], ["ward.id"], name=op.f("fk_asked_search_ward_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asked_search")),
    )
    op.create_index(op.f("ix_asked_search_ward_id"), "asked_search", ["ward_id"])


def downgrade() -> None:
    op.drop_table("asked_search")
    op.drop_table("tip_token")

"""Lists that admins bring in as files."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
KEY = sa.String(length=32)


def upgrade() -> None:
    op.create_table(
        "upload",
        sa.Column("account_key", KEY, nullable=False),
        sa.Column("ward_id", ID, nullable=False),
        sa.Column("token", sa.String(length=16), nullable=False),
        sa.Column("source", sa.LargeBinary(), nullable=True),
        sa.Column("rows", sa.LargeBinary(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_try_at", MOMENT, nullable=True),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["account_key"], ["account.key"], name=op.f("fk_upload_account_key")),
        sa.ForeignKeyConstraint(["ward_id"], ["ward.id"], name=op.f("fk_upload_ward_id")),
        sa.PrimaryKeyConstraint("account_key", name=op.f("pk_upload")),
    )


def downgrade() -> None:
    op.drop_table("upload")

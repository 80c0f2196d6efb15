"""Requests to know who reported a tip."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
WORD = sa.String(length=32)
RUNNING = sa.text("state IN ('asked', 'approved', 'shown')")


def upgrade() -> None:
    op.create_table(
        "identity_reveal",
        sa.Column("id", ID, nullable=False),
        sa.Column("ward_id", ID, nullable=False),
        sa.Column("tip_id", ID, nullable=False),
        sa.Column("asked_by", ID, nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("decided_by", ID, nullable=True),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("message_row", ID, nullable=True),
        sa.Column("shown_at", MOMENT, nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["ward_id"], ["ward.id"], name=op.f("fk_identity_reveal_ward_id")),
        sa.ForeignKeyConstraint(["tip_id"], ["tip.id"], name=op.f("fk_identity_reveal_tip_id")),
        sa.ForeignKeyConstraint(["asked_by"], ["person.id"], name=op.f("fk_identity_reveal_asked_by")),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name=op.f("fk_identity_reveal_decided_by")),
        sa.ForeignKeyConstraint(["message_row"], ["outbox.id"], name=op.f("fk_identity_reveal_message_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_reveal")),
    )
    op.create_index(op.f("ix_identity_reveal_tip_id"), "identity_reveal", ["tip_id"])
    op.create_index("ix_identity_reveal_ward_id", "identity_reveal", ["ward_id"])
    op.create_index(
        "ix_identity_reveal_running",
        "identity_reveal",
        ["due_at"],
        sqlite_where=RUNNING,
        postgresql_where=RUNNING,
    )


def downgrade() -> None:
    op.drop_table("identity_reveal")

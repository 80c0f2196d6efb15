"""Wishes for protection that wait for an answer."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
OPEN = sa.text("answered_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "protection_request",
        sa.Column("tip_id", ID, nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("answered_by", ID, nullable=True),
        sa.ForeignKeyConstraint(["tip_id"], ["tip.id"], name=op.f("fk_protection_request_tip_id")),
        sa.ForeignKeyConstraint(["answered_by"], ["person.id"], name=op.f("fk_protection_request_answered_by")),
        sa.PrimaryKeyConstraint("tip_id", name=op.f("pk_protection_request")),
    )
    op.create_index(
        "ix_protection_request_due", "protection_request", ["due_at"], sqlite_where=OPEN, postgresql_where=OPEN
    )
    # What was asked for before answers were kept is chased at once: late rather than never.
    op.execute(
        "INSERT INTO protection_request (tip_id, asked_at, due_at, stage) "
        "SELECT id, protection_asked_at, protection_asked_at, 0 FROM tip WHERE protection_asked_at IS NOT NULL"
    )


def downgrade() -> None:
    op.drop_table("protection_request")

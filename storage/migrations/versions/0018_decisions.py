"""What the investigating body decides on tips."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
WORD = sa.String(length=32)


def upgrade() -> None:
    op.add_column("tip", sa.Column("verdict", WORD, nullable=True))
    op.add_column("tip", sa.Column("verdict_at", MOMENT, nullable=True))
    op.create_table(
        "decision",
        sa.Column("id", ID, nullable=False),
        sa.Column("tip_id", ID, nullable=False),
        sa.Column("verdict", WORD, nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("entered_at", MOMENT, nullable=False),
        sa.Column("entered_by", ID, nullable=False),
        sa.ForeignKeyConstraint(["tip_id"], ["tip.id"], name=op.f("fk_decision_tip_id")),
        sa.ForeignKeyConstraint(["entered_by"], ["person.id"], name=op.f("fk_decision_entered_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
    )
    op.create_index(op.f("ix_decision_tip_id"), "decision", ["tip_id"])
    op.create_index(op.f("ix_decision_entered_at"), "decision", ["entered_at"])


def downgrade() -> None:
    op.drop_table("decision")
    op.drop_column("tip", "verdict_at")
    op.drop_column("tip", "verdict")

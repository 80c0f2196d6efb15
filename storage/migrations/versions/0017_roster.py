"""Rosters, handovers of shifts, drills."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
LEADS, OPEN = sa.text("leads"), sa.text("taken_at IS NULL AND due_at IS NOT NULL")


def upgrade() -> None:
    op.add_column("ward", sa.Column("shifts", sa.String(length=40), nullable=False, server_default="07:00 19:00"))
    op.add_column("tip", sa.Column("drill", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "roster_entry",
        sa.Column("ward_id", ID, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("leads", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["ward_id"], ["ward.id"], name=op.f("fk_roster_entry_ward_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_roster_entry_person_id")),
        sa.PrimaryKeyConstraint("ward_id", "day", "number", "person_id", name=op.f("pk_roster_entry")),
    )
    op.create_index(
        "ix_roster_entry_leads",
        "roster_entry",
        ["ward_id", "day", "number"],
        unique=True,
        sqlite_where=LEADS,
        postgresql_where=LEADS,
    )
    op.create_table(
        "shift_swap",
        sa.Column("id", ID, nullable=False),
        sa.Column("ward_id", ID, nullable=False),
        sa.Column("asked_by", ID, nullable=False),
        sa.Column("asked_of", ID, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("back_day", sa.Date(), nullable=True),
        sa.Column("back_number", sa.Integer(), nullable=True),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("accepted", sa.Boolean(), nullable=True),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["ward_id"], ["ward.id"], name=op.f("fk_shift_swap_ward_id")),
        sa.ForeignKeyConstraint(["asked_by"], ["person.id"], name=op.f("fk_shift_swap_asked_by")),
        sa.ForeignKeyConstraint(["asked_of"], ["person.id"], name=op.f("fk_shift_swap_asked_of")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shift_swap")),
    )
    op.create_index("ix_shift_swap_ward_id", "shift_swap", ["ward_id"])
    op.create_table(
        "handover",
        sa.Column("id", ID, nullable=False),
        sa.Column("ward_id", ID, nullable=False),
        sa.Column("starts_at", MOMENT, nullable=False),
        sa.Column("ended_since", MOMENT, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("missed", sa.Integer(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("outbox_id", ID, nullable=True),
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.Column("due_at", MOMENT, nullable=True),
        sa.Column("taken_at", MOMENT, nullable=True),
        sa.Column("taken_by", ID, nullable=True),
        sa.ForeignKeyConstraint(["ward_id"], ["ward.id"], name=op.f("fk_handover_ward_id")),
        sa.ForeignKeyConstraint(["outbox_id"], ["outbox.id"], name=op.f("fk_handover_outbox_id")),
        sa.ForeignKeyConstraint(["taken_by"], ["person.id"], name=op.f("fk_handover_taken_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover")),
        sa.UniqueConstraint("ward_id", "starts_at", name=op.f("uq_handover_ward_id_starts_at")),
    )
    op.create_index("ix_handover_open", "handover", ["due_at"], sqlite_where=OPEN, postgresql_where=OPEN)


def downgrade() -> None:
    for table in ("handover", "shift_swap", "roster_entry"):
        op.drop_table(table)
    op.drop_column("tip", "drill")
    op.drop_column("ward", "shifts")

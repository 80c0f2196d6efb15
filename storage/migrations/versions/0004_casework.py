"""Casework: a tip's life after it was taken on, forms, units."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
WORD = sa.String(length=32)

UNIT = (("person", "unit"), ("one_time_code", "unit"))


def tip_columns() -> list["sa.Column[object]"]:
    """Added in place: SQLite cannot rebuild a table that others refer to."""
    return [
        sa.Column("channel", WORD, nullable=False, server_default="chat"),
        sa.Column("case_version", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("owner_id", ID, sa.ForeignKey("person.id", name="fk_tip_owner_id"), nullable=True),
        sa.Column("kind", WORD, nullable=True),
        sa.Column("case_category", WORD, nullable=True),
        sa.Column("serious", WORD, nullable=True),
        sa.Column("classified_at", MOMENT, nullable=True),
        sa.Column("outcome", WORD, nullable=True),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("closed_by", ID, sa.ForeignKey("person.id", name="fk_tip_closed_by"), nullable=True),
        sa.Column("duplicate_of", ID, sa.ForeignKey("tip.id", name="fk_tip_duplicate_of"), nullable=True),
    ]


def upgrade() -> None:
    for column in tip_columns():
        op.add_column("tip", column, inline_references=True)
    op.create_index(op.f("ix_tip_duplicate_of"), "tip", ["duplicate_of"])
    for table, name in UNIT:
        op.add_column(table, sa.Column(name, WORD, nullable=True))
    op.create_table(
        "case_step",
        sa.Column("id", ID, nullable=False),
        sa.Column("tip_id", ID, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("person_id", ID, nullable=True),
        sa.Column("deed", WORD, nullable=False),
        sa.Column("before", sa.String(length=800), nullable=False),
        sa.Column("detail", sa.LargeBinary(), nullable=True),
        sa.Column("undone_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["tip_id"], ["tip.id"], name=op.f("fk_case_step_tip_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_case_step_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_step")),
        sa.UniqueConstraint("tip_id", "version", name=op.f("uq_case_step_tip_id_version")),
    )
    op.create_table(
        "transfer",
        sa.Column("id", ID, nullable=False),
        sa.Column("tip_id", ID, nullable=False),
        sa.Column("outcome", WORD, nullable=False),
        sa.Column("unit", sa.String(length=24), nullable=True),
        sa.Column("sent_at", MOMENT, nullable=False),
        sa.Column("sent_by", ID, nullable=False),
        sa.Column("return_by", MOMENT, nullable=False),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.Column("settled_by", ID, nullable=True),
        sa.ForeignKeyConstraint(["tip_id"], ["tip.id"], name=op.f("fk_transfer_tip_id")),
        sa.ForeignKeyConstraint(["sent_by"], ["person.id"], name=op.f("fk_transfer_sent_by")),
        sa.ForeignKeyConstraint(["settled_by"], ["person.id"], name=op.f("fk_transfer_settled_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfer")),
    )
    op.create_index("ix_transfer_tip_id", "transfer", ["tip_id"])
    op.create_index(
        "ix_transfer_due",
        "transfer",
        ["return_by"],
        sqlite_where=sa.text("settled_at IS NULL"),
        postgresql_where=sa.text("settled_at IS NULL"),
    )
    op.create_table(
        "form_sheet",
        sa.Column("account_key", sa.String(length=32), nullable=False),
        sa.Column("ward_id", ID, nullable=False),
        sa.Column("state", sa.LargeBinary(), nullable=False),
        sa.Column("outbox_id", ID, nullable=True),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["account_key"], ["account.key"], name=op.f("fk_form_sheet_account_key")),
        sa.ForeignKeyConstraint(["ward_id"], ["ward.id"], name=op.f("fk_form_sheet_ward_id")),
        sa.ForeignKeyConstraint(["outbox_id"], ["outbox.id"], name=op.f("fk_form_sheet_outbox_id")),
        sa.PrimaryKeyConstraint("account_key", name=op.f("pk_form_sheet")),
    )


def downgrade() -> None:
    for table in ("form_sheet", "transfer", "case_step"):
        op.drop_table(table)
    for table, name in UNIT:
        op.drop_column(table, name)
    op.drop_index(op.f("ix_tip_duplicate_of"), "tip")
    for column in reversed(tip_columns()):
        op.drop_column("tip", column.name)

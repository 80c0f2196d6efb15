"""People: invitations are approved, roles may end, wrong codes are counted."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
WORD = sa.String(length=32)
KEY = sa.String(length=32)


def columns() -> list[tuple[str, "sa.Column[object]"]]:
    """Added in place: SQLite cannot rebuild a table that others refer to."""
    replaces = sa.ForeignKey("person.id", name="fk_one_time_code_replaces")
    return [
        ("person", sa.Column("expires_at", MOMENT, nullable=True)),
        ("person", sa.Column("warned_at", MOMENT, nullable=True)),
        ("one_time_code", sa.Column("name", sa.LargeBinary(), nullable=True)),
        ("one_time_code", sa.Column("replaces", ID, replaces, nullable=True)),
    ]


def upgrade() -> None:
    for table, column in columns():
        op.add_column(table, column, inline_references=True)
    op.create_table(
        "enrolment",
        sa.Column("id", ID, nullable=False),
        sa.Column("ward_id", ID, nullable=False),
        sa.Column("account_key", KEY, nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("roles", sa.String(length=120), nullable=False),
        sa.Column("neighbourhood_id", ID, nullable=True),
        sa.Column("unit", WORD, nullable=True),
        sa.Column("made_by", ID, nullable=True),
        sa.Column("replaces", ID, nullable=True),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("approved", sa.Boolean(), nullable=True),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.Column("settled_by", ID, nullable=True),
        sa.ForeignKeyConstraint(["ward_id"], ["ward.id"], name=op.f("fk_enrolment_ward_id")),
        sa.ForeignKeyConstraint(["account_key"], ["account.key"], name=op.f("fk_enrolment_account_key")),
        sa.ForeignKeyConstraint(["neighbourhood_id"], ["neighbourhood.id"], name=op.f("fk_enrolment_neighbourhood_id")),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_enrolment_made_by")),
        sa.ForeignKeyConstraint(["replaces"], ["person.id"], name=op.f("fk_enrolment_replaces")),
        sa.ForeignKeyConstraint(["settled_by"], ["person.id"], name=op.f("fk_enrolment_settled_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolment")),
    )
    op.create_index("ix_enrolment_account_key", "enrolment", ["account_key"])
    op.create_table(
        "wrong_codes",
        sa.Column("account_key", KEY, nullable=False),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("account_key", name=op.f("pk_wrong_codes")),
    )


def downgrade() -> None:
    for table in ("wrong_codes", "enrolment"):
        op.drop_table(table)
    for table, column in reversed(columns()):
        op.drop_column(table, column.name)

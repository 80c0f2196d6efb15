"""Tips that officers write down for a caller are looked after: a form that was left alone speaks up."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("form_sheet") as table:
        table.add_column(sa.Column("look_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_form_sheet_look_at", "form_sheet", ["look_at"])


def downgrade() -> None:
    op.drop_index("ix_form_sheet_look_at", "form_sheet")
    with op.batch_alter_table("form_sheet") as table:
        table.drop_column("look_at")

"""Several tips may stand in one message: a copy of a card is a line of it then."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
OLD, NEW = "uq_posting_chat_id_message_id", "uq_posting_chat_id_message_id_tip_id"
# Lines after the first one of a message.
LATER = (
    "SELECT p.id FROM posting p JOIN posting f ON f.chat_id = p.chat_id AND f.message_id = p.message_id AND f.id < p.id"
)


def upgrade() -> None:
    with _orders_put_aside(), op.batch_alter_table("posting") as batch:
        batch.add_column(sa.Column("line", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch.add_column(sa.Column("taken_by", ID, nullable=True))
        batch.create_foreign_key(op.f("fk_posting_taken_by"), "person", ["taken_by"], ["id"])
        batch.drop_constraint(OLD, type_="unique")
        batch.create_unique_constraint(NEW, ["chat_id", "message_id", "tip_id"])


def downgrade() -> None:
    # An older release knows one tip a message.
    op.execute(f"UPDATE outbox SET posting_id = NULL WHERE posting_id IN ({LATER})")  # noqa: S608
    op.execute(f"DELETE FROM posting WHERE id IN ({LATER})")  # noqa: S608
    with _orders_put_aside(), op.batch_alter_table("posting") as batch:
        batch.drop_constraint(NEW, type_="unique")
        batch.create_unique_constraint(OLD, ["chat_id", "message_id"])
        batch.drop_constraint("fk_posting_taken_by", type_="foreignkey")
        batch.drop_column("taken_by")
        batch.drop_column("line")


@contextmanager
def _orders_put_aside() -> Iterator[None]:
    """SQLite makes a table anew to change it, and lets go of one only while no row elsewhere points to it."""
    if op.get_bind().dialect.name != "sqlite":
        yield
        return
    op.execute("CREATE TEMP TABLE put_aside AS SELECT id, posting_id FROM outbox WHERE posting_id IS NOT NULL")
    op.execute("UPDATE outbox SET posting_id = NULL WHERE posting_id IS NOT NULL")
    yield
    op.execute(
        "UPDATE outbox SET posting_id = (SELECT a.posting_id FROM put_aside a WHERE a.id = outbox.id) "
        "WHERE id IN (SELECT id FROM put_aside)"
    )
    op.execute("DROP TABLE put_aside")

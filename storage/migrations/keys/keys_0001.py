"""The first keys schema."""

import sqlalchemy as sa
from alembic import op

revision = "keys_0001"
down_revision = None


def upgrade() -> None:
    """From an empty store."""
    op.create_table('keys',
    sa.Column('id', sa.LargeBinary(length=16), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('id'),
    sqlite_with_rowid=False
    )
    op.create_table('tombstones',
    sa.Column('key', sa.LargeBinary(length=16), nullable=False),
    sa.PrimaryKeyConstraint('key'),
    sqlite_with_rowid=False
    )


def downgrade() -> None:
    """Back to an empty store."""
    op.drop_table('tombstones')
    op.drop_table('keys')

"""The adapters' diary: events that were answered, and the last day each platform was listened to."""

import sqlalchemy as sa
from alembic import op

revision = "data_0002"
down_revision = "data_0001"


def upgrade() -> None:
    """From the first schema."""
    op.create_table('events',
    sa.Column('event', sa.LargeBinary(length=32), nullable=False),
    sa.Column('ends', sa.Date(), nullable=False),
    sa.PrimaryKeyConstraint('event'),
    sqlite_with_rowid=False
    )
    op.create_table('there',
    sa.Column('adapter', sa.String(length=16), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.PrimaryKeyConstraint('adapter'),
    sqlite_with_rowid=False
    )


def downgrade() -> None:
    """Back to the first schema."""
    op.drop_table('there')
    op.drop_table('events')

"""Schedules and check-ins: days of units, what was done about occasions, who is asked when, the last change."""

import sqlalchemy as sa
from alembic import op

revision = "data_0003"
down_revision = "data_0002"


def upgrade() -> None:
    """From the schema with the adapters' diary."""
    op.create_table('checkins',
    sa.Column('id', sa.LargeBinary(length=16), nullable=False),
    sa.Column('production', sa.LargeBinary(length=16), nullable=False),
    sa.Column('ends', sa.Date(), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('id'),
    sqlite_with_rowid=False
    )
    op.create_index('checkins_production', 'checkins', ['production'], unique=False)
    op.create_table('standings',
    sa.Column('occasion', sa.LargeBinary(length=16), nullable=False),
    sa.Column('production', sa.LargeBinary(length=16), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('occasion'),
    sqlite_with_rowid=False
    )
    op.create_index('standings_production', 'standings', ['production'], unique=False)
    op.create_table('undos',
    sa.Column('production', sa.LargeBinary(length=16), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('production'),
    sqlite_with_rowid=False
    )
    op.create_table('unit_days',
    sa.Column('unit', sa.LargeBinary(length=16), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('production', sa.LargeBinary(length=16), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('unit', 'day'),
    sqlite_with_rowid=False
    )
    op.create_index('unit_days_production', 'unit_days', ['production'], unique=False)


def downgrade() -> None:
    """Back to the schema with the adapters' diary."""
    op.drop_index('unit_days_production', table_name='unit_days')
    op.drop_table('unit_days')
    op.drop_table('undos')
    op.drop_index('standings_production', table_name='standings')
    op.drop_table('standings')
    op.drop_index('checkins_production', table_name='checkins')
    op.drop_table('checkins')

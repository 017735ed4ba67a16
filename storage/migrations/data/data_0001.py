"""The first data schema."""

import sqlalchemy as sa
from alembic import op

revision = "data_0001"
down_revision = None


def upgrade() -> None:
    """From an empty store."""
    op.create_table('agenda',
    sa.Column('id', sa.LargeBinary(length=16), nullable=False),
    sa.Column('production', sa.LargeBinary(length=16), nullable=False),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('subject', sa.LargeBinary(length=16), nullable=False),
    sa.Column('step', sa.SmallInteger(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('lane', sa.SmallInteger(), nullable=False),
    sa.Column('due', sa.BigInteger(), nullable=False),
    sa.Column('attempts', sa.SmallInteger(), nullable=False),
    sa.PrimaryKeyConstraint('id'),
    sqlite_with_rowid=False
    )
    op.create_index('agenda_due', 'agenda', ['lane', 'due'], unique=False)
    op.create_index('agenda_subject', 'agenda', ['subject'], unique=False)
    op.create_table('audit',
    sa.Column('id', sa.LargeBinary(length=16), nullable=False),
    sa.Column('production', sa.LargeBinary(length=16), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('id'),
    sqlite_with_rowid=False
    )
    op.create_index('audit_day', 'audit', ['day'], unique=False)
    op.create_table('calls',
    sa.Column('occasion', sa.LargeBinary(length=16), nullable=False),
    sa.Column('position', sa.SmallInteger(), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('occasion', 'position'),
    sqlite_with_rowid=False
    )
    op.create_table('concerns',
    sa.Column('id', sa.LargeBinary(length=16), nullable=False),
    sa.Column('production', sa.LargeBinary(length=16), nullable=False),
    sa.Column('way', sa.LargeBinary(length=32), nullable=False),
    sa.Column('head_key', sa.LargeBinary(length=16), nullable=False),
    sa.Column('head', sa.LargeBinary(), nullable=False),
    sa.Column('words_key', sa.LargeBinary(length=16), nullable=False),
    sa.Column('line', sa.LargeBinary(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('way'),
    sqlite_with_rowid=False
    )
    op.create_index('concerns_production', 'concerns', ['production'], unique=False)
    op.create_table('mailboxes',
    sa.Column('id', sa.LargeBinary(length=32), nullable=False),
    sa.Column('production', sa.LargeBinary(length=16), nullable=False),
    sa.Column('ends', sa.Date(), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('id'),
    sqlite_with_rowid=False
    )
    op.create_table('names',
    sa.Column('production', sa.LargeBinary(length=16), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('production'),
    sqlite_with_rowid=False
    )
    op.create_table('occasions',
    sa.Column('id', sa.LargeBinary(length=16), nullable=False),
    sa.Column('production', sa.LargeBinary(length=16), nullable=False),
    sa.Column('unit', sa.LargeBinary(length=16), nullable=False),
    sa.Column('day', sa.Date(), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('id'),
    sqlite_with_rowid=False
    )
    op.create_index('occasions_day', 'occasions', ['production', 'day'], unique=False)
    op.create_table('pages',
    sa.Column('production', sa.LargeBinary(length=16), nullable=False),
    sa.Column('kind', sa.String(length=8), nullable=False),
    sa.Column('key', sa.LargeBinary(length=16), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('production', 'kind'),
    sqlite_with_rowid=False
    )
    op.create_table('productions',
    sa.Column('id', sa.LargeBinary(length=16), nullable=False),
    sa.Column('key', sa.LargeBinary(length=16), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('id'),
    sqlite_with_rowid=False
    )
    op.create_table('retired',
    sa.Column('key', sa.LargeBinary(length=16), nullable=False),
    sa.PrimaryKeyConstraint('key'),
    sqlite_with_rowid=False
    )
    op.create_table('steps',
    sa.Column('concern', sa.LargeBinary(length=16), nullable=False),
    sa.Column('position', sa.SmallInteger(), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('concern', 'position'),
    sqlite_with_rowid=False
    )
    op.create_table('submissions',
    sa.Column('once', sa.LargeBinary(length=32), nullable=False),
    sa.Column('concern', sa.LargeBinary(length=16), nullable=False),
    sa.Column('ends', sa.Date(), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('once'),
    sqlite_with_rowid=False
    )
    op.create_table('units',
    sa.Column('id', sa.LargeBinary(length=16), nullable=False),
    sa.Column('production', sa.LargeBinary(length=16), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('id'),
    sqlite_with_rowid=False
    )
    op.create_index('units_production', 'units', ['production'], unique=False)
    op.create_table('words',
    sa.Column('concern', sa.LargeBinary(length=16), nullable=False),
    sa.Column('position', sa.SmallInteger(), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('concern', 'position'),
    sqlite_with_rowid=False
    )


def downgrade() -> None:
    """Back to an empty store."""
    op.drop_table('words')
    op.drop_index('units_production', table_name='units')
    op.drop_table('units')
    op.drop_table('submissions')
    op.drop_table('steps')
    op.drop_table('retired')
    op.drop_table('productions')
    op.drop_table('pages')
    op.drop_index('occasions_day', table_name='occasions')
    op.drop_table('occasions')
    op.drop_table('names')
    op.drop_table('mailboxes')
    op.drop_index('concerns_production', table_name='concerns')
    op.drop_table('concerns')
    op.drop_table('calls')
    op.drop_index('audit_day', table_name='audit')
    op.drop_table('audit')
    op.drop_index('agenda_subject', table_name='agenda')
    op.drop_index('agenda_due', table_name='agenda')
    op.drop_table('agenda')

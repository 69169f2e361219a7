"""Exported files that are kept for a while."""

import sqlalchemy as sa
from alembic import op


revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('renders',
    sa.Column('key', sa.String(length=120), nullable=False),
    sa.Column('size', sa.BigInteger(), nullable=False),
    sa.Column('used_at', sa.Double(), nullable=False),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_renders'))
    )
    op.create_index('ix_renders_used_at', 'renders', ['used_at'], unique=False)


def downgrade() -> None:
    op.drop_table('renders')

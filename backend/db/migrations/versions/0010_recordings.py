"""Recordings that songs were heard in."""

import sqlalchemy as sa
from alembic import op


revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('songs', sa.Column('recording_key', sa.String(length=120), nullable=True))
    op.add_column('songs', sa.Column('recording', sa.JSON(), nullable=True))
    op.add_column(
        'songs', sa.Column('recording_bytes', sa.BigInteger(), server_default='0', nullable=False)
    )


def downgrade() -> None:
    # Column by column and not in a batch: a table made anew would take its takes along.
    for name in ('recording_bytes', 'recording', 'recording_key'):
        op.drop_column('songs', name)

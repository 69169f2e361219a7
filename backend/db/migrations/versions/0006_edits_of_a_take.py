"""Edits of a take: an ordered list of documents, and how often it was changed."""

import sqlalchemy as sa
from alembic import op


revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('takes', sa.Column('edits', sa.JSON(), nullable=False, server_default='[]'))
    op.add_column('takes', sa.Column('revision', sa.Integer(), nullable=False, server_default='0'))


def downgrade() -> None:
    op.drop_column('takes', 'revision')
    op.drop_column('takes', 'edits')

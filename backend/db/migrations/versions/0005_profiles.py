"""Profiles: bio, portrait, preferences, and the number that ends sessions.

Columns are added and dropped in place: making `users` anew would take along all that refers to it.
"""

import sqlalchemy as sa
from alembic import op


revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('users', sa.Column('bio', sa.String(length=600), nullable=False, server_default=''))
    op.add_column('users', sa.Column('photo_key', sa.String(length=120), nullable=True))
    op.add_column('users', sa.Column('preferences', sa.JSON(), nullable=False, server_default='{}'))
    op.add_column('users', sa.Column('sessions', sa.Integer(), nullable=False, server_default='0'))


def downgrade() -> None:
    for name in ('sessions', 'preferences', 'photo_key', 'bio'):
        op.drop_column('users', name)

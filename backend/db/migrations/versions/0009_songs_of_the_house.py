"""Likes and plays of the songs that ship."""

import sqlalchemy as sa
from alembic import op


revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('house_songs',
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('plays', sa.Integer(), nullable=False),
    sa.Column('likes', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_house_songs'))
    )
    op.create_table('house_likes',
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('user_id', sa.String(length=16), nullable=False),
    sa.Column('created_at', sa.Double(), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_house_likes_user_id_users'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('name', 'user_id', name=op.f('pk_house_likes'))
    )
    op.create_index('ix_house_likes_user_id', 'house_likes', ['user_id'], unique=False)
    op.create_table('house_plays',
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('visitor', sa.String(length=32), nullable=False),
    sa.Column('day', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('name', 'visitor', name=op.f('pk_house_plays'))
    )
    op.create_index('ix_house_plays_day', 'house_plays', ['day'], unique=False)


def downgrade() -> None:
    op.drop_table('house_plays')
    op.drop_table('house_likes')
    op.drop_table('house_songs')

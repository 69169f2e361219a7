"""Sharing: links to songs, likes, plays and reports."""

import sqlalchemy as sa
from alembic import op


revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('shares',
    sa.Column('id', sa.String(length=22), nullable=False),
    sa.Column('song_id', sa.String(length=16), nullable=False),
    sa.Column('public', sa.Boolean(), nullable=False),
    sa.Column('expires_at', sa.Double(), nullable=True),
    sa.Column('genre', sa.String(length=40), nullable=False),
    sa.Column('search', sa.String(length=300), nullable=False),
    sa.Column('portrait', sa.String(length=800), nullable=False),
    sa.Column('plays', sa.Integer(), nullable=False),
    sa.Column('likes', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.Double(), nullable=False),
    sa.ForeignKeyConstraint(['song_id'], ['songs.id'], name=op.f('fk_shares_song_id_songs'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_shares')),
    sa.UniqueConstraint('song_id', name=op.f('uq_shares_song_id'))
    )
    with op.batch_alter_table('shares', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_shares_genre'), ['genre'], unique=False)
        batch_op.create_index('ix_shares_public_created_at_id', ['public', 'created_at', 'id'], unique=False)

    op.create_table('likes',
    sa.Column('song_id', sa.String(length=16), nullable=False),
    sa.Column('user_id', sa.String(length=16), nullable=False),
    sa.Column('created_at', sa.Double(), nullable=False),
    sa.ForeignKeyConstraint(['song_id'], ['songs.id'], name=op.f('fk_likes_song_id_songs'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_likes_user_id_users'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('song_id', 'user_id', name=op.f('pk_likes'))
    )
    with op.batch_alter_table('likes', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_likes_user_id'), ['user_id'], unique=False)

    op.create_table('plays',
    sa.Column('song_id', sa.String(length=16), nullable=False),
    sa.Column('visitor', sa.String(length=32), nullable=False),
    sa.Column('day', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['song_id'], ['songs.id'], name=op.f('fk_plays_song_id_songs'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('song_id', 'visitor', name=op.f('pk_plays'))
    )
    with op.batch_alter_table('plays', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_plays_day'), ['day'], unique=False)

    op.create_table('reports',
    sa.Column('id', sa.String(length=16), nullable=False),
    sa.Column('song_id', sa.String(length=16), nullable=False),
    sa.Column('reason', sa.String(length=20), nullable=False),
    sa.Column('words', sa.String(length=500), nullable=False),
    sa.Column('created_at', sa.Double(), nullable=False),
    sa.ForeignKeyConstraint(['song_id'], ['songs.id'], name=op.f('fk_reports_song_id_songs'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reports'))
    )
    with op.batch_alter_table('reports', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_reports_song_id'), ['song_id'], unique=False)


def downgrade() -> None:
    for table in ('reports', 'plays', 'likes', 'shares'):
        op.drop_table(table)

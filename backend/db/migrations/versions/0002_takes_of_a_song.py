"""Takes of a song: file and facts move from the song to its first take.

SQLite alters a table by making it anew and dropping the old one, and that drop would take along
every row that refers to it. So the takes are made after the songs are altered, and dropped before.
"""

import sqlalchemy as sa
from alembic import op


revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

KEPT = "CREATE TABLE kept AS SELECT id, job_id, kind, file_key, facts, created_at FROM songs"
FIRST_TAKES = """
INSERT INTO takes (song_id, number, job_id, candidate, kind, file_key, facts, created_at)
SELECT id, 1, job_id, 0, kind, file_key, facts, created_at FROM kept
"""
CHOSEN = """
CREATE TABLE kept AS SELECT songs.id, takes.file_key, takes.facts FROM songs
JOIN takes ON takes.song_id = songs.id AND takes.number = songs.chosen
"""
BACK = """
UPDATE songs SET file_key = (SELECT file_key FROM kept WHERE kept.id = songs.id),
                 facts = (SELECT facts FROM kept WHERE kept.id = songs.id)
"""


def upgrade() -> None:
    op.execute(KEPT)
    with op.batch_alter_table('songs', schema=None) as batch_op:
        batch_op.add_column(sa.Column('chosen', sa.Integer(), nullable=False, server_default='1'))
        batch_op.alter_column('kind', existing_type=sa.String(length=8), type_=sa.String(length=12))
        batch_op.drop_column('file_key')
        batch_op.drop_column('facts')
    with op.batch_alter_table('songs', schema=None) as batch_op:
        batch_op.alter_column('chosen', server_default=None)
    op.create_table('takes',
    sa.Column('song_id', sa.String(length=16), nullable=False),
    sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('job_id', sa.String(length=16), nullable=True),
    sa.Column('candidate', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.Column('parent', sa.Integer(), nullable=True),
    sa.Column('file_key', sa.String(length=120), nullable=False),
    sa.Column('facts', sa.JSON(), nullable=False),
    sa.Column('created_at', sa.Double(), nullable=False),
    sa.ForeignKeyConstraint(['song_id'], ['songs.id'], name=op.f('fk_takes_song_id_songs'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('song_id', 'number', name=op.f('pk_takes')),
    sa.UniqueConstraint('job_id', 'candidate', name=op.f('uq_takes_job_id_candidate'))
    )
    op.execute(FIRST_TAKES)
    op.drop_table('kept')


def downgrade() -> None:
    op.execute(CHOSEN)
    op.drop_table('takes')
    with op.batch_alter_table('songs', schema=None) as batch_op:
        batch_op.add_column(sa.Column('file_key', sa.String(length=120), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('facts', sa.JSON(), nullable=False, server_default='{}'))
        batch_op.alter_column('kind', existing_type=sa.String(length=12), type_=sa.String(length=8))
        batch_op.drop_column('chosen')
    op.execute(BACK)
    with op.batch_alter_table('songs', schema=None) as batch_op:
        batch_op.alter_column('file_key', server_default=None)
        batch_op.alter_column('facts', server_default=None)
    op.drop_table('kept')

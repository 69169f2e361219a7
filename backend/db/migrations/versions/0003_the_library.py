"""The library: what songs are found by, tags, the bin, names and stars of takes.

Columns are added and dropped by plain statements: a table made anew would take along what refers
to it (see 0002). The songs that are there already are entered by the facts of their chosen take.
"""

import json
import unicodedata
from typing import Any

import sqlalchemy as sa
from alembic import op


revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

SONGS: tuple[sa.Column[Any], ...] = (
    sa.Column('edited_at', sa.Double(), nullable=False, server_default='0'),
    sa.Column('played_at', sa.Double(), nullable=True),
    sa.Column('deleted_at', sa.Double(), nullable=True),
    sa.Column('favourite', sa.Boolean(), nullable=False, server_default=sa.false()),
    sa.Column('prompt', sa.Text(), nullable=False, server_default=''),
    sa.Column('mood', sa.String(length=40), nullable=False, server_default=''),
    sa.Column('tempo', sa.Double(), nullable=False, server_default='0'),
    sa.Column('key', sa.String(length=20), nullable=False, server_default=''),
    sa.Column('search', sa.Text(), nullable=False, server_default=''),
)
TAKES: tuple[sa.Column[Any], ...] = (
    sa.Column('name', sa.String(length=60), nullable=True),
    sa.Column('starred', sa.Boolean(), nullable=False, server_default=sa.false()),
    sa.Column('deleted_at', sa.Double(), nullable=True),
)
SHELF = 'ix_songs_user_id_deleted_at_edited_at_id'
MANY = 500
LABELS = {'hiphop': 'Hip-hop'}

songs = sa.table('songs', *map(sa.column, (
    'id', 'kind', 'title', 'genre', 'chosen', 'created_at', 'edited_at', 'mood', 'tempo', 'key',
    'search',
)))
takes = sa.table('takes', *map(sa.column, ('song_id', 'number', 'facts', 'created_at')))


def upgrade() -> None:
    for column in SONGS:
        op.add_column('songs', column)
    for column in TAKES:
        op.add_column('takes', column)
    op.create_index(SHELF, 'songs', ['user_id', 'deleted_at', 'edited_at', 'id'], unique=False)
    op.create_table('tags',
    sa.Column('id', sa.String(length=16), nullable=False),
    sa.Column('user_id', sa.String(length=16), nullable=False),
    sa.Column('name', sa.String(length=40), nullable=False),
    sa.Column('folded', sa.String(length=80), nullable=False),
    sa.Column('created_at', sa.Double(), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_tags_user_id_users'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_tags')),
    sa.UniqueConstraint('user_id', 'folded', name=op.f('uq_tags_user_id_folded'))
    )
    op.create_table('song_tags',
    sa.Column('song_id', sa.String(length=16), nullable=False),
    sa.Column('tag_id', sa.String(length=16), nullable=False),
    sa.ForeignKeyConstraint(['song_id'], ['songs.id'], name=op.f('fk_song_tags_song_id_songs'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['tag_id'], ['tags.id'], name=op.f('fk_song_tags_tag_id_tags'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('song_id', 'tag_id', name=op.f('pk_song_tags'))
    )
    op.create_index('ix_song_tags_tag_id_song_id', 'song_tags', ['tag_id', 'song_id'], unique=False)
    _enter_all()


def downgrade() -> None:
    op.drop_table('song_tags')
    op.drop_table('tags')
    op.drop_index(SHELF, table_name='songs')
    for column in reversed(TAKES):
        op.drop_column('takes', column.name)
    for column in reversed(SONGS):
        op.drop_column('songs', column.name)


def _enter_all() -> None:
    """Fill the new columns, so many songs at a time that memory stays small."""
    connection, last = op.get_bind(), ''
    while True:
        rows = connection.execute(
            sa.select(songs.c.id, songs.c.title, songs.c.genre, songs.c.kind, takes.c.facts,
                      takes.c.created_at)
            .join(takes, sa.and_(takes.c.song_id == songs.c.id, takes.c.number == songs.c.chosen))
            .where(songs.c.id > last).order_by(songs.c.id).limit(MANY)
        ).all()
        if not rows:
            return
        for row in rows:
            connection.execute(songs.update().where(songs.c.id == row.id).values(_entry(row)))
        last = rows[-1].id


def _entry(row: Any) -> dict[str, object]:
    facts = json.loads(row.facts) if isinstance(row.facts, str) else row.facts or {}
    request = (facts.get('recipe') or {}).get('request') or {}
    mood, key = request.get('mood') or '', facts.get('key') or ''
    genre = f'{row.genre} {LABELS.get(row.genre, row.genre)}'
    words = (row.title, genre, row.kind, key, mood, '')
    return {
        'mood': mood[:40], 'key': key[:20], 'tempo': facts.get('tempo') or 0.0,
        'edited_at': row.created_at, 'search': '\n'.join(_folded(word) for word in words),
    }


def _folded(text: str) -> str:
    parts = unicodedata.normalize('NFKD', text.replace('♭', 'b').replace('♯', '#'))
    return ''.join(sign for sign in parts if not unicodedata.combining(sign)).casefold()

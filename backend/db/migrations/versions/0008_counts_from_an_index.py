"""An index of all that the library counts and filters by."""

from alembic import op


revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('songs', schema=None) as batch_op:
        batch_op.create_index(
            'ix_songs_counted',
            ['user_id', 'deleted_at', 'kind', 'genre', 'mood', 'tempo', 'favourite', 'played_at',
             'edited_at', 'id'],
            unique=False,
        )


def downgrade() -> None:
    with op.batch_alter_table('songs', schema=None) as batch_op:
        batch_op.drop_index('ix_songs_counted')

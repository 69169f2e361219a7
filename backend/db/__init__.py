"""Tables and migrations, nothing else."""

from backend.db.base import Base, new_id
from backend.db.connection import connect, engine_options
from backend.db.house import HouseLike, HousePlay, HouseSong
from backend.db.renders import Render
from backend.db.sharing import Like, Play, Report, Share
from backend.db.tables import Job, JobEvent, Song, Take, Token, User, Worker
from backend.db.tags import Tag, song_tags

__all__ = [
    "Base",
    "HouseLike",
    "HousePlay",
    "HouseSong",
    "Job",
    "JobEvent",
    "Render",
    "Like",
    "Play",
    "Report",
    "Share",
    "Song",
    "Tag",
    "Take",
    "Token",
    "User",
    "Worker",
    "connect",
    "engine_options",
    "new_id",
    "song_tags",
]

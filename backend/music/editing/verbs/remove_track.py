"""One player sent home."""

from dataclasses import replace
from typing import Literal

from backend.music.editing.edit import Edit, Index, track_of
from backend.music.errors import BadRequestError
from backend.music.score import Score


class RemoveTrack(Edit):
    """The tracks behind it move up by one."""

    verb: Literal["remove_track"]
    track: Index

    def on(self, score: Score) -> Score:
        """With one track less."""
        track_of(score, self.track)
        if len(score.tracks) == 1:
            raise BadRequestError("the only track stays; mute it, or take out its notes.")
        tracks = (*score.tracks[: self.track], *score.tracks[self.track + 1 :])
        return replace(score, tracks=tracks)

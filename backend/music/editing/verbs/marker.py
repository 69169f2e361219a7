"""The name of the section that begins with a bar."""

from dataclasses import replace
from typing import Annotated, Literal

from pydantic import Field

from backend.music.editing.edit import Bar, Edit
from backend.music.editing.ranges import span
from backend.music.score import Score


class Marker(Edit):
    """`name` in the place of all markers within `bar`; an empty one takes them off."""

    verb: Literal["marker"]
    bar: Bar
    name: Annotated[str, Field(max_length=60)]

    def on(self, score: Score) -> Score:
        """With the bar so marked."""
        start, stop = span(score, self.bar, self.bar)
        before = [mark for mark in score.markers if mark[0] < start]
        after = [mark for mark in score.markers if mark[0] >= stop]
        named = [(start, self.name)] if self.name else []
        return replace(score, markers=(*before, *named, *after))

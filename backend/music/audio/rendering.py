"""A score to sound: played to the disk once, levelled, and from there into any number of files."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from backend.music.audio.beside import Heard, RecordingStrip
from backend.music.audio.formats import Format
from backend.music.audio.loudness import Sound
from backend.music.audio.master import Master, levelled, mastered
from backend.music.audio.mixing import mixed
from backend.music.audio.peaks import decibels, envelope
from backend.music.audio.tape import Tape
from backend.music.audio.writing import write_sound
from backend.music.score import Score
from backend.music.score.effects import DEFAULT
from backend.music.score.seconds import seconds_of

RATE: Final = 44_100


@dataclass(frozen=True)
class Rendering:
    """A piece as sound on the disk, for as long as the `with` of `rendered` lasts.

    Attributes:
        rate: samples a second.
        mix: with all effects, before the master's gain.
        stems: one a track with its effects, before those of the master; empty when only the mix
            was asked for.
        master: the gain that brings the mix to its loudness, and that loudness.
    """

    rate: int
    mix: Tape
    stems: tuple[Tape, ...]
    master: Master

    @property
    def seconds(self) -> float:
        """How long it sounds, the last tail included."""
        return self.mix.frames / self.rate

    def write(
        self, path: Path, kind: Format, *, tags: dict[str, str], cover: bytes | None = None
    ) -> float:
        """Write the mix, and say its true peak in dBTP."""
        peak = 0.0
        master = replace(self.master, ceiling_db=self.master.ceiling_db - kind.over)

        def blocks() -> Iterator[Sound]:
            nonlocal peak
            for block in levelled(self.mix, master, self.rate):
                peak = max(peak, float(envelope(block, 0.4).max(initial=0.0)))
                yield block

        write_sound(path, kind, self.rate, blocks(), tags=tags, cover=cover)
        return decibels(peak)

    def write_stem(self, number: int, path: Path, kind: Format, *, tags: dict[str, str]) -> None:
        """Write one track by itself, at the level that it has in the mix.

        The stems of one piece add up to its mix wherever the master has no effects and its limiter
        nothing to do.
        """
        blocks = levelled(self.stems[number], self.master, self.rate)
        write_sound(path, kind, self.rate, blocks, tags=tags)


@contextmanager
def rendered(
    score: Score,
    soundfont: Path,
    *,
    rate: int = RATE,
    stems: bool = False,
    target: float | None = None,
    folder: Path | None = None,
    heard: Heard | None = None,
    on_progress: Callable[[float], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Iterator[Rendering]:
    """Play `score` into files that are gone at the end of the `with`.

    Args:
        score: muted tracks have to be taken out beforehand.
        soundfont: see `soundfonts.soundfont`.
        rate: samples a second.
        stems: whether to keep each track by itself as well.
        target: loudness in LUFS; None for the score's own.
        folder: where the files lie meanwhile; 20 MB a minute and stem.
        heard: the recording that plays beside it, as the score's `recording` says; a stem of its
            own behind those of the tracks.
        on_progress: is told the share of the piece that has been played.
        cancelled: whether to stop.

    Raises:
        UnusableScoreError, MissingSynthError, CancelledError: see `mixing.mixed`.
        OSError: the disk is full.
    """
    count = len(score.tracks) + (heard is not None) if stems else 0
    lasting = heard.seconds if heard else 0.0
    length = max(seconds_of(score), lasting, 0.1) * rate
    with ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="sound-", dir=folder)))
        tapes = [stack.enter_context(Tape(place / f"{n}.raw")) for n in range(count + 1)]
        mix, parts = tapes[0], tapes[1:]
        beside = None
        if heard:
            tape = stack.enter_context(Tape(heard.samples, recorded=True))
            beside = RecordingStrip(score, heard, tape, rate)
        moments = mixed(
            score, soundfont, rate, apart=stems, beside=beside, seconds=lasting,
            cancelled=cancelled,
        )  # fmt: skip
        for players, whole in moments:
            mix.record(whole)
            rows = len(players) - (beside is not None)  # players beyond the 128th share rows
            for number, part in enumerate(parts):
                row = number % rows if number < len(score.tracks) else rows
                part.record(players[row])
            on_progress(min(mix.frames / length, 1.0))
        wished = score.mastering or DEFAULT
        loudness = wished.loudness_lufs if target is None else target
        yield Rendering(rate, mix, tuple(parts), mastered(mix, rate, loudness, wished.ceiling_db))


def audible(score: Score) -> Score:
    """The score without tracks that have no notes; muted ones are not in an edited take's file."""
    return replace(score, tracks=tuple(track for track in score.tracks if len(track.notes)))

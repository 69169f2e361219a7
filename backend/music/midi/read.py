"""Read a Standard MIDI File into a `Score`, keeping its own ticks."""

from collections.abc import Sequence

import numpy as np

from backend.music.errors import UnreadableMIDIError
from backend.music.midi import events as ev
from backend.music.midi.channels import DRUM_CHANNEL
from backend.music.midi.conductor import keys_of, metres_of, tempos_of
from backend.music.midi.container import Container, open_container
from backend.music.midi.effects import Found
from backend.music.midi.length import of_bearable_length
from backend.music.midi.limits import MAX_NOTES, MAX_TRACKS
from backend.music.midi.parts import Part, parts_of
from backend.music.midi.setup import share_setup
from backend.music.midi.texts import Texts
from backend.music.score import TEMPO, Score, Track
from backend.music.score.score import Rows


def read(data: bytes, *, silent: bool = False) -> Score:
    """Turn the bytes of a MIDI file into a score, one track a channel and program.

    Damage is repaired: a track that is cut off or goes wrong keeps what came before, notes that
    are never ended stop where their pitch is struck again, and notes that strayed hours behind the
    end are left out. Notes of length 0 get one tick; of notes of one track that begin together on
    one pitch the longest stays. With `silent` a file without notes is a score without tracks.

    Raises:
        UnreadableMIDIError: it is no MIDI file, beyond the limits, or holds no music; says why.
    """
    container = open_container(data)
    events = ev.events_of(container.chunks)
    _check_note_count(events)
    ports = {
        meta.chunk: meta.data[0] for meta in events.metas if meta.kind == ev.PORT and meta.data
    }
    parts = share_setup(parts_of(events, container.ticks_per_quarter), ports)
    if not parts and not silent:
        raise UnreadableMIDIError(_why_silent(container, events))
    _check_parts(container, parts)
    texts = Texts(events.metas)
    effects = Found(events.metas)
    score = Score(
        ticks_per_quarter=container.ticks_per_quarter,
        tracks=_tracks(container, parts, texts, effects),
        tempos=_tempos(container, events),
        metres=metres_of(events.metas, container.ticks_per_quarter),
        keys=keys_of(events.metas),
        markers=texts.markers(),
        lyrics=texts.lyrics(),
        title=_title(container, parts, texts),
        mastering=effects.mastering(),
    )
    return of_bearable_length(score, int(events.ends.max()))


def _tracks(
    container: Container, parts: Sequence[Part], texts: Texts, effects: Found
) -> tuple[Track, ...]:
    names = {part.chunk: "" for part in parts}
    if container.format != 0:  # the one name of a type 0 file is that of the piece
        names = {chunk: texts.name(chunk) for chunk in names}
    return tuple(
        Track(
            notes=part.notes,
            program=part.program,
            is_drum=part.channel == DRUM_CHANNEL,
            name=names[part.chunk],
            controls=part.controls,
            bends=part.bends,
            effects=effects.chain(part.chunk) if container.format == 1 else (),
        )
        for part in parts
    )


def _title(container: Container, parts: Sequence[Part], texts: Texts) -> str:
    """The first track names the piece, unless it plays a part itself beside others."""
    if container.format == 0 or all(part.chunk != 0 for part in parts):
        return texts.karaoke_title() or texts.name(0)
    return texts.karaoke_title()


def _tempos(container: Container, events: ev.Events) -> Rows:
    if container.bpm is not None:
        return np.array([(0, container.bpm)], TEMPO)
    return tempos_of(events.tempos)


def _check_note_count(events: ev.Events) -> None:
    count = np.count_nonzero((events.kind == ev.NOTE_ON) & (events.second > 0))
    if count > MAX_NOTES:
        raise UnreadableMIDIError(
            f"The file has {count:,} notes; the limit is {MAX_NOTES:,}. "
            "Cut it into shorter pieces in a sequencer."
        )


def _check_parts(container: Container, parts: Sequence[Part]) -> None:
    if len(parts) > MAX_TRACKS:
        raise UnreadableMIDIError(
            f"The file has {len(parts):,} tracks with notes; the limit is {MAX_TRACKS}. "
            "Merge or delete tracks in a sequencer and export it again."
        )
    songs = len({part.chunk for part in parts})
    if container.format == 2 and songs > 1:
        raise UnreadableMIDIError(
            f"That is a type 2 MIDI file: it holds {songs} separate patterns, not one piece. "
            "Export the one you want as type 0 or 1."
        )


def _why_silent(container: Container, events: ev.Events) -> str:
    if container.cut:
        return "The file is cut short: it ends before its first note. Download or export it again."
    kinds = {meta.kind for meta in events.metas}
    if len(events.tick):
        return "This file has no notes, only settings of instruments. Choose one with notes."
    if kinds & {ev.LYRIC, ev.MARKER, ev.TEXT}:
        return "This file has no notes, only text. Choose one with notes."
    if len(events.tempos) or kinds & {ev.METRE, ev.KEY}:
        return "This file has no notes, only tempo marks. Choose one with notes."
    return "This file has no notes: its tracks are empty. Choose one with notes."

"""Effects travel in the file, and what others wrote there does no harm."""

import dataclasses
import io

import mido
import numpy as np
import pretty_midi
import pytest

from backend.music import midi
from backend.music.score import NOTE, Score, Track
from backend.music.score.effects import Delay, Mastering, Reverb

ECHO = Delay(kind="delay", note="1/4t", feedback=0.5)


def song(*chains: tuple[Delay | Reverb, ...]) -> Score:
    notes = np.array([(0, 480, 60, 90)], NOTE)
    tracks = tuple(
        Track(notes, program=n, name=f"p{n}", effects=chain) for n, chain in enumerate(chains)
    )
    return Score(480, tracks, mastering=Mastering(chain=(ECHO,), loudness_lufs=-18))


def test_chains_and_master_come_back_as_they_were_written() -> None:
    before = song((), (ECHO, Reverb(kind="reverb", on=False)), (ECHO,))
    after = midi.read(midi.write(before))
    assert [track.effects for track in after.tracks] == [t.effects for t in before.tracks]
    assert after.mastering == before.mastering
    muted = dataclasses.replace(before.tracks[0], muted=True)
    fewer = dataclasses.replace(before, tracks=(muted, *before.tracks[1:]))
    assert midi.read(midi.write(fewer)).tracks[0].effects == before.tracks[1].effects


def test_other_programs_read_the_file_as_ever() -> None:
    data = midi.write(song((ECHO,), ()))
    assert len(mido.MidiFile(file=io.BytesIO(data)).tracks) == 3
    assert len(pretty_midi.PrettyMIDI(io.BytesIO(data)).instruments) == 2


@pytest.mark.parametrize(
    "text", [b'[{"kind":"delay","mix":9}]', b'[{"kind":"bomb"}]', b"[[[", b'"' * 30_000]
)
def test_what_cannot_be_an_effect_is_passed_over(text: bytes) -> None:
    file = mido.MidiFile(file=io.BytesIO(midi.write(song((ECHO,)))))
    event = mido.MetaMessage("sequencer_specific", data=b"\x7dcadenza " + text)
    file.tracks[0].insert(0, event)
    file.tracks[1] = mido.MidiTrack(
        [event, *(one for one in file.tracks[1] if one.type != "sequencer_specific")]
    )
    out = io.BytesIO()
    file.save(file=out)
    assert midi.read(out.getvalue()).tracks[0].effects == ()

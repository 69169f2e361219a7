"""Measure how long sound files take to make, and how much memory, each in a process of its own."""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import _common  # noqa: F401 # the repository on the path

TRACKS = 9
SONG, HOUR, RECORDING = 180.0, 3600.0, 600  # seconds
GOALS = {"wav_times_real_time": 20.0, "mp3_seconds": 15.0, "megabytes": 400.0, "hour": 600.0}


def song(seconds: float) -> Any:
    """Nine players of a demo song, some of them doubled, who go round until the time is over."""
    from backend.music import editing, midi
    from backend.music.editing.edit import MAX_NOTES
    from backend.music.score import bars_of
    from backend.music.score.seconds import seconds_of
    from backend.paths import ROOT

    scores = [midi.read(path.read_bytes()) for path in sorted(ROOT.glob("data/demos/*.mid"))]
    small = (one for one in scores if len(one.tracks) <= TRACKS)
    # The densest of which an hour is still within the notes that a song may have.
    dense = (one for one in small if one.note_count / seconds_of(one) * HOUR < MAX_NOTES / 2)
    score = max(dense, key=lambda one: (len(one.tracks), one.note_count))
    doubles = range(TRACKS - len(score.tracks))
    edits = [{"verb": "double_track", "track": index % len(score.tracks)} for index in doubles]
    score = editing.edited(score, edits)
    bars, times = len(bars_of(score)), -(-seconds // seconds_of(score))
    while times > 1:
        once = min(int(times), 64)
        loop = {"verb": "loop", "first_bar": 1, "last_bar": bars, "times": once}
        score, bars, times = editing.edited(score, [loop]), bars * once, -(-times // once)
    kept = round(bars * seconds / seconds_of(score))
    return editing.edited(score, [{"verb": "loop", "first_bar": 1, "last_bar": kept, "times": 1}])


def wet(score: Any) -> Any:
    """The score with four effects on every player and two on the master."""
    from backend.music import editing

    band = {"kind": "eq", "low_db": 2, "mid_db": -3, "high_db": 2}  # a flat one would cost nothing
    chain = [band, {"kind": "compressor"}, {"kind": "delay"}, {"kind": "reverb"}]
    edits = [{"verb": "effects", "track": k, "chain": chain} for k in range(len(score.tracks))]
    edits.append({"verb": "master", "chain": [band, {"kind": "compressor"}]})
    return editing.edited(score, edits)


def recording(path: Path) -> None:
    """A recording of ten minutes; what can be heard in it makes no difference to the time."""
    import numpy as np

    from backend.music.audio.formats import format_of
    from backend.music.audio.rendering import RATE
    from backend.music.audio.writing import write_sound

    second = np.random.default_rng(0).normal(0, 0.1, (2, RATE)).astype(np.float32)
    write_sound(path, format_of("flac"), RATE, [second] * RECORDING, tags={})


def one(seconds: float, kind: str, name: str) -> dict[str, float]:
    """Render once, in this process: seconds of sound, of processor time, and megabytes at most."""
    from backend.music import editing
    from backend.music.audio.beside import Heard
    from backend.music.audio.formats import format_of
    from backend.music.audio.rendering import RATE, audible, rendered
    from backend.music.audio.soundfonts import soundfont
    from backend.music.hearing.recording import decoded

    written, form, heard = audible(song(seconds)), format_of(kind), None
    score = wet(written) if name == "wet" else written
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        if name == "beside":
            recording(folder / "recording.flac")
            score = editing.edited(written, [{"verb": "transpose", "semitones": 2}])
        begun, clock = _processor(), time.perf_counter()
        if name == "beside":
            samples = decoded(folder / "recording.flac", folder, rate=RATE, sides=2).samples
            heard = Heard(samples, written, 0.0)
        with rendered(score, soundfont(), heard=heard) as sound:
            sound.write(folder / f"out.{form.ending}", form, tags={"title": "Measured"})
            length = sound.seconds
    return {
        "tracks": len(score.tracks), "sound": length, "cpu": _processor() - begun,
        "clock": time.perf_counter() - clock,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }  # fmt: skip


def _processor() -> float:
    """Seconds of processor time so far, the decoder's too."""
    return sum(os.times()[:4])


def measure(hour: bool) -> dict[str, dict[str, float]]:
    """Every rendering in a fresh process, so that each has its own peak of memory."""
    wanted = {"wav": (SONG, "wav16"), "mp3": (SONG, "mp3")}
    wanted |= dict.fromkeys(("wet", "beside"), (SONG, "wav16"))
    if hour:
        wanted["hour"] = (HOUR, "wav16")
    found = {}
    for name, (seconds, kind) in wanted.items():
        command = [sys.executable, __file__, str(seconds), kind, name]
        said = subprocess.run(command, check=True, capture_output=True, text=True)
        found[name] = json.loads(said.stdout)
    return found


def table(found: dict[str, dict[str, float]]) -> str:
    """The measurements as lines of text."""
    lines = []
    for name, row in found.items():
        times = row["sound"] / row["cpu"]
        lines.append(
            f"  {name:7}{row['sound']:7.0f} s of {row['tracks']} tracks in {row['cpu']:6.1f} s of "
            f"one core ({row['clock']:.0f} s by the clock), {times:5.1f} × real time, "
            f"{row['megabytes']:4.0f} MB at most"
        )
    lines.append("  (wet: four effects on every player, two on the master;")
    lines.append("  beside: with a recording of ten minutes, decoded and two semitones higher)")
    goal = GOALS
    lines.append(
        f"  goals: {goal['wav_times_real_time']:g} × real time, MP3 in {goal['mp3_seconds']:g} s, "
        f"{goal['megabytes']:g} MB, an hour {goal['hour']:g} MB"
    )
    return "\n".join(lines)


if __name__ == "__main__":
    print(json.dumps(one(float(sys.argv[1]), sys.argv[2], sys.argv[3])))

"""Random lists of edits, some of them impossible, and one text for one score in every language."""

import hashlib
import random
from typing import Any

from backend.music.score import Score, bars_of
from backend.music.score.effects import (
    Chorus,
    Compressor,
    Convolution,
    Delay,
    Drive,
    Equaliser,
    Reverb,
)  # fmt: skip
from backend.music.score.json import as_json

JSON = dict[str, Any]
KEYS = ("C major", "A minor", "Eb major", "F# minor", "Bb", "d", "Ebm", "c# minor", "A♭ major")


def edit_for(score: Score, draw: random.Random) -> JSON:
    """One edit of a random verb; nearly always possible for `score`."""
    bars = len(bars_of(score))
    first = draw.randint(1, bars)
    last = min(bars, first + draw.choice((0, 1, 3, 7)))
    track, pitched = draw.randrange(len(score.tracks)), not score.tracks[0].is_drum
    strip = "recording" if draw.random() < 0.2 else track
    scope: JSON = {}
    if draw.random() < 0.4:
        scope["tracks"] = sorted({draw.randrange(len(score.tracks)) for _ in range(2)})
    if draw.random() < 0.4:
        scope |= {"first_bar": first, "last_bar": last}
    elif draw.random() < 0.2:
        scope |= {"first_bar": first}
    span = {"first_bar": first, "last_bar": last}
    makers = (
        lambda: _notes(score, track, draw),
        lambda: {"verb": "volume", "track": strip, "gain_db": draw.randint(-80, 24) / 4},
        lambda: {"verb": "pan", "track": strip, "position": draw.randint(-8, 8) / 8},
        lambda: {"verb": "mute", "track": strip, "muted": draw.random() < 0.7},
        lambda: {"verb": "instrument", "track": track, "program": draw.randint(0, 127)},
        lambda: {"verb": "effects", "track": strip, "chain": effects_for(draw)},
        lambda: {"verb": "master", "chain": effects_for(draw),
                 "loudness_lufs": draw.randint(-25, -8), "ceiling_db": draw.randint(-24, -8) / 8},
        lambda: _recording(draw),
        lambda: _written(score, draw),
        lambda: {"verb": "tempo", "bpm": draw.randint(40_000, 240_000) / 1000,
                 **draw.choice(({}, span, {"first_bar": first}))},
        lambda: {"verb": "tempo_ramp", "from_bpm": draw.randint(60, 180),
                 "to_bpm": draw.randint(600, 1800) / 10, **span},
        lambda: {"verb": "tempo_scale", "percent": draw.randint(60, 170)},
        lambda: {"verb": "transpose", "semitones": draw.randint(-7, 7), **scope},
        lambda: {"verb": "key", "key": draw.choice(KEYS),
                 **({"from_key": draw.choice(KEYS)} if draw.random() < 0.7 else {})},
        lambda: {"verb": "octave", "octaves": draw.choice((-1, 1)), **scope},
        lambda: {"verb": "cut", **span},
        lambda: {"verb": "copy", **span, "to_bar": draw.randint(1, bars + 1)},
        lambda: {"verb": "insert", "before_bar": first, "bars": draw.randint(1, 3)},
        lambda: {"verb": "repeat", **span, "times": draw.randint(1, 2)},
        lambda: {"verb": "loop", **span, "times": draw.randint(1, 3)},
        lambda: {"verb": "marker", "bar": first, "name": draw.choice(("A", "Estribillo ñ", ""))},
        lambda: {"verb": "add_track", "name": "Añadido", "program": 48, "is_drum": not pitched},
        lambda: {"verb": "double_track", "track": track, "octaves": draw.randint(-1, 1)},
        lambda: {"verb": "remove_track", "track": track},
        lambda: {"verb": "split", "track": track, "pitch": draw.randint(36, 84)},
        lambda: {"verb": "merge", "track": track, "into": draw.randrange(len(score.tracks))},
        lambda: {"verb": "quantise", "grid": draw.choice((1, 2, 3, 4, 6, 8, 12)),
                 "strength": draw.randint(0, 100), "swing": draw.randint(50, 75), **scope},
        lambda: {"verb": "humanise", "timing": draw.randint(0, 250),
                 "velocity": draw.randint(0, 60), "seed": draw.randrange(2**32), **scope},
        lambda: {"verb": "velocity", **scope, "points": [
            [x, draw.randint(1, 127)] for x in sorted(draw.sample(range(128), draw.randint(1, 4)))
        ]},
        lambda: {"verb": "fade", "from_percent": draw.randint(0, 150),
                 "to_percent": draw.randint(0, 150), **scope},
        lambda: {"verb": "legato", "reach": draw.randint(1, 8), **scope},
        lambda: {"verb": "staccato", "percent": draw.randint(1, 100), **scope},
    )  # fmt: skip
    edit = draw.choice(makers)()
    return {**edit, "enabled": False} if draw.random() < 0.1 else edit


def _recording(draw: random.Random) -> JSON:
    ticks = [draw.choice((0, 0, 0, 0, 7)), *sorted(draw.sample(range(1, 9000), draw.randint(0, 3)))]
    stretches = [[tick, draw.choice((-1, tick, draw.randrange(9000)))] for tick in ticks]
    return {"verb": "recording", "semitones": draw.randint(-12, 12), "stretches": stretches}


def _written(score: Score, draw: random.Random) -> JSON:
    quarter = draw.choice((score.ticks_per_quarter, 12, 100, 960))
    notes = [
        [draw.randrange(16 * quarter), draw.randint(1, 2 * quarter), draw.randint(0, 127),
         draw.randint(1, 127)]
        for _ in range(draw.randint(1, 6))
    ]  # fmt: skip
    recipe = {"genre": "jazz", "seed": draw.randrange(2**31), "role": "bass"}
    return {"verb": "write_track", "name": "Bass", "program": draw.randint(0, 127),
            "is_drum": draw.random() < 0.2, "ticks_per_quarter": quarter, "notes": notes,
            "recipe": recipe}  # fmt: skip


def effects_for(draw: random.Random) -> list[JSON]:
    """A chain of random effects with some of their settings, one in thirty of them impossible."""
    chain = []
    for _ in range(draw.choice((0, 1, 2, 3, 8))):
        kind = draw.choice((Equaliser, Compressor, Drive, Chorus, Delay, Reverb, Convolution))
        effect: JSON = {"kind": kind.model_json_schema()["properties"]["kind"]["const"]}
        for name, told in kind.model_json_schema()["properties"].items():
            if name != "kind" and draw.random() < 0.5:
                effect[name] = _setting(told, draw)
        chain.append(effect)
    return chain


def _setting(told: JSON, draw: random.Random) -> Any:
    if "enum" in told:
        return draw.choice(told["enum"])
    if told["type"] == "boolean":
        return draw.random() < 0.5
    low, high = told["minimum"], told["maximum"]
    if draw.random() < 0.03:
        return draw.choice((low - 0.5, high + 0.5, "loud"))
    return round(low + (high - low) * draw.randint(0, 8) / 8, 3)


def _notes(score: Score, track: int, draw: random.Random) -> JSON:
    there = [(int(n["onset"]), int(n["pitch"])) for n in score.tracks[track].notes]
    gone = draw.sample(there, min(len(there), draw.randint(0, 3)))
    if draw.random() < 0.1:
        gone.append((1, 1))
    quarter = score.ticks_per_quarter
    added = [
        [draw.randrange(score.end + quarter), draw.randint(1, 2 * quarter),
         draw.randint(0, 127), draw.randint(1, 127)]
        for _ in range(draw.randint(0, 3))
    ]  # fmt: skip
    return {"verb": "notes", "track": track, "remove": [list(place) for place in gone],
            "add": added}  # fmt: skip


def fingerprint(score: Score) -> str:
    """A hash of all that a page sees of a score."""
    seen = as_json(score)
    lines = [
        f"{seen['ticks_per_quarter']} {seen['end']}",
        _row([x for tick, bpm in seen["tempos"] for x in (tick, _thousandths(bpm))]),
        _row([x for metre in seen["metres"] for x in metre]),
        _row([x for key in seen["keys"] for x in key]),
        _row([x for marker in seen["markers"] for x in marker]),
        _row(seen["bars"]),
    ]
    if master := seen["mastering"]:
        lines.append(f"{_plain(master['loudness_lufs'])} {_plain(master['ceiling_db'])}")
        lines.append(_chain(master["chain"]))
    for track in seen["tracks"]:
        mix = [_thousandths(track["volume_db"]), _thousandths(track["pan"]), int(track["muted"])]
        sound = [track["program"], int(track["is_drum"]), *mix]
        name = f"{track['name']} {track['role'] or ''}"
        lines.append(f"{name} {_row(sound)} {_chain(track['effects'])}")
        rows = (track.get(name, []) for name in ("notes", "controls", "bends"))
        lines += [_row([x for row in part for x in row]) for part in rows]
    beside = score.recording
    chain = [effect.model_dump(mode="json") for effect in beside.effects]
    mix = [_thousandths(beside.volume_db), _thousandths(beside.pan), int(beside.muted)]
    lines.append(f"{_row([*mix, beside.semitones])} {_chain(chain)}")
    lines.append(_row([x for stretch in beside.stretches for x in stretch]))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def _chain(chain: list[JSON]) -> str:
    return _row([_plain(value) for effect in chain for value in effect.values()])


def _plain(value: Any) -> Any:
    if isinstance(value, bool):
        return int(value)
    return _thousandths(value) if isinstance(value, (int, float)) else value


def _row(values: list[Any]) -> str:
    return ",".join(map(str, values))


def _thousandths(value: float) -> int:
    return round(value * 1000)

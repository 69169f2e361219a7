"""Seat the tracks of a score on MIDI channels, and on further ports when the channels run out."""

from collections.abc import Hashable, Sequence
from typing import Final, NamedTuple

from backend.music.score import Track

DRUM_CHANNEL: Final = 9  # "channel 10" to people
_PITCHED: Final = tuple(channel for channel in range(16) if channel != DRUM_CHANNEL)


class Seat(NamedTuple):
    """`port` is 0 unless the channels of the ports before it are taken."""

    port: int
    channel: int


def seats_of(tracks: Sequence[Track]) -> list[Seat]:
    """One seat a track, in order.

    Up to 15 pitched tracks have a channel each: 1–9 and 11–16. More than that share: tracks with
    the same program, controls and bends sit on one channel, where they sound as they would alone.
    What is still too much goes to the next port. Drums are on channel 10, where the first kit has
    port 1, the next kit port 2 and so on. A player that knows no ports plays the notes all the
    same, but some with another track's program.
    """
    pitched = [i for i, track in enumerate(tracks) if not track.is_drum]
    keys: dict[int, Hashable] = {
        i: track.program if track.is_drum else _sound(track) if len(pitched) > 15 else i
        for i, track in enumerate(tracks)
    }
    places: dict[bool, dict[Hashable, int]] = {False: {}, True: {}}
    seats = []
    for i, track in enumerate(tracks):
        taken = places[track.is_drum]
        place = taken.setdefault(keys[i], len(taken))
        if track.is_drum:
            seats.append(Seat(place, DRUM_CHANNEL))
        else:
            seats.append(Seat(place // 15, _PITCHED[place % 15]))
    return seats


def _sound(track: Track) -> tuple[int, bytes, bytes]:
    return track.program, track.controls.tobytes(), track.bends.tobytes()

"""Tracks that were read are given the role of most of their notes."""

from backend.music.score import Role
from backend.music.theory.parts import with_roles
from tests.music.scores import band


def test_a_band_knows_its_parts():
    roles = [track.role for track in with_roles(band(8)).tracks]
    assert roles == [Role.MELODY, Role.PIANO, Role.BASS, Role.DRUMS]

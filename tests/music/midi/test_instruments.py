import subprocess
import sys

import pytest

from backend.music.midi.instruments import drum_kit_name, program_name, programs_of
from backend.music.score import DEFAULT_PROGRAM, Role


def test_names_of_general_midi() -> None:
    assert program_name(0) == "Acoustic Grand Piano"
    assert program_name(127) == "Gunshot"


def test_a_kit_holds_until_the_next() -> None:
    assert drum_kit_name(0) == "Standard Kit"
    assert drum_kit_name(25) == "Analog Kit"
    assert drum_kit_name(31) == "Analog Kit"
    assert drum_kit_name(127) == "Sound Effects Kit"


@pytest.mark.parametrize("role", Role)
def test_every_role_can_be_done_by_its_default(role: Role) -> None:
    programs = dict(programs_of(role))
    assert DEFAULT_PROGRAM[role] in programs
    assert all(programs.values())


def test_a_bass_line_is_played_by_basses() -> None:
    assert [program for program, _ in programs_of(Role.BASS)] == list(range(32, 40))


def test_anybody_may_play_a_melody() -> None:
    assert [program for program, _ in programs_of(Role.MELODY)] == list(range(128))


def test_importing_the_room_does_not_import_pretty_midi() -> None:
    code = "import backend.music.midi.instruments, sys; sys.exit('pretty_midi' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

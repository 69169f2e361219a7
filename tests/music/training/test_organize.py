"""From folders by artist to folders by genre: every file once, nothing moved or written over."""

import csv
from collections import Counter

import pytest

from backend import paths
from backend.music.errors import MissingDataError
from backend.music.lstm.inputs import GENRES
from backend.music.training import artists, labels
from backend.music.training.organize import organize
from backend.music.training.sources import sources_of

TABLE = paths.ROOT / "data" / "artists.csv"


@pytest.fixture(scope="module")
def table():
    return artists.read_table(TABLE)


@pytest.fixture
def clean(tmp_path):
    """A collection of seven files; their bytes are their names."""
    files = (
        "ABBA/Dancing Queen.mid", "ABBA/Dancing Queen.1.mid", "ABBA/Waterloo.mid",
        "Metallica/One.mid", "Björk/Jóga.mid", "Nobody We Know/Song.mid", "Nobody We Know/Air.mid",
    )  # fmt: skip
    for name in files:
        path = tmp_path / "clean" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return tmp_path / "clean"


def manifest(out):
    with (out / "manifest.csv").open(encoding="utf-8", newline="") as rows:
        return {row["path"]: row for row in csv.DictReader(rows)}


def test_the_table_is_large_and_names_our_genres(table):
    sizes = Counter(table.values())
    assert len(table) >= 1200
    assert set(sizes) == set(GENRES) - {"general"}
    assert min(sizes.values()) >= 100


@pytest.mark.parametrize(
    ("name", "genre"),
    [
        ("The Beatles", "rock"), ("BEATLES", "rock"), ("Beatles, The", "rock"),
        ("Guns n' Roses", "rock"), ("Guns 'N' Roses", "rock"), ("Guns And Roses", "rock"),
        ("Simon and Garfunkel", "folk"), ("AC DC", "rock"), ("Motorhead", "metal"),
        ("Mozart, Wolfgang Amadeus", "classical"), ("Dvorak, Antonin", "classical"),
        ("Earth, Wind & Fire", "pop"), ("Earth Wind and Fire", "pop"), ("Run-DMC", "hiphop"),
        ("R.E.M.", "rock"), ("REM", "rock"), ("Joe Cocker & Jennifer Warnes", "rock"),
        ("Santana feat. Rob Thomas", "rock"), ("Tom Petty and Heartbreakers", "rock"),
        ("Bob Marley and the Wailers", "reggae"), ("Miles Davis", "jazz"), ("B. B. King", "blues"),
        ("2pac", "hiphop"), ("Beyonce", "pop"), ("Salt 'n' Pepa", "hiphop"), ("The The", "rock"),
        ("Love & Money", None), ("Nobody We Know", None), ("", None),
    ],
)  # fmt: skip
def test_artists_are_found_however_they_are_written(table, name, genre):
    assert artists.look_up(name, table) == genre


def test_files_come_into_their_genre_and_stay_where_they_were(clean, tmp_path):
    out = tmp_path / "midi"
    done = organize(clean, out, labels.by_artist(TABLE))
    assert done.placed == {"pop": 4, "metal": 1}
    assert done.unplaced == {"Nobody We Know": 2}
    assert (out / "pop" / "ABBA - Dancing Queen.1.mid").read_text() == "ABBA/Dancing Queen.1.mid"
    assert (clean / "ABBA" / "Dancing Queen.1.mid").exists()
    assert not (out / "general").exists()
    songs = {source.path.name: source.song for source in sources_of(out / "pop")}
    assert songs == {
        "ABBA - Dancing Queen.mid": "abba/dancingqueen",
        "ABBA - Dancing Queen.1.mid": "abba/dancingqueen",
        "ABBA - Waterloo.mid": "abba/waterloo",
        "Björk - Jóga.mid": "bjork/joga",
    }


def test_a_second_run_finds_all_there(clean, tmp_path):
    out = tmp_path / "midi"
    organize(clean, out, labels.by_artist(TABLE))
    before = manifest(out)
    again = organize(clean, out, labels.by_artist(TABLE))
    assert (again.placed.total(), again.already.total()) == (0, 5)
    assert manifest(out) == before
    assert len(list(out.rglob("*.mid"))) == 5


def test_another_file_of_that_name_is_not_written_over(clean, tmp_path):
    mine = tmp_path / "midi" / "metal" / "Metallica - One.mid"
    mine.parent.mkdir(parents=True)
    mine.write_text("mine")
    for _ in range(2):
        organize(clean, tmp_path / "midi", labels.by_artist(TABLE))
        assert mine.read_text() == "mine"
        assert mine.with_name("Metallica - One (2).mid").read_text() == "Metallica/One.mid"
        assert len(list(mine.parent.iterdir())) == 2


def test_a_manifest_that_was_there_is_kept(clean, tmp_path):
    out = tmp_path / "midi"
    out.mkdir()
    (out / "manifest.csv").write_text("path,song,year\njazz/a.mid,a,1959\n")
    organize(clean, out, labels.by_artist(TABLE))
    assert manifest(out)["jazz/a.mid"] == {"path": "jazz/a.mid", "song": "a", "year": "1959"}
    assert len(manifest(out)) == 6
    (out / "manifest.csv").write_text("file\na.mid\n")
    with pytest.raises(MissingDataError, match="no columns “path” and “song”"):
        organize(clean, out, labels.by_artist(TABLE))


def test_links_take_no_space(clean, tmp_path):
    organize(clean, tmp_path / "midi", labels.by_artist(TABLE), link=True)
    assert (tmp_path / "midi" / "metal" / "Metallica - One.mid").samefile(
        clean / "Metallica" / "One.mid"
    )


def test_what_fits_nowhere_goes_to_general_only_if_asked(clean, tmp_path):
    done = organize(clean, tmp_path, labels.by_artist(TABLE), keep_unplaced=True)
    assert (done.placed["general"], done.unplaced.total()) == (2, 2)


def labelled(tmp_path, text):
    (tmp_path / "labels.csv").write_text(text)
    return labels.by_labels(tmp_path / "labels.csv")


def test_labels_by_artist_and_track(clean, tmp_path):
    rows = "artist,track,genre\nABBA,,Disco\nABBA,Waterloo,Pop_Rock\nNobody We Know,,Latin\n"
    genre_of, unknown = labelled(tmp_path, rows)
    done = organize(clean, tmp_path / "midi", genre_of)
    assert done.placed == {"electronic": 2, "rock": 1}
    assert unknown == {"Latin": 1}


def test_labels_by_the_id_of_a_folder(tmp_path):
    folder = tmp_path / "matched" / "A" / "TRAAAGR128F425B14B"
    folder.mkdir(parents=True)
    (folder / "0123abcd.mid").write_text("a")
    genre_of, _ = labelled(tmp_path, "track\tgenre\nTRAAAGR128F425B14B\tRap\n")
    assert organize(tmp_path / "matched", tmp_path / "midi", genre_of).placed == {"hiphop": 1}


@pytest.mark.parametrize("text", ["a,b\n1,2\n", "genre\nrock\n", ""])
def test_labels_without_the_columns_are_refused(tmp_path, text):
    with pytest.raises(MissingDataError, match="needs a first line"):
        labelled(tmp_path, text)


def test_missing_folders_and_files_say_the_cure(tmp_path):
    with pytest.raises(MissingDataError, match="a folder for each artist"):
        organize(tmp_path, tmp_path / "out", lambda _: None)
    with pytest.raises(MissingDataError, match="--labels"):
        labels.by_labels(tmp_path / "none.csv")
    with pytest.raises(MissingDataError, match="comes with the project"):
        labels.by_artist(tmp_path / "none.csv")

"""Cards and tables say what was measured and not a number more."""

import csv
import json
import re

import pytest

from backend.music.errors import MissingDataError
from backend.music.evaluation.card import RESULTS, card_of, sources_of, weaknesses, write_card
from backend.music.evaluation.summary import MARKERS, summary_table, write_into
from backend.music.evaluation.table import Table, as_markdown, as_text
from backend.music.evaluation.tables import tables_of
from tests.music.evaluation.pieces import shard, waltzing
from tests.music.evaluation.results import CONFIG, results

# Numbers that belong to the explanations: "sixteen bars" is spelt out, "± 30 %", headings, names.
WORDS = re.compile(
    r"± 30 %|more than 30 %|4-gram|SHA-256|abc123|2031-05-06|16 bars|95th|strength \d+"
)


def numbers_in(data: object) -> set[str]:
    """Every number of the data in the ways it may be written."""
    if isinstance(data, dict):
        keys = {str(k) for k in data if str(k).isdigit()}
        return keys.union(*(numbers_in(v) for v in data.values()))
    if isinstance(data, list):
        return set().union(*(numbers_in(v) for v in data))
    if isinstance(data, bool) or not isinstance(data, (int, float)):
        return set()
    written = {f"{data:,}", f"{data:g}", f"{data * 100:.0f}"}
    return written | {f"{data:.{digits}f}" for digits in (1, 2, 3)}


def test_a_card_holds_only_numbers_that_it_was_given():
    card = card_of(CONFIG, results() | {"sources": {"a collection": 150, "another": 49}})
    text = WORDS.sub("", card)
    known = numbers_in(results()) | numbers_in(CONFIG) | {"150", "49"}
    found = set(re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?", text))
    assert found <= known, found - known
    assert {"3.875", "199", "14.50", "0.955"} <= found


def test_a_card_says_what_and_when_and_of_which_weights():
    card = card_of(CONFIG, results())
    assert card.startswith("# Jazz\n")
    assert "On 2031-05-06" in card
    assert "`abc123`" in card
    assert "evaluate again" not in card
    assert "evaluate again" in card_of({**CONFIG, "weights_sha256": "def456"}, results())


def test_a_new_bundle_says_how_to_measure_it_and_remarks_are_kept(tmp_path):
    (tmp_path / "config.json").write_text(json.dumps(CONFIG))
    (tmp_path / "remarks.md").write_text("- Endings come too soon.\n")
    write_card(tmp_path)
    card = (tmp_path / "card.md").read_text()
    assert "scripts/evaluate.py jazz" in card
    assert "- Endings come too soon." in card
    assert "Likelihood" not in card


def test_weaknesses_are_read_from_the_measures():
    bad = "\n".join(weaknesses(results()))
    assert "bass 0.50 ×" in bad
    assert "drums" not in bad
    assert "scale consistency" in bad
    assert "2 of 100 compositions were collapsed" in bad
    assert "At strength 60, 25 %" in bad
    assert "recognises" not in bad
    assert "share 14 notes or more" in bad
    good = results()
    good["bands"]["composed"][0]["fits"] = True
    good["closeness"]["overlap_composed"] = {"scale consistency": 0.74}
    good["compositions"]["collapsed"] = 0
    good["originality"]["composed"] = good["originality"]["real"]
    good["restyles"]["rows"]["60"]["landed"] = 0.5
    assert weaknesses(good) == ["Nothing that these measures show."]


def test_tables_align_and_become_markdown():
    table = Table("Title", "A note.", ("", "one"), (("first", "1"), ("second", "22")))
    assert as_text(table) == "Title\n          one\n  first     1\n  second   22"
    lines = ["|  | one |", "|---|--:|", "| first | 1 |", "| second | 22 |"]
    assert as_markdown(table).splitlines()[4:] == lines


def test_originality_stands_beside_that_of_real_songs():
    card = card_of(CONFIG, results())
    assert "| longest passage in notes, median | under 9 | 10 |" in card
    assert "| longest passage in notes, 95th percentile | 11 | 14 |" in card
    assert "| bars copied, mean | 0 % | 6 % |" in card
    without = results()
    del without["originality"]
    assert "Originality" not in card_of(CONFIG, without)


def test_a_genre_that_is_not_judged_has_no_restyles_to_show():
    thin = results()
    del thin["restyles"], thin["judge"]["composed"], thin["judge"]["real"]
    assert "Restyles" not in [t.title for t in tables_of(thin)]
    assert "Restyles" not in card_of(CONFIG, thin)


def test_the_readme_gets_its_table_between_its_markers(tmp_path):
    for genre in ("jazz", "rock"):
        (tmp_path / genre).mkdir()
        (tmp_path / genre / RESULTS).write_text(json.dumps(results() | {"genre": genre}))
    readme = tmp_path / "README.md"
    readme.write_text(f"Before\n{MARKERS[0]}\nold\n{MARKERS[1]}\nafter\n", encoding="utf-8")
    table = summary_table(tmp_path)
    write_into(readme, table)
    write_into(readme, table)
    text = readme.read_text(encoding="utf-8")
    assert "old" not in text
    assert text.startswith("Before\n")
    assert text.endswith("\nafter\n")
    assert text.count("| jazz | 3.88 | 9.25 | 0 of 100 | 2 of 100 | 0 of 100 | 1 of 2 |") == 1
    assert text.count("| rock |") == 1


def test_a_page_without_markers_and_a_folder_without_results_say_so(tmp_path):
    with pytest.raises(MissingDataError, match=r"evaluate\.py all"):
        summary_table(tmp_path)
    (tmp_path / "README.md").write_text("nothing")
    with pytest.raises(MissingDataError, match="table:models"):
        write_into(tmp_path / "README.md", Table("", "", ("a",), ()))


def test_files_are_counted_by_collection(tmp_path):
    made = shard("jazz", [waltzing(i, 4) for i in range(3)], held_out=1)
    manifest = tmp_path / "manifest.csv"
    assert sources_of(manifest, [made]) is None
    with manifest.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("path", "dataset"))
        rows.writerow(("jazz/0.mid", "here/folder"))
        rows.writerow(("jazz/1.mid", "here"))
    assert sources_of(manifest, [made]) == {"here": 2, "unknown": 1}

"""The published figures beside ours."""

import json

import pytest

from backend.music.errors import MissingDataError
from backend.music.evaluation.published import MARKERS, PUBLISHED, paper_table
from backend.music.evaluation.summary import MARKERS as OTHERS
from backend.music.evaluation.summary import write_into


def result(*networks: float, together: float) -> dict[str, object]:
    each = [{"test": {"without_first": n, "with_first": n + 0.25}} for n in networks]
    return {"networks": each, "together": {"test": {"without_first": together}}}


def test_ours_stand_under_the_published(tmp_path):
    path = tmp_path / "paper.json"
    path.write_text(json.dumps({"jsb": result(5.0, 5.2, together=4.9)}))
    table = paper_table(path)
    assert table.header == ("", "JSB Chorales")
    assert len(table.rows) == len(PUBLISHED) + 3
    assert table.rows[0] == ("LSTM (Bai et al. 2018)", "8.45")
    assert [row[1] for row in table.rows[-3:]] == ["5.00", "5.25", "4.90 (2)"]


def test_one_network_is_no_average(tmp_path):
    path = tmp_path / "paper.json"
    path.write_text(json.dumps({"nottingham": result(2.0, together=2.0)}))
    assert paper_table(path).rows[-1] == ("– with the first frames", "2.25")


def test_the_readme_gets_the_table_between_its_own_markers(tmp_path):
    path, readme = tmp_path / "paper.json", tmp_path / "README.md"
    path.write_text(json.dumps({"jsb": result(5.0, together=5.0)}))
    readme.write_text("\n".join((*MARKERS, *OTHERS, "models", "")), encoding="utf-8")
    write_into(readme, paper_table(path), MARKERS)
    first, second = readme.read_text(encoding="utf-8").split(MARKERS[1])
    assert "| this network | 5.00 |" in first
    assert "|" not in second


def test_no_results_are_said_with_the_cure(tmp_path):
    with pytest.raises(MissingDataError, match=r"paper_table\.py all"):
        paper_table(tmp_path / "paper.json")

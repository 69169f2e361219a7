"""POST /prompts: a text becomes chips, unknown words and a request that can be sent on."""

from tests.conftest import Person


def test_a_prompt_is_read(ada: Person) -> None:
    response = ada.send("POST", "/api/v1/prompts", json={"text": "slow jazz, zzz"})
    assert response.status_code == 200
    assert response.json == {
        "chips": [
            {"field": "tempo", "value": 70.0, "text": "70 bpm", "words": "slow", "span": [0, 4]},
            {"field": "genre", "value": "jazz", "text": "jazz", "words": "jazz", "span": [5, 9]},
        ],
        "unknown": [{"words": "zzz", "span": [11, 14], "reason": "not a word that we know"}],
        "request": {"tempo": 70.0, "genre": "jazz"},
    }


def test_what_a_prompt_asks_for_can_be_composed(ada: Person) -> None:
    read = ada.send("POST", "/api/v1/prompts", json={"text": "jazz in D minor, 8 bars, piano"})
    asked = ada.send("POST", "/api/v1/generations", json=read.json["request"])
    assert asked.status_code == 202, asked.text


def test_a_long_prompt_is_refused_with_the_cure(ada: Person) -> None:
    response = ada.send("POST", "/api/v1/prompts", json={"text": "jazz " * 500})
    assert response.status_code == 422
    error = response.json["error"]
    assert error["code"] == "invalid"
    assert error["cure"] == "Write 2000 at most: a few lines are enough."

"""Chips and unknown words: where they stand, how they are written, and which word wins."""

import pytest

from backend.music.prompt import parse


def chips(text: str, field: str) -> list[tuple[object, str, str]]:
    return [(c.value, c.text, c.words) for c in parse(text).chips if c.field == field]


def reasons(text: str) -> dict[str, str]:
    return {word.words: word.reason for word in parse(text).unknown}


def test_chips_stand_in_the_order_of_the_text_and_name_their_words() -> None:
    prompt = parse("very slow jazz in E♭ major with upright bass and piano")
    assert [(c.field, c.words) for c in prompt.chips] == [
        ("tempo", "very slow"),
        ("genre", "jazz"),
        ("key", "in E♭ major"),
        ("instruments", "upright bass"),
        ("instruments", "piano"),
    ]
    assert [c.text for c in prompt.chips] == [
        "56 bpm", "jazz", "Eb major", "upright bass", "piano",
    ]  # fmt: skip


def test_a_nearest_genre_says_so() -> None:
    assert chips("a funk tune", "genre") == [("pop", "pop, nearest to funk", "funk")]
    [(_, text, _)] = chips("jazz with a touch of funk", "blend")
    assert text == "20 % pop, nearest to funk"


def test_the_later_word_wins_and_the_earlier_says_why() -> None:
    assert reasons("slow, then fast") == {"slow": "“fast” was said later"}
    assert reasons("piano, actually no piano") == {"piano": "“no piano” was said later"}
    assert reasons("jazz in C minor. Rock in D major")["jazz"] == "“Rock” was said later"


def test_what_is_only_implied_gives_way_in_silence() -> None:
    prompt = parse("a fast waltz in 4/4")
    assert prompt.request() == {"tempo": 150.0, "metre": "4/4"}
    assert prompt.unknown == ()


def test_a_part_of_the_curve_goes_before_the_whole() -> None:
    assert parse("ends quietly, builds up").request()["energy"] == [25, 40, 60, 80, 15]
    assert reasons("starts loud, starts quietly") == {
        "starts loud": "“starts quietly” was said later"
    }


def test_a_length_in_time_brings_the_tempo_it_needs() -> None:
    assert parse("one minute").request() == {"tempo": 110.0, "bars": 28}
    assert parse("one minute at 60 bpm in 3/4").request() == {
        "bars": 20, "tempo": 60.0, "metre": "3/4",
    }  # fmt: skip
    assert parse("sad, one minute").request()["tempo"] == 72.0


def test_a_player_left_out_leaves_the_rest_of_the_usual_band() -> None:
    [(value, text, words)] = chips("jazz, no drums", "instruments")
    assert [player["role"] for player in value] == ["melody", "piano", "bass"]
    assert (text, words) == ("no drums: the others of the usual band", "no drums")
    assert reasons("no piano, guitar, bass, drums or melody") == {
        "melody": "nobody would be left to play"
    }


@pytest.mark.parametrize(
    ("text", "band"),
    [
        ("flute and guitar", {"melody": 73, "guitar": 25}),
        ("guitar melody, flute", {"melody": 25, "winds": 73}),
        ("piano", {"melody": 0, "piano": 0}),
        ("only bass", {"bass": 33}),
        ("piano, no melody", {"piano": 0}),
        ("only slap bass, bass", {"bass": 36}),
        ("flute, oboe, clarinet, bassoon",
         {"winds": 73, "melody": 68, "brass": 71, "bass": 70}),
    ],
)  # fmt: skip
def test_every_player_has_a_role_and_one_has_the_tune(text: str, band: dict[str, int]) -> None:
    players = parse(text).request()["instruments"]
    assert {p["role"]: p["program"] for p in players} == band


def test_what_cannot_be_done_says_why() -> None:
    assert reasons("7/8")["7/8"].startswith("not a metre that we write; there are 4/4")
    assert reasons("seed 99999999999") != {}
    assert reasons("300 bars") == {"300 bars": "the number of bars goes from 4 to 256"}
    assert reasons("not sad") == {
        "not sad": "only players can be left out; say what you want instead"
    }
    assert parse("| Dm9/A F | % | Cm(maj7) |").request() == {"chords": "| Dm9/A F | % | Cm(maj7) |"}
    assert parse("| C G Am F |").request() == {"chords": "| C | G | Am | F |"}
    assert reasons("| C | C G Am |")["| C | C G Am |"] == "bar 2 has 3 chords, and a bar holds two"
    assert reasons("waltz | C G | Am |")["| C G | Am |"] == "a bar of 3/4 holds one chord"
    assert "“%” is not" in reasons("| % | C |")["| % | C |"]
    assert "“H9” is not a chord" in reasons("| C | H9 |")["| C | H9 |"]


def test_slips_are_mended_but_never_onto_another_word() -> None:
    assert parse("pianno, slwoly, gutiar").request()["instruments"] != []
    assert parse("a child on a train in the rain with fluke grapes and a horse").request() == {}
    for word in ("jaz", "metel", "drms"):  # too short, or near two words
        assert reasons(word) == {word: "not a word that we know"}


def test_json_is_what_the_page_gets() -> None:
    assert parse("jazz zzz").to_json() == {
        "chips": [
            {"field": "genre", "value": "jazz", "text": "jazz", "words": "jazz", "span": [0, 4]}
        ],
        "unknown": [{"words": "zzz", "span": [5, 8], "reason": "not a word that we know"}],
        "request": {"genre": "jazz"},
    }

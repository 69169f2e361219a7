"""Asked versus got: what was requested beside what is measured on the written file."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from backend.music.events.encoded import EncodedScore
from backend.music.generation.compose import Composition
from backend.music.generation.harmony import Frame, chords_of
from backend.music.generation.measured import Measured
from backend.music.generation.report import share_kept
from backend.music.generation.requests import MOODS, ComposeRequest, RestyleRequest
from backend.music.generation.restyle import LOCKED_ROLES, locks_of
from backend.music.generation.source import Source
from backend.music.score import Role, Score
from backend.music.score.score import Rows

FOLLOWS = 0.7  # correlation from which on the bars of a file follow an energy curve
NEAR = 20.0  # points of the dial by which energy and register may miss

Certificate = list[dict[str, Any]]


def row(what: str, asked: object, got: object, ok: bool) -> dict[str, Any]:
    """One line; `asked` is None where nothing was asked."""
    return {"what": what, "asked": asked, "got": got, "ok": bool(ok)}


def certify(request: ComposeRequest, made: Composition, score: Score) -> Certificate:
    """What a composition must have: a piece that has not is written anew."""
    got = Measured.of(score)
    tempo = None if request.tempo is None else round(request.tempo, 1)
    # Typed chords may lead anywhere: with them a key is only a wish.
    free = bool(any(made.asked))
    players = None if request.instruments is None else len(made.players)
    key = str(request.key) if request.key else None
    return [
        row("Key", key, str(got.key), got.key == made.key or (free and key is None)),
        row("Tempo", tempo, got.tempo, tempo in (None, got.tempo)),
        row("Metre", request.metre, got.metre, got.metre == request.metre),
        row("Bars", request.bars, got.bars, got.bars == request.bars),
        row("Players", players, len(got.players), got.players == sorted(made.players)),
    ]


def must(request: ComposeRequest, made: Composition) -> frozenset[str]:
    """The rows of `certify` without which a piece is not accepted."""
    rows = {"Key", "Tempo", "Metre", "Bars", "Players"}
    return frozenset(rows - {"Key"} if any(made.asked) and request.chords else rows)


def certify_wishes(
    request: ComposeRequest, made: Composition, score: Score, piece: EncodedScore
) -> Certificate:
    """What a composition was wished to be beyond that."""
    got = Measured.of(score)
    mood = MOODS[request.mood] if request.mood else None
    rows = chord_rows(got, made.asked, piece)
    rows += energy_rows(got, request.energy, made.usual, 0, request.bars)
    if request.register is not None:
        rows.append(_register(got, request.register, made))
    if mood is not None and request.mood is not None:
        mode = "minor" if got.key.minor else "major"
        fits = [mode == mood.mode or request.key is not None]
        told = [mode, f"{got.tempo:g} bpm"]
        low, high = mood.tempo
        fits.append(request.tempo is not None or low <= got.tempo <= high)
        if request.energy is None:
            level = got.energy(made.usual, 0, request.bars)
            told.append(f"energy {level:.0f}")
            fits.append(abs(level - mood.energy) <= NEAR)
        rows.append(row("Mood", request.mood, ", ".join(told), all(fits)))
    return rows


def certify_kept(source: Source, score: Score) -> Certificate:
    """Tempo and metre of a source beside those of the result."""
    before, after = Measured.of(source.score), Measured.of(score)
    return [
        row("Tempo", before.tempo, after.tempo, before.tempo == after.tempo),
        row("Metre", before.metre, after.metre, before.metre == after.metre),
    ]


def certify_rest(kept: Score, score: Score) -> dict[str, Any]:
    """Whether every note that had to stay is in the file as it was, to the tick."""
    there = Counter(Measured.of(score).sounds)
    stays = Counter(Measured.of(kept).sounds)
    missing = sum((stays - there).values())
    share = 1 - missing / max(sum(stays.values()), 1)
    return row("Kept", "100 %", f"{int(share * 100)} %", not missing)


def certify_more(source: Source, bars: int, score: Score) -> Certificate:
    """A source that goes on to so many bars: its key too, and nothing of it changed."""
    got = Measured.of(score)
    return [
        row("Key", str(source.piece.key), str(got.key), got.key == source.piece.key),
        *certify_kept(source, score),
        row("Bars", bars, got.grid, got.grid == bars),
        certify_rest(source.score, score),
    ]


def certify_restyle(request: RestyleRequest, source: Source, score: Score) -> Certificate:
    """What had to survive a restyle, and the band that was asked for, as measured on the result.

    A kept part has the sound that it had. A level of energy is not told: how full the band would
    have been without it is another matter in each draft.
    """
    got = Measured.of(score)
    rows = certify_kept(source, score)
    if score.keys.tolist() != source.score.keys.tolist():  # It went to the relative major.
        rows.append(row("Key", None, str(got.key), ok=True))
    locks = locks_of(request)
    stays = set()
    for lock, role in LOCKED_ROLES.items():
        kept = share_kept(source, score, role)
        if lock in locks and kept is not None:
            stays.add(role)
            rows.append(
                row(f"{lock.capitalize()} kept", "100 %", f"{int(kept * 100)} %", kept == 1)
            )
    asked = Counter((r == Role.DRUMS, p) for r, p in request.instruments or () if r not in stays)
    if asked:
        heard = (asked & Counter(got.players)).total()
        rows.append(row("Players", asked.total(), heard, heard == asked.total()))
    if len(set(request.energy or ())) > 1:
        rows += energy_rows(got, request.energy, source.piece.plan, 0, len(source.piece.plan))
    return rows


def certify_part(
    energy: tuple[float, ...] | None,
    asked: Frame,
    usual: Rows,
    bars: tuple[int, int],
    score: Score,
    piece: EncodedScore,
    first: int,
) -> Certificate:
    """Chords and energy of the `bars` that were written; in `piece` they begin at `first`."""
    got = Measured.of(score)
    rows = chord_rows(got, asked, piece, bars[0], first)
    return rows + energy_rows(got, energy, usual, *bars)


def chord_rows(
    got: Measured, asked: Frame, piece: EncodedScore, bar: int = 0, first: int = 0
) -> Certificate:
    """The asked chords, from `bar` of the file and `first` of the piece on.

    In the sketch they must stand as asked; how many are heard is told.
    """
    heard = got.chords_heard(asked, piece.key, bar)
    if heard is None:
        return []
    there = chords_of(piece)[first:]
    fits = all(
        there[i].get(slot) == chord for i, a in enumerate(asked) for slot, chord in a.items()
    )
    count = sum(map(len, asked))
    return [row("Chords", f"{count} half bars", f"{heard:.0%} heard", fits)]


def energy_rows(
    got: Measured, points: Sequence[float] | None, usual: Rows, first: int, last: int
) -> Certificate:
    """An energy curve beside the notes per bar, or a level beside how full the bars are."""
    if points is None:
        return []
    if len(set(points)) > 1:
        match = got.follows(points, first, last)
        asked = f"{len(points)} points"
        return [row("Energy", asked, f"followed to {match:.2f} of 1", match >= FOLLOWS)]
    level = got.energy(usual, first, last)
    return [row("Energy", points[0], round(level), abs(level - points[0]) <= NEAR)]


def _register(got: Measured, asked: int, made: Composition) -> dict[str, Any]:
    level = got.register(made.usual, made.key.to_normal)
    return row("Register", asked, round(level), abs(level - asked) <= NEAR)

"""Sections: where a planned piece comes back to what it had before, as letters over its bars."""

from collections.abc import Sequence
from string import ascii_uppercase

from backend.music.events.form import SILENT, Form
from backend.music.events.vocabulary import CHORD
from backend.music.score import Role

LENGTH = 8  # bars
FEWEST = 4  # sections: a shorter piece is told in phrases
ALIKE = 0.5  # of the bars of a section, by chords and tune, give it the letter of an earlier one

Sections = Sequence[tuple[int, str]]


def sections_of(form: Form) -> Sections:
    """(first bar, letter) of each section; none for a piece of less than 32 bars."""
    bars = len(form.notes)
    if bars < FEWEST * LENGTH:
        return ()
    told = form.notes[:, [CHORD, Role.MELODY]]
    sections: list[tuple[int, str]] = []
    for start in range(0, bars - LENGTH // 2, LENGTH):
        mine = told[start : start + LENGTH]
        sounds = mine != SILENT
        for earlier, letter in sections:
            same = (mine == told[earlier : earlier + len(mine)]) & sounds
            if same.sum() >= ALIKE * sounds.sum():
                sections.append((start, letter))
                break
        else:
            used = len({letter for _, letter in sections})
            sections.append((start, ascii_uppercase[used % len(ascii_uppercase)]))
    return sections


def returns(sections: Sections) -> bool:
    """Whether a section comes back beside another one; True for a piece too short to have any."""
    letters = {letter for _, letter in sections}
    return not sections or 1 < len(letters) < len(sections)

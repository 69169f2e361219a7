"""The grammar, one small rule a subject; the first that can read on at a place does so."""

from backend.music.prompt.mentions import Rule
from backend.music.prompt.rules.genres import genre
from backend.music.prompt.rules.keys import key
from backend.music.prompt.rules.lengths import clock, length
from backend.music.prompt.rules.metres import counted_metre, written_metre
from backend.music.prompt.rules.negation import negation
from backend.music.prompt.rules.plain import comparison, plain
from backend.music.prompt.rules.players import only, player
from backend.music.prompt.rules.quantities import named_number, quantity
from backend.music.prompt.rules.tempos import bent_tempo

RULES: tuple[Rule, ...] = (
    negation,
    comparison,
    written_metre,
    counted_metre,
    key,
    clock,
    length,
    named_number,
    quantity,
    bent_tempo,
    only,
    player,
    genre,
    plain,
)

"""What the reader accepts at most, and why; every refusal names the number."""

from typing import Final

# The largest piece of the training corpus has 0.6 MB; beyond 10 MiB it is not a song but a mistake.
MAX_BYTES: Final = 10 * 1024 * 1024
# Track chunks of a file, with and without notes: files made by people have at most about a hundred.
MAX_CHUNKS: Final = 1024
# Parts that play: 16 channels of 16 ports.
MAX_TRACKS: Final = 256
# The busiest pieces that still play in real time have half of it; an orchestral hour has 60,000.
MAX_NOTES: Final = 200_000
# Notes, controls and all the rest; bounds the memory that a hostile file can ask for.
MAX_EVENTS: Final = 1_000_000
# Marks, words and program changes, which are looked at one by one; the corpus has 10,000 at most.
MAX_MARKS: Final = 100_000
MAX_SECONDS: Final = 4 * 60 * 60.0
# A piece with more changes of metre than this has none that a listener could follow.
MAX_METRES: Final = 2_000
# Ticks are kept in 32 bits; whatever is written beyond is damage, not music.
LAST_TICK: Final = 2**31 - 1

assert 2 * MAX_NOTES < MAX_EVENTS

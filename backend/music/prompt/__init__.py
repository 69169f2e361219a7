"""The prompt: words about music → the fields of a compose request, offline, by a lexicon."""

from backend.music.prompt.parse import LONGEST, parse
from backend.music.prompt.prompt import Chip, Prompt, Unknown

__all__ = ["LONGEST", "Chip", "Prompt", "Unknown", "parse"]

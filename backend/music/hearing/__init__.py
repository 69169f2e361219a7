"""Hearing: a recording becomes notes, the notes find their beat, and the two become a score."""

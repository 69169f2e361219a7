"""Damaged MIDI files, made from whole ones: flipped bits, lost ends, lengths that lie."""

import random


def mutant(data: bytes, rng: random.Random) -> bytes:
    """The file with one to eight damages."""
    body = bytearray(data)
    for _ in range(rng.randint(1, 8)):
        rng.choice((_flip, _cut, _lie, _repeat))(body, rng)
    return bytes(body)


def _flip(body: bytearray, rng: random.Random) -> None:
    for _ in range(rng.choice((1, 10, 100))):
        if body:
            body[rng.randrange(len(body))] ^= 1 << rng.randrange(8)


def _cut(body: bytearray, rng: random.Random) -> None:
    """Lose the end, or a piece in the middle."""
    start = rng.randint(0, len(body))
    stop = len(body) if rng.random() < 0.3 else start + rng.randint(0, 40)
    del body[start:stop]


def _lie(body: bytearray, rng: random.Random) -> None:
    """State a wrong length for a chunk, or a wrong division."""
    at = rng.choice([8, *(i + 4 for i in range(len(body)) if body[i : i + 2] == b"MT")])
    number = rng.choice((0, 1, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF))
    body[at : at + 4] = number.to_bytes(4, "big")


def _repeat(body: bytearray, rng: random.Random) -> None:
    start = rng.randint(0, len(body))
    body[start:start] = body[start : start + rng.randint(0, 200)] * rng.randint(1, 20)

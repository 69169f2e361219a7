"""The faults of the musical core: one class each, and every message names the cure."""


class MusicError(Exception):
    """Base of all faults that a caller of `backend.music` can act on."""


class UnreadableMIDIError(MusicError):
    """The bytes are not a MIDI file that can be turned into a score; says why."""


class UnusableScoreError(MusicError):
    """The score was read, but there is not enough music in it for what was asked."""


class BadRequestError(MusicError):
    """A request asks for something unknown or impossible; names it and what is possible."""


class RefusedEditError(BadRequestError):
    """An edit of a list is unknown or impossible; `index` says which, counted from 0."""

    def __init__(self, message: str, index: int = 0, verb: str = "") -> None:
        super().__init__(message)
        self.index = index
        self.verb = verb
        self.field = f"edits[{index}]"


class MissingModelError(MusicError):
    """No trained weights are there for the genre; says how to get them."""


class IncompatibleModelError(MusicError):
    """The weights were made for another format or vocabulary; says how to retrain."""


class MissingDataError(MusicError):
    """A folder or file that a script needs is absent or empty; says what to put there."""


class CancelledError(MusicError):
    """The caller asked to stop; nothing was produced."""


class CollapsedError(MusicError):
    """Every try collapsed (one note, silence, an endless loop), so nothing was shipped."""


class MissingSynthError(MusicError):
    """There is nothing to make sound with: no FluidSynth, or no SoundFont; says how to get it."""


class MissingEarError(MusicError):
    """There is nothing to hear recordings with: a package is not installed; says how to get it."""


class UnreadableAudioError(MusicError):
    """The file is not a recording that can be heard; says why, and what to bring instead."""

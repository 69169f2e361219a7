"""Sound: a score played by FluidSynth, levelled, and written as WAV, FLAC, OGG or MP3."""

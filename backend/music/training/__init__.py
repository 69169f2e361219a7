"""Training: folders of MIDI → shards of events → trained weights."""

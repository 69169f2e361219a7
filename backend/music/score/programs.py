"""The names of the General MIDI programs and of the usual drum kits."""

# In order of program number, 0–127 (General MIDI Level 1, table of instruments).
PROGRAM_NAMES = (
    "Grand piano", "Bright piano", "Electric grand", "Honky-tonk piano",
    "Electric piano 1", "Electric piano 2", "Harpsichord", "Clavinet",
    "Celesta", "Glockenspiel", "Music box", "Vibraphone",
    "Marimba", "Xylophone", "Tubular bells", "Dulcimer",
    "Drawbar organ", "Percussive organ", "Rock organ", "Church organ",
    "Reed organ", "Accordion", "Harmonica", "Bandoneon",
    "Nylon guitar", "Steel guitar", "Jazz guitar", "Clean guitar",
    "Muted guitar", "Overdriven guitar", "Distortion guitar", "Guitar harmonics",
    "Double bass", "Fingered bass", "Picked bass", "Fretless bass",
    "Slap bass 1", "Slap bass 2", "Synth bass 1", "Synth bass 2",
    "Violin", "Viola", "Cello", "Contrabass",
    "Tremolo strings", "Pizzicato strings", "Harp", "Timpani",
    "String ensemble 1", "String ensemble 2", "Synth strings 1", "Synth strings 2",
    "Choir aahs", "Voice oohs", "Synth voice", "Orchestra hit",
    "Trumpet", "Trombone", "Tuba", "Muted trumpet",
    "French horn", "Brass section", "Synth brass 1", "Synth brass 2",
    "Soprano sax", "Alto sax", "Tenor sax", "Baritone sax",
    "Oboe", "English horn", "Bassoon", "Clarinet",
    "Piccolo", "Flute", "Recorder", "Pan flute",
    "Blown bottle", "Shakuhachi", "Whistle", "Ocarina",
    "Square lead", "Saw lead", "Calliope lead", "Chiff lead",
    "Charang lead", "Voice lead", "Fifths lead", "Bass and lead",
    "New age pad", "Warm pad", "Polysynth pad", "Choir pad",
    "Bowed pad", "Metallic pad", "Halo pad", "Sweep pad",
    "Rain", "Soundtrack", "Crystal", "Atmosphere",
    "Brightness", "Goblins", "Echoes", "Sci-fi",
    "Sitar", "Banjo", "Shamisen", "Koto",
    "Kalimba", "Bagpipe", "Fiddle", "Shanai",
    "Tinkle bell", "Agogo", "Steel drums", "Woodblock",
    "Taiko drum", "Melodic tom", "Synth drum", "Reverse cymbal",
    "Guitar fret noise", "Breath noise", "Seashore", "Bird tweet",
    "Telephone ring", "Helicopter", "Applause", "Gunshot",
)  # fmt: skip
assert len(PROGRAM_NAMES) == 128

# Kits by program number on the drum channel (Roland GS, which most SoundFonts follow).
DRUM_KITS = {
    0: "Standard kit",
    8: "Room kit",
    16: "Power kit",
    24: "Electronic kit",
    25: "TR-808 kit",
    32: "Jazz kit",
    40: "Brush kit",
    48: "Orchestra kit",
}

/** The names of the 128 General MIDI sounds, counted from 0, in their sixteen families of eight. */

const NAMES = `Acoustic Grand Piano|Bright Acoustic Piano|Electric Grand Piano|Honky-tonk Piano|Electric Piano 1|Electric Piano 2|Harpsichord|Clavinet
Celesta|Glockenspiel|Music Box|Vibraphone|Marimba|Xylophone|Tubular Bells|Dulcimer
Drawbar Organ|Percussive Organ|Rock Organ|Church Organ|Reed Organ|Accordion|Harmonica|Tango Accordion
Acoustic Guitar (nylon)|Acoustic Guitar (steel)|Electric Guitar (jazz)|Electric Guitar (clean)|Electric Guitar (muted)|Overdriven Guitar|Distortion Guitar|Guitar Harmonics
Acoustic Bass|Electric Bass (finger)|Electric Bass (pick)|Fretless Bass|Slap Bass 1|Slap Bass 2|Synth Bass 1|Synth Bass 2
Violin|Viola|Cello|Contrabass|Tremolo Strings|Pizzicato Strings|Orchestral Harp|Timpani
String Ensemble 1|String Ensemble 2|Synth Strings 1|Synth Strings 2|Choir Aahs|Voice Oohs|Synth Choir|Orchestra Hit
Trumpet|Trombone|Tuba|Muted Trumpet|French Horn|Brass Section|Synth Brass 1|Synth Brass 2
Soprano Sax|Alto Sax|Tenor Sax|Baritone Sax|Oboe|English Horn|Bassoon|Clarinet
Piccolo|Flute|Recorder|Pan Flute|Blown bottle|Shakuhachi|Whistle|Ocarina
Lead 1 (square)|Lead 2 (sawtooth)|Lead 3 (calliope)|Lead 4 chiff|Lead 5 (charang)|Lead 6 (voice)|Lead 7 (fifths)|Lead 8 (bass + lead)
Pad 1 (new age)|Pad 2 (warm)|Pad 3 (polysynth)|Pad 4 (choir)|Pad 5 (bowed)|Pad 6 (metallic)|Pad 7 (halo)|Pad 8 (sweep)
FX 1 (rain)|FX 2 (soundtrack)|FX 3 (crystal)|FX 4 (atmosphere)|FX 5 (brightness)|FX 6 (goblins)|FX 7 (echoes)|FX 8 (sci-fi)
Sitar|Banjo|Shamisen|Koto|Kalimba|Bagpipe|Fiddle|Shanai
Tinkle Bell|Agogo|Steel Drums|Woodblock|Taiko Drum|Melodic Tom|Synth Drum|Reverse Cymbal
Guitar Fret Noise|Breath Noise|Seashore|Bird Tweet|Telephone Ring|Helicopter|Applause|Gunshot`;

export const PROGRAMS: readonly string[] = NAMES.split(/[|\n]/);

const FAMILY_NAMES = [
  "Piano",
  "Mallets and bells",
  "Organ",
  "Guitar",
  "Bass",
  "Strings",
  "Ensemble",
  "Brass",
  "Reed",
  "Pipe",
  "Lead synth",
  "Pad",
  "Effects",
  "World",
  "Percussive",
  "Sound effects",
] as const;

export interface Family {
  readonly name: string;
  /** The first program of the family; seven more follow. */
  readonly first: number;
}

export const FAMILIES: readonly Family[] = FAMILY_NAMES.map((name, index) => ({
  name,
  first: index * 8,
}));

/** The drum kits of General MIDI 2, by program. */
export const KITS: ReadonlyMap<number, string> = new Map([
  [0, "Standard kit"],
  [8, "Room kit"],
  [16, "Power kit"],
  [24, "Electronic kit"],
  [25, "Analog kit"],
  [32, "Jazz kit"],
  [40, "Brush kit"],
  [48, "Orchestra kit"],
]);

/** The names of a drum kit or of a sound, by program: what can be chosen for a player. */
export const soundsFor = (isDrum: boolean): readonly (readonly [number, string])[] =>
  isDrum ? [...KITS] : PROGRAMS.map((name, program) => [program, name] as const);

/** What a player's sound is called; drum kits are numbered apart from the sounds. */
export function programName(program: number, isDrum = false): string {
  if (isDrum) return KITS.get(program) ?? "Drum kit";
  return PROGRAMS[program] ?? `Program ${program + 1}`;
}

/** What a player is called; without a name by the sound, as is what was doubled or parted from such a one. */
export function playerName(track: {
  readonly name: string;
  readonly program: number;
  readonly isDrum: boolean;
}): string {
  const name = track.name.trim();
  const sound = programName(track.program, track.isDrum);
  return name.startsWith("(") ? `${sound} ${name}` : name || sound;
}

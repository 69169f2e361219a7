/** The menu of edits: every verb that can be asked for, by group, with its fields. */
import { bar, bpm, GRID, RANGE, SCOPE, track, whole } from "./fields";
import type { Form, Group } from "./forms";

export const GROUPS: readonly Group[] = [
  {
    label: "Tempo",
    forms: [
      { verb: "tempo", label: "One tempo", fields: [bpm("bpm", "Quarters a minute", 100)] },
      {
        verb: "tempo_ramp",
        label: "Faster or slower",
        fields: [...RANGE, bpm("from_bpm", "From tempo", 120), bpm("to_bpm", "To tempo", 90)],
      },
      {
        verb: "tempo_scale",
        label: "Scale the tempo",
        fields: [whole("percent", "Percent", 90, 10, 1000)],
      },
    ],
  },
  {
    label: "Pitch",
    forms: [
      {
        verb: "transpose",
        label: "Transpose",
        fields: [whole("semitones", "Semitones", 2, -48, 48), ...SCOPE],
      },
      {
        verb: "key",
        label: "Into another key",
        fields: [
          { name: "key", label: "Key", kind: "key", value: "D minor" },
          { name: "from_key", label: "It is in", kind: "key", optional: true },
        ],
      },
      {
        verb: "octave",
        label: "Octave",
        fields: [whole("octaves", "Octaves", 1, -8, 8), ...SCOPE],
      },
    ],
  },
  {
    label: "Bars",
    forms: [
      { verb: "cut", label: "Cut", fields: RANGE },
      { verb: "copy", label: "Copy", fields: [...RANGE, bar("to_bar", "Before bar")] },
      {
        verb: "insert",
        label: "Insert empty bars",
        fields: [bar("before_bar", "Before bar"), whole("bars", "How many", 1, 1, 999)],
      },
      {
        verb: "repeat",
        label: "Repeat",
        fields: [...RANGE, whole("times", "Times more", 1, 1, 64)],
      },
      {
        verb: "loop",
        label: "Keep only, as a loop",
        fields: [...RANGE, whole("times", "Times", 4, 1, 64)],
      },
      {
        verb: "marker",
        label: "Name a section",
        fields: [bar("bar", "From bar"), { name: "name", label: "Name", kind: "text", value: "A" }],
      },
    ],
  },
  {
    label: "Playing",
    forms: [
      {
        verb: "quantise",
        label: "Quantise",
        fields: [
          { name: "grid", label: "Grid", kind: "choice", value: 4, choices: GRID },
          whole("strength", "Strength, %", 100, 0, 100),
          whole("swing", "Swing, %", 50, 50, 75),
          ...SCOPE,
        ],
      },
      {
        verb: "humanise",
        label: "Humanise",
        fields: [
          whole("timing", "Time, ‰ of a quarter", 20, 0, 250),
          whole("velocity", "Touch", 8, 0, 60),
          whole("seed", "Seed", 1, 0, 2 ** 32 - 1),
          ...SCOPE,
        ],
      },
      {
        verb: "velocity",
        label: "Curve of touch",
        fields: [
          whole("softest", "Softest becomes", 40, 1, 127),
          whole("loudest", "Loudest becomes", 110, 1, 127),
          ...SCOPE,
        ],
        make: ({ softest, loudest, ...rest }) => ({
          ...rest,
          points: [
            [1, softest],
            [127, loudest],
          ],
        }),
      },
      {
        verb: "fade",
        label: "Fade",
        fields: [
          whole("from_percent", "From, %", 100, 0, 300),
          whole("to_percent", "To, %", 20, 0, 300),
          ...SCOPE,
        ],
      },
      {
        verb: "legato",
        label: "Legato",
        fields: [whole("reach", "Over pauses up to, quarters", 4, 1, 64), ...SCOPE],
      },
      {
        verb: "staccato",
        label: "Staccato",
        fields: [whole("percent", "Length, %", 50, 1, 100), ...SCOPE],
      },
    ],
  },
  {
    label: "Players",
    forms: [
      {
        verb: "add_track",
        label: "Add a player",
        fields: [
          { name: "name", label: "Name", kind: "text", value: "Strings" },
          { name: "program", label: "Sound", kind: "program", value: 48 },
        ],
      },
      {
        verb: "double_track",
        label: "Double a player",
        fields: [track, whole("octaves", "Octaves", 0, -4, 4)],
      },
      { verb: "remove_track", label: "Remove a player", fields: [track] },
      {
        verb: "split",
        label: "Split at a pitch",
        fields: [track, { ...whole("pitch", "Below pitch", 60, 1, 127), kind: "pitch" }],
      },
      {
        verb: "merge",
        label: "Merge two players",
        fields: [track, { name: "into", label: "Into", kind: "track", value: 1 }],
      },
      {
        verb: "instrument",
        label: "Another instrument",
        fields: [track, { name: "program", label: "Sound", kind: "program", value: 0 }],
      },
      {
        verb: "volume",
        label: "Volume",
        fields: [track, { ...whole("gain_db", "dB", -3, -60, 12), step: 0.1 }],
      },
      {
        verb: "pan",
        label: "Place",
        fields: [track, { ...whole("position", "−1 left to 1 right", 0, -1, 1), step: 0.05 }],
      },
      {
        verb: "mute",
        label: "Mute",
        fields: [track, { name: "muted", label: "Muted", kind: "check", value: true }],
      },
    ],
  },
];

export const FORMS: readonly Form[] = GROUPS.flatMap((group) => group.forms);

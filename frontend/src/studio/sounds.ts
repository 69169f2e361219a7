/** The sounds a player can be given, by family, and how they are searched. */
import { SYNTHS } from "../audio/voice";
import { FAMILIES, KITS, PROGRAMS } from "../score/programs";

export interface Sound {
  /** "program:33" or "synth:fm". */
  readonly id: string;
  readonly label: string;
}

export interface SoundGroup {
  readonly name: string;
  readonly sounds: readonly Sound[];
}

const PITCHED: readonly SoundGroup[] = FAMILIES.map(({ name, first }) => ({
  name,
  sounds: PROGRAMS.slice(first, first + 8).map((label, offset) => ({
    id: `program:${first + offset}`,
    label,
  })),
}));

const DRUMS: readonly SoundGroup[] = [
  {
    name: "Drum kits",
    sounds: [...KITS].map(([program, label]) => ({ id: `program:${program}`, label })),
  },
];

const SYNTHETIC: SoundGroup = {
  name: "Synths of this page",
  sounds: SYNTHS.map(({ id, label }) => ({ id: `synth:${id}`, label })),
};

/** The groups with what answers to every word of `sought`, by a sound's name or its family's. */
export function soundsFor(isDrum: boolean, sought = ""): SoundGroup[] {
  const words = sought.toLowerCase().split(/\s+/).filter(Boolean);
  const answers = (text: string) => words.every((word) => text.toLowerCase().includes(word));
  return [...(isDrum ? DRUMS : PITCHED), SYNTHETIC]
    .map(({ name, sounds }) => ({
      name,
      sounds: sounds.filter((sound) => answers(`${name} ${sound.label}`)),
    }))
    .filter((group) => group.sounds.length > 0);
}

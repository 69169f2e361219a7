/** The verbs by their names, each in a file of its own. */
import type { Verb } from "../verb";
import { instrument } from "./instrument";
import { mute } from "./mute";
import { notes } from "./notes";
import { pan } from "./pan";
import { volume } from "./volume";

export const VERBS: Readonly<Record<string, Verb>> = { notes, volume, pan, mute, instrument };

/** The verbs by their names, each in a file of its own. */
import type { Verb } from "../verb";
import { add_track } from "./add_track";
import { copy } from "./copy";
import { cut } from "./cut";
import { double_track } from "./double_track";
import { effects } from "./effects";
import { fade } from "./fade";
import { humanise } from "./humanise";
import { insert } from "./insert";
import { instrument } from "./instrument";
import { key } from "./key";
import { legato } from "./legato";
import { loop } from "./loop";
import { marker } from "./marker";
import { master } from "./master";
import { merge } from "./merge";
import { mute } from "./mute";
import { notes } from "./notes";
import { octave } from "./octave";
import { pan } from "./pan";
import { quantise } from "./quantise";
import { recording } from "./recording";
import { remove_track } from "./remove_track";
import { repeat } from "./repeat";
import { split } from "./split";
import { staccato } from "./staccato";
import { tempo } from "./tempo";
import { tempo_ramp } from "./tempo_ramp";
import { tempo_scale } from "./tempo_scale";
import { transpose } from "./transpose";
import { velocity } from "./velocity";
import { volume } from "./volume";
import { write_track } from "./write_track";

export const VERBS: Readonly<Record<string, Verb>> = {
  notes,
  volume,
  pan,
  mute,
  instrument,
  effects,
  master,
  recording,
  tempo,
  tempo_ramp,
  tempo_scale,
  transpose,
  key,
  octave,
  cut,
  copy,
  insert,
  repeat,
  loop,
  marker,
  add_track,
  write_track,
  double_track,
  remove_track,
  split,
  merge,
  quantise,
  humanise,
  velocity,
  fade,
  legato,
  staccato,
};

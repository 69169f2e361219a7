/** The name of the section that begins with a bar; an empty one takes it off. */
import { span } from "../ranges";
import { bar, verb } from "../verb";
import { playerName } from "./add_track";

export const marker = verb({ bar, name: playerName }, (score, { bar: at, name }) => {
  const [start, stop] = span(score, at, at);
  const before = score.markers.filter(([tick]) => tick < start);
  const after = score.markers.filter(([tick]) => tick >= stop);
  const named = name ? [[start, name] as const] : [];
  return { ...score, markers: [...before, ...named, ...after] };
});

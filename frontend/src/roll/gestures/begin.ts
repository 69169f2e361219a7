/** Which gesture a press begins: by the tool, the lane and what lies there. */
import { leadTrack } from "../../score/lead";
import { type Hit, hitAt } from "../hit";
import { passed } from "../together";
import { box } from "./box";
import { draw } from "./draw";
import type { Begin, Desk, Gesture, Pointer } from "./gesture";
import { loop, loopPart } from "./loop";
import { ruler } from "./ruler";
import { move, stretchEnd, stretchStart } from "./shift";
import { split } from "./split";
import { touch } from "./touch";

export interface Begun {
  readonly gesture: Gesture;
  /** The track that it works on: a press on another's note takes that up. */
  readonly focus: number;
}

/** `slop` is how far a pointer may miss, in pixels: a finger is wide. */
export function begin(desk: Desk, from: Pointer, slop = 0): Begun {
  const hit = hitAt(desk, from.x, from.y, slop);
  const focus = focusOf(desk, hit);
  const at = focus === desk.focus ? desk : refocused(desk, focus);
  const part = loopPart(desk, hit, from, slop);
  const starts = part ? loop(part) : kind(at, hit);
  return { gesture: starts(at, hit, from), focus };
}

/** Another player in focus: one of the company keeps what is picked, somebody else lets it go. */
function refocused(desk: Desk, focus: number): Desk {
  return { ...desk, focus, ...passed(desk, focus) };
}

/** A press on a note takes its track up; drawing drums needs drums, and notes a pitched part. */
function focusOf(desk: Desk, hit: Hit): number {
  if (hit.found) return hit.found.track;
  if (desk.tool !== "draw" || (hit.lane !== "drums" && hit.lane !== "roll")) return desk.focus;
  const wantsDrums = hit.lane === "drums";
  if (desk.score.tracks[desk.focus]?.isDrum === wantsDrums) return desk.focus;
  const found = wantsDrums
    ? desk.score.tracks.findIndex((track) => track.isDrum)
    : leadTrack(desk.score);
  return found < 0 ? desk.focus : found;
}

function kind(desk: Desk, hit: Hit): Begin {
  if (hit.lane === "ruler" || hit.lane === "staff" || !desk.editable) return ruler;
  if (hit.lane === "touch") return touch;
  if (!hit.found) return desk.tool === "draw" ? draw : box;
  if (desk.tool === "split") return hit.lane === "drums" ? box : split;
  if (hit.found.part === "end") return stretchEnd;
  return hit.found.part === "start" ? stretchStart : move;
}

/** What the pointer should look like where it is. */
export function cursorAt(desk: Desk, from: Pointer): string {
  const hit = hitAt(desk, from.x, from.y);
  const part = loopPart(desk, hit, from);
  if (part) return part === "whole" ? "grab" : "ew-resize";
  const begins = kind(desk, hit);
  if (begins === ruler) return hit.lane === "ruler" ? "pointer" : "default";
  if (begins === stretchEnd || begins === stretchStart) return "ew-resize";
  if (begins === move) return "move";
  if (begins === touch) return "ns-resize";
  return begins === box ? "default" : "crosshair";
}

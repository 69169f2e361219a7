/** The keys of the studio, as the sheet of keys lists them. */

/** What is pressed (one text a key that is pressed alone) and what it does. */
export type KeyRow = readonly [keys: readonly string[], does: string];

export interface KeyGroup {
  readonly title: string;
  readonly rows: readonly KeyRow[];
}

export const KEY_SHEET: readonly KeyGroup[] = [
  {
    title: "Play",
    rows: [
      [["Space"], "play and pause"],
      [["Home"], "to bar 1"],
      [["←", "→"], "a beat back or on; with Shift a bar"],
      [["Page ↑", "Page ↓"], "the section before, the next"],
      [[",", "."], "slower, faster"],
      [["P"], "say where we are"],
      [["L"], "loop the selected bars"],
      [["C"], "metronome"],
      [["R"], "record a MIDI keyboard"],
      [["M", "S"], "mute, solo the player whose notes are taken up"],
      [["X"], "back and forth between A and the sounding take"],
      [["0", "1–8"], "your song, and the takes"],
      [["K"], "keep the sounding take"],
    ],
  },
  {
    title: "Tools",
    rows: [
      [["D"], "draw"],
      [["V"], "select"],
      [["B"], "split"],
      [["Q"], "quantise"],
      [["+", "−"], "closer, farther; with Alt higher, lower rows"],
      [["T"], "the selected bars as a list"],
      [["Ctrl Z", "Ctrl Shift Z"], "undo, redo"],
    ],
  },
  {
    title: "Picked notes",
    rows: [
      [["↑", "↓"], "a half tone; with Shift an octave"],
      [["←", "→"], "along the grid; with Alt off it"],
      [["Alt ↑", "Alt ↓"], "harder, softer"],
      [["[", "]"], "shorter, longer"],
      [["Ctrl C", "Ctrl X", "Ctrl V"], "copy, cut, put at the playhead"],
      [["Ctrl D"], "once more, right behind"],
      [["Ctrl A"], "all of the players worked on, or of the selected bars"],
      [["Delete"], "take out"],
      [["Esc"], "let go"],
    ],
  },
  {
    title: "On the notes, by Tab",
    rows: [
      [["←", "→"], "the note before, the next"],
      [["↑", "↓"], "the player above, below"],
      [["Enter"], "pick, or let go"],
      [["Shift Enter"], "a note more"],
      [["Alt ←", "Alt →"], "move in time"],
      [["Alt ↑", "Alt ↓"], "move by half tones; with Shift by octaves"],
      [["Alt Page ↑", "Alt Page ↓"], "harder, softer"],
    ],
  },
  {
    title: "Bars",
    rows: [
      [["G"], "select the bar that sounds; then write it again"],
      [["N"], "write on after the selected bars"],
      [["H"], "keep their tune, the others anew"],
    ],
  },
  {
    title: "With the hand",
    rows: [
      [["Wheel"], "up and down; with Shift along; with Ctrl closer; with Alt higher rows"],
      [["Twice"], "on an empty place draws a note, on a note takes it out"],
      [["Alt"], "off the grid while dragging"],
      [["Shift"], "pick more; on the ruler, draw a loop: its ends can be dragged"],
      [["Ctrl"], "on a player's name: work on both together"],
      [["Hold"], "a finger that stays draws; two pan and zoom"],
    ],
  },
];

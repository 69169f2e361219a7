/** Reads a MIDI file with Tone's own reader and prints what it found as JSON: node read_midi.mjs FILE */
import { readFileSync } from "node:fs";
import midi from "@tonejs/midi";

const file = new midi.Midi(readFileSync(process.argv[2]));
const notes = file.tracks.reduce((sum, track) => sum + track.notes.length, 0);
const found = { tracks: file.tracks.filter((track) => track.notes.length).length, notes };
process.stdout.write(`${JSON.stringify({ ...found, tempo: file.header.tempos[0]?.bpm ?? 120 })}\n`);

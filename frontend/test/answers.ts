/** Answers as the server gives them. */

export function job(more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: "j1",
    kind: "generation",
    state: "queued",
    bars: 16,
    candidates: [{ take: 0, bar: 0 }],
    song_id: null,
    takes: [],
    error: null,
    created_at: "2026-01-01T00:00:00Z",
    ...more,
  };
}

/** What songs and takes have in common. */
const known = {
  key: "D minor",
  tempo: 84,
  metre: "4/4",
  bars: 16,
  seconds: 45.7,
  seed: 7,
  created_at: "2026-01-01T00:00:00Z",
  players: ["Flute", "Drums"],
  certificate: [{ what: "Bars", asked: 16, got: 16, ok: true }],
  report: {},
  recipe: {},
  opening: [[0, 60, 0.5, 1]],
};

export function take(more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    ...known,
    number: 1,
    kind: "composed",
    parent: null,
    rank: 1,
    scores: { asked: 1, typical: 0.7 },
    plan: { bars: [{ notes: { melody: 4 }, register: 3, loudness: 4, chords: ["Dm7"] }, {}] },
    originality: null,
    ...more,
  };
}

export function song(more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    ...known,
    id: "s1",
    title: "Slow ferry",
    kind: "composed",
    genre: "jazz",
    take: 1,
    source: false,
    takes: [take()],
    ...more,
  };
}

export function score(): Record<string, unknown> {
  return {
    ticks_per_quarter: 480,
    end: 1920,
    tempos: [[0, 120]],
    metres: [[0, 4, 4]],
    key: null,
    bars: [0],
    tracks: [
      { name: "Flute", role: "melody", program: 73, is_drum: false, notes: [[0, 480, 62, 90]] },
    ],
  };
}

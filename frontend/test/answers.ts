/** Answers as the server gives them. */

export function job(more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: "j1",
    kind: "generation",
    state: "queued",
    bar: 0,
    bars: 16,
    take: 0,
    song_id: null,
    error: null,
    created_at: "2026-01-01T00:00:00Z",
    ...more,
  };
}

export function song(more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: "s1",
    title: "Slow ferry",
    kind: "composed",
    genre: "jazz",
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

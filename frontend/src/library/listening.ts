/** Playing in the list: one player for the page, the bar at the bottom, the place in the opening. */
import type { Client } from "../api/client";
import { fontFault } from "../audio/fonts";
import { Player } from "../audio/player";
import { readColours } from "../roll/colours";
import { paintWave, peak, Tape } from "../roll/wave";
import { barsAt } from "../score/bars";
import type { Score } from "../score/score";
import { clock } from "../studio/report";

const OPENING_BARS = 8;
const find = <T extends HTMLElement>(selector: string) => document.querySelector<T>(selector);

export class Listening {
  private readonly player = new Player({
    state: () => this.show(),
    font: (part, sounds) => this.tellFont(fontFault(part, sounds)),
  });
  private readonly tape = new Tape();
  private readonly bar = find("[data-now]");
  private readonly wave = find<HTMLCanvasElement>("[data-now-wave]");
  private readonly level = find("[data-now-level]");
  private readonly time = find("[data-now-time]");
  private id = "";
  private presses = 0;
  private score: Score | null = null;

  constructor(
    private readonly client: Client,
    private readonly failed: (cause: unknown) => void,
  ) {
    document.addEventListener("click", (event) => {
      const target = event.target instanceof Element ? event.target : null;
      const row = target?.closest("[data-play]")?.closest<HTMLElement>("[data-song]");
      if (row)
        this.toggle(row.dataset.song ?? "", row.querySelector(".song-title")?.textContent ?? "");
      else if (target?.closest("[data-now-play]") && this.id) this.toggle(this.id);
      else if (target?.closest("[data-now-again]")) void this.player.retryFont();
    });
    requestAnimationFrame(() => this.frame());
  }

  /** Plays a song, or pauses and goes on if it is the one that was heard. */
  toggle(id: string, title = ""): void {
    this.press(id, title).catch(this.failed);
  }

  /** Marks the rows of the page: which sounds, and that they can be played at all. */
  show(): void {
    const sounding = this.player.state !== "standing";
    for (const row of document.querySelectorAll<HTMLElement>("[data-song]")) {
      const here = row.dataset.song === this.id;
      row.toggleAttribute("data-sounding", here);
      const button = row.querySelector<HTMLElement>("[data-play]");
      if (button) button.hidden = false;
      button?.setAttribute("aria-pressed", String(here && sounding));
      const place = row.querySelector<HTMLElement>("[data-here]");
      if (place && !here) place.hidden = true;
    }
    const button = find("[data-now-play]");
    button?.setAttribute("aria-pressed", String(sounding));
    button?.setAttribute("aria-label", sounding ? "Pause" : "Play");
  }

  /** Songs are downloaded here too: what plays otherwise than they will is told beside its title. */
  private tellFont(fault: string): void {
    const note = find("[data-now-font]");
    const words = note?.querySelector("span");
    if (!note || !words) return;
    note.hidden = !fault;
    words.textContent = fault;
    const said = find("[data-status]");
    if (said && fault) said.textContent = fault;
  }

  private async press(id: string, title: string): Promise<void> {
    const { player } = this;
    const pressed = ++this.presses;
    await player.wake();
    if (id === this.id) {
      if (player.state === "standing") player.play();
      else player.pause();
      return;
    }
    const score = await this.client.score(id);
    if (pressed !== this.presses) return; // another song was pressed meanwhile, or this one again
    this.id = id;
    this.score = score;
    player.load(score);
    player.play();
    if (this.bar) this.bar.hidden = false;
    const name = find("[data-now-title]");
    if (name) name.textContent = title;
    find("[data-now-open]")?.setAttribute("href", `/studio/${id}`);
    this.show();
    await this.client.played(id);
  }

  private frame(): void {
    const { player, wave } = this;
    if (wave && this.bar && !this.bar.hidden) {
      if (player.state === "playing") this.tape.push(peak(player.wave), performance.now() / 1000);
      paintWave(wave, this.tape, readColours(wave).ink2);
      this.level?.setAttribute("data-level", player.level.toFixed(4));
      const at = clock(player.secondsAt(player.tick));
      if (this.time) this.time.textContent = `${at} of ${clock(player.seconds)}`;
      this.place();
    }
    requestAnimationFrame(() => this.frame());
  }

  /** A red line in the opening, as long as it is the opening that sounds. */
  private place(): void {
    const line = find(`[data-song="${this.id}"] [data-here]`);
    if (!line || !this.score) return;
    const bars = barsAt(this.score, this.player.tick);
    line.hidden = bars >= OPENING_BARS;
    line.style.left = `${(100 * bars) / OPENING_BARS}%`;
  }
}

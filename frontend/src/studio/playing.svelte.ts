/** How the studio sounds: the player, its mixer and its loop, and what can be turned while it plays. */

import type { Bootstrap } from "../api/bootstrap";
import type { Sounds } from "../audio/fonts";
import { Player } from "../audio/player";
import type { PlayState } from "../audio/scheduler";
import { Deck } from "./deck.svelte";
import { type MixEdit, Mixer } from "./mixer.svelte";

export abstract class Playing {
  playing = $state<PlayState>("standing");
  /** How much of the SoundFont is here, 0–1; -1 when it cannot be had. */
  font = $state(0);
  /** What notes sound with. */
  sounds = $state<Sounds>("synths");
  speed = $state(100);
  volume = $state(80);
  readonly player: Player;
  readonly mixer: Mixer;
  readonly deck: Deck;

  constructor(readonly bootstrap: Bootstrap) {
    const sampled = bootstrap.preferences.sounds !== "synths";
    this.player = new Player(
      {
        state: (state) => {
          this.playing = state;
          this.moved(state);
        },
        font: (part, sounds) => {
          this.font = part;
          this.sounds = sounds;
        },
      },
      sampled,
    );
    this.deck = new Deck(this.player);
    this.mixer = new Mixer(
      (seats) => this.player.seat(seats),
      (step) => this.mixed(step),
      (mastering) => this.player.setMastering(mastering),
    );
  }

  /** The music began, waits or stopped. */
  protected abstract moved(state: PlayState): void;
  /** The mixer set what belongs to the music. */
  protected abstract mixed(step: MixEdit): void;

  /** Who is not heard just now. */
  get muted(): readonly boolean[] {
    return this.mixer.silent;
  }

  /** Space, and the red button. */
  async toggle(): Promise<void> {
    if (this.playing === "standing") {
      await this.player.wake();
      this.player.play();
    } else {
      this.player.pause();
    }
  }

  setSpeed(percent: number): void {
    this.speed = Math.min(200, Math.max(25, Math.round(percent)));
    this.player.setSpeed(this.speed);
  }

  setVolume(percent: number): void {
    this.volume = percent;
    this.player.setVolume(percent);
  }
}

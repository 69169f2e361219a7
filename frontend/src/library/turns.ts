/** Whose turn it is: deeds are done one after the other, and only the list that was asked for last is fetched. */

export class Turns {
  private looking = new AbortController();
  private done: Promise<unknown> = Promise.resolve();
  private readonly deeds = new Set<string>();

  /** Looks after all deeds that were begun, unless something else is wanted before it has ended. */
  async look(ask: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const { signal } = this.renewed();
    await this.done;
    if (!signal.aborted) await ask(signal);
  }

  /** Does something when those before it are done; the same twice, as by a double press, once. */
  deed(name: string, act: () => Promise<void>): Promise<unknown> {
    this.renewed();
    if (!this.deeds.has(name)) {
      this.deeds.add(name);
      this.done = this.done.then(act).finally(() => this.deeds.delete(name));
    }
    return this.done;
  }

  private renewed(): AbortController {
    this.looking.abort();
    this.looking = new AbortController();
    return this.looking;
  }
}

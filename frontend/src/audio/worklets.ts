/** Modules that reckon in the thread of the sound, each loaded once for a context. */

const loaded = new WeakMap<BaseAudioContext, Map<string, Promise<void>>>();

/** Rejects where there are no worklets: a page that did not come by a secure way. */
export async function loadWorklet(context: BaseAudioContext, url: string): Promise<void> {
  const under = loaded.get(context) ?? new Map<string, Promise<void>>();
  loaded.set(context, under);
  const module = under.get(url) ?? context.audioWorklet.addModule(url);
  under.set(url, module);
  await module;
}

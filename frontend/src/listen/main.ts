/** The page of a shared piece, and its player in a frame. */
import { mount } from "svelte";
import { wakeCopying, wakeSharing } from "../share/copy";
import Listen from "./Listen.svelte";
import { Listening } from "./listening.svelte";
import { find } from "./page";
import "./listen.css";

const target = find("[data-listen]");
if (target) {
  const { listen: key = "", title = "" } = target.dataset;
  target.replaceChildren();
  mount(Listen, { target, props: { listening: new Listening(key), title } });
}
wakeCopying();
wakeSharing();

/** The page of a shared piece with what lies near it, and its player in a frame. */
import { mount } from "svelte";
import { wakeCopying, wakeSharing } from "../share/copy";
import { Desk } from "./desk";
import Listen from "./Listen.svelte";
import { Listening } from "./listening.svelte";
import { find, pieces } from "./page";
import { wakeRows } from "./rows";
import "../roll/common.css";
import "./listen.css";

const target = find("[data-listen]");
if (target) {
  const { listen: key = "", title = "" } = target.dataset;
  target.replaceChildren();
  const listening: Listening = new Listening(key, {
    report: (state) => desk.report(state),
    forget: () => desk.forget(),
  });
  const desk = new Desk(listening.lend(), (heard) => pieces.count(heard));
  mount(Listen, { target, props: { listening, title } });
  wakeRows(desk);
}
wakeCopying();
wakeSharing();

/** The landing page: its hero and tonight's programme, on one player. */
import { Player } from "../audio/player";
import { Desk } from "../listen/desk";
import { complain, find, meter, pieces } from "../listen/page";
import { wakeRows } from "../listen/rows";
import { Hero } from "./hero";

const player = new Player({ state: (state) => desk.report(state), font: () => {} });
const desk = new Desk(player, (key) => pieces.count(key));
const root = find("[data-hero]");
const hero = root ? new Hero(root, player, desk) : null;

hero?.load().catch(complain);
wakeRows(desk);
requestAnimationFrame(function frame() {
  hero?.frame();
  meter(player);
  requestAnimationFrame(frame);
});

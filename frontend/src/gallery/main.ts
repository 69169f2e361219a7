/** Lists of pieces that play: the gallery and the models' pages. */
import { Player } from "../audio/player";
import { Desk } from "../listen/desk";
import { pieces } from "../listen/page";
import { runMeter, wakeRows } from "../listen/rows";

const player = new Player({ state: (state) => desk.report(state), font: () => {} });
const desk = new Desk(player, (key) => pieces.count(key));
wakeRows(desk);
runMeter(player);

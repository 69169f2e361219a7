/** What pointers do on the roll: presses and drags become gestures, two fingers and the wheel move the view. */
import { Fingers, type Spot } from "../roll/fingers";
import { begin, cursorAt } from "../roll/gestures/begin";
import type { Desk, Gesture, Pointer, Preview } from "../roll/gestures/gesture";
import { rollBottom, rollTop } from "../roll/layout";
import type { Scene } from "../roll/scene";
import type { Session } from "./session.svelte";

const FINGER = 10; // pixels by which a finger may miss
const KEY_TOUCH = 88; // of a press on the keys
const LINES = 30; // pixels a line of a wheel that counts lines

export class Presses {
  /** What the gesture that is under way would come to. */
  preview = $state.raw<Preview>({});
  /** Whether a gesture is under way. */
  pressed = $state(false);
  private gesture: Gesture | null = null;
  private held = { shift: false, alt: false, ctrl: false };
  private readonly fingers = new Fingers({
    press: (at) => this.press(at, FINGER),
    drag: (to) => this.drag(to),
    lift: (at) => this.lift(at),
    drop: () => this.drop(),
    hold: (at) => {
      navigator.vibrate?.(8);
      this.press(at, 0, "draw");
    },
    pinch: (middle, dx, dy, across, up) => {
      const { viewer } = this.session.editor;
      viewer.pan(dx, dy);
      viewer.zoom(across, up, this.laneSpot(middle));
    },
  });

  /** `canvas` and `scene` as they are when something is pressed; no scene, nothing to press. */
  constructor(
    private readonly session: Session,
    private readonly canvas: () => HTMLCanvasElement,
    private readonly scene: () => Scene | null,
  ) {}

  down(event: PointerEvent): void {
    if (event.button > 0) return;
    this.remember(event);
    this.canvas().setPointerCapture(event.pointerId);
    if (event.pointerType === "touch") this.fingers.put(event.pointerId, this.spot(event));
    else this.press(this.spot(event), 0);
  }

  move(event: PointerEvent): void {
    this.remember(event);
    const at = this.spot(event);
    const scene = this.scene();
    if (event.pointerType === "touch") this.fingers.move(event.pointerId, at);
    else if (this.gesture) this.drag(at);
    else if (scene) {
      this.canvas().style.cursor =
        at.x < scene.layout.keys ? "pointer" : cursorAt(this.deskOf(scene), this.pointer(at));
    }
  }

  up(event: PointerEvent): void {
    this.remember(event);
    if (event.pointerType === "touch") this.fingers.lift(event.pointerId, this.spot(event));
    else if (this.gesture) this.lift(this.spot(event));
  }

  lose(event: PointerEvent): void {
    if (event.pointerType === "touch") this.fingers.lose(event.pointerId);
    else this.drop();
  }

  /** Twice on an empty place draws a note, twice on a note takes it out. */
  twice(event: MouseEvent): void {
    const { editor } = this.session;
    const scene = this.scene();
    if (!scene || !editor.editable || this.spot(event).x < scene.layout.keys) return;
    this.remember(event);
    if (editor.tool === "select" && !editor.count) {
      this.press(this.spot(event), 0, "draw");
      this.lift(this.spot(event));
    } else editor.hand.remove();
  }

  wheel(event: WheelEvent): void {
    event.preventDefault();
    const { viewer } = this.session.editor;
    const at = this.laneSpot(this.spot(event));
    const factor = Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0025));
    if (event.ctrlKey || event.metaKey) viewer.zoom(factor, 1, at);
    else if (event.altKey) viewer.zoom(1, factor, at);
    else {
      const by = event.deltaMode ? LINES : 1;
      const { deltaX, deltaY } = event;
      const [dx, dy] = event.shiftKey ? [deltaY || deltaX, 0] : [deltaX, deltaY];
      viewer.pan(-dx * by, -dy * by);
    }
  }

  private press(at: Spot, slop: number, tool = this.session.editor.tool): void {
    const { editor } = this.session;
    const scene = this.scene();
    if (!scene) return;
    if (at.x < scene.layout.keys) {
      this.soundKey(scene, at);
      return;
    }
    const begun = begin(this.deskOf(scene, tool), this.pointer(at), slop);
    this.gesture = begun.gesture;
    this.pressed = true;
    if (begun.focus !== editor.focus) editor.take(begun.focus);
    this.preview = this.gesture.move(this.pointer(at));
    const { sounding } = this.gesture;
    if (sounding && editor.editable) editor.sound(sounding.pitch, sounding.touch);
  }

  /** A press on the keys lets the focused player play them. */
  private soundKey({ layout, view }: Scene, at: Spot): void {
    if (at.y < rollTop(layout) || at.y > rollBottom(layout)) return;
    const pitch = Math.ceil(view.top - (at.y - rollTop(layout)) / view.rowHeight);
    this.session.editor.sound(pitch, KEY_TOUCH);
  }

  private drag(to: Spot): void {
    if (this.gesture) this.preview = this.gesture.move(this.pointer(to));
  }

  private lift(at: Spot): void {
    const outcome = this.gesture?.end(this.pointer(at));
    this.drop();
    if (outcome) this.session.editor.settleGesture(outcome);
  }

  private drop(): void {
    this.gesture = null;
    this.pressed = false;
    this.preview = {};
  }

  private deskOf({ score, view, layout, loop }: Scene, tool = this.session.editor.tool): Desk {
    const { focus, picked, beside, company, snap, editable, lastLength } = this.session.editor;
    return {
      ...{ score, view, layout, focus, picked, beside, company, tool, snap, editable, lastLength },
      selectable: this.session.take !== null,
      loop: loop?.span ?? null,
    };
  }

  private spot(event: MouseEvent): Spot {
    const box = this.canvas().getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  private pointer(at: Spot): Pointer {
    return { x: at.x - (this.scene()?.layout.keys ?? 0), y: at.y, ...this.held };
  }

  /** Within the rows of notes. */
  private laneSpot(at: Spot): Spot {
    const layout = this.scene()?.layout;
    return { x: at.x - (layout?.keys ?? 0), y: at.y - (layout ? rollTop(layout) : 0) };
  }

  private remember(event: MouseEvent): void {
    const { shiftKey, altKey, ctrlKey, metaKey } = event;
    this.held = { shift: shiftKey, alt: altKey, ctrl: ctrlKey || metaKey };
  }
}

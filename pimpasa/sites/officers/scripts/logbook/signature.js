// The officer's signature: drawn by signature_pad, sent as the office keeps it, as strokes of whole numbers within a box
// of the canvas's own width and height, whatever the size at which it is shown.
import SignaturePad from "signature_pad";
import { page } from "./page.js";

// Half of the line's width in the box, as the visit's page draws it.
const PEN = 3;

class Signature {
  constructor(board) {
    this.board = board;
    this.form = board.closest("form");
    this.strokes = [];
    this.pad = new SignaturePad(board);
    this.pad.addEventListener("beginStroke", () => this.choosePen());
    this.pad.addEventListener("endStroke", () => this.keep());
    this.fit();
  }

  /** How many of the box's units a pixel of the page is. */
  get scale() {
    const { width, height } = this.board.getBoundingClientRect();
    return { x: this.board.width / width, y: this.board.height / height };
  }

  choosePen() {
    const width = PEN / this.scale.x;
    Object.assign(this.pad, { minWidth: width, maxWidth: width, dotSize: width });
    this.pad.penColor = getComputedStyle(this.board).color;
  }

  keep() {
    this.strokes = this.pad.toData().map(({ points }) => points.map((point) => this.inBox(point)));
    this.form.elements.strokes.value = this.strokes.length > 0 ? JSON.stringify(this.strokes) : "";
  }

  inBox({ x, y }) {
    const { scale, board } = this;
    const within = (value, most) => Math.min(most, Math.max(0, Math.round(value)));
    return [within(x * scale.x, board.width), within(y * scale.y, board.height)];
  }

  onPage([x, y]) {
    return { x: x / this.scale.x, y: y / this.scale.y, pressure: 0, time: 0 };
  }

  /** The pad reckons in pixels of the page: where their size changed, it draws anew. */
  fit() {
    const { x, y } = this.scale;
    this.board.getContext("2d").setTransform(x, 0, 0, y, 0, 0);
    this.choosePen();
    this.pad.fromData(this.strokes.map((stroke) => ({ points: stroke.map((point) => this.onPage(point)) })));
  }

  clear() {
    this.pad.clear();
    this.keep();
  }
}

export function prepareSignature() {
  const board = page.querySelector("[data-sign]");
  if (!board) return;
  const signature = new Signature(board);
  addEventListener("resize", () => signature.fit());
  signature.form.addEventListener("cleared", () => signature.clear());
  page.querySelector("[data-clear-sign]").addEventListener("click", () => signature.clear());
}

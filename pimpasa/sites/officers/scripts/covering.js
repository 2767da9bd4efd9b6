// Lets an officer draw places to cover; each becomes a line of percentages in the field, which alone is sent.
const SMALLEST = 0.5; // percent: less is a slip of the finger
const stage = document.querySelector("[data-covering]");
const field = document.querySelector("#id_areas");
let corner = null;

function percent(part, whole) {
  return Math.min(100, Math.max(0, (100 * part) / whole));
}

function pointAt({ clientX, clientY }) {
  const box = stage.getBoundingClientRect();
  return [percent(clientX - box.left, box.width), percent(clientY - box.top, box.height)];
}

function areaBetween([x, y], [u, v]) {
  return [Math.min(x, u), Math.min(y, v), Math.abs(x - u), Math.abs(y - v)];
}

function lines() {
  return field.value.split("\n").filter((line) => line.trim());
}

function areas() {
  return lines().map((line) => line.split(",").map(Number));
}

function placeOver([left, top, width, height]) {
  const place = document.createElement("div");
  place.className = "app-covering__place";
  Object.assign(place.style, { left: `${left}%`, top: `${top}%`, width: `${width}%`, height: `${height}%` });
  return place;
}

function draw(unfinished = []) {
  for (const place of stage.querySelectorAll(".app-covering__place")) {
    place.remove();
  }
  stage.append(...[...areas(), ...unfinished].map(placeOver));
}

function begin(event) {
  event.preventDefault();
  stage.setPointerCapture(event.pointerId);
  corner = pointAt(event);
}

function end(event) {
  const area = corner && areaBetween(corner, pointAt(event));
  corner = null;
  if (area && area[2] > SMALLEST && area[3] > SMALLEST) {
    field.value = [...lines(), area.map((number) => number.toFixed(1)).join(", ")].join("\n");
  }
  draw();
}

stage.addEventListener("pointerdown", begin);
stage.addEventListener("pointermove", (event) => {
  if (corner) draw([areaBetween(corner, pointAt(event))]);
});
stage.addEventListener("pointerup", end);
stage.addEventListener("pointercancel", () => {
  corner = null;
  draw();
});
field.addEventListener("input", () => draw());
document.querySelector("[data-undo]").addEventListener("click", () => {
  field.value = lines().slice(0, -1).join("\n");
  draw();
});
draw();

// Lets an officer draw places to cover; each becomes a line of percentages in the field, which alone is sent.
const stage = document.querySelector("[data-covering]");
const field = document.getElementById("id_areas");
let begun = null;

const percent = (event) => {
  const box = stage.getBoundingClientRect();
  const within = (value) => Math.min(100, Math.max(0, value));
  return [within((100 * (event.clientX - box.left)) / box.width), within((100 * (event.clientY - box.top)) / box.height)];
};

const areaBetween = ([x, y], [u, v]) => [Math.min(x, u), Math.min(y, v), Math.abs(x - u), Math.abs(y - v)];

const lines = () => field.value.split("\n").filter((line) => line.trim());

function draw(extra = []) {
  stage.querySelectorAll(".app-covering__place").forEach((old) => old.remove());
  const places = [...lines().map((line) => line.split(",").map(Number)), ...extra];
  for (const [left, top, width, height] of places) {
    const place = document.createElement("div");
    place.className = "app-covering__place";
    Object.assign(place.style, { left: `${left}%`, top: `${top}%`, width: `${width}%`, height: `${height}%` });
    stage.append(place);
  }
}

stage.addEventListener("pointerdown", (event) => {
  event.preventDefault();
  stage.setPointerCapture(event.pointerId);
  begun = percent(event);
});
stage.addEventListener("pointermove", (event) => begun && draw([areaBetween(begun, percent(event))]));
stage.addEventListener("pointercancel", () => { begun = null; draw(); });
stage.addEventListener("pointerup", (event) => {
  const area = begun && areaBetween(begun, percent(event));
  begun = null;
  if (area && area[2] > 0.5 && area[3] > 0.5) {
    field.value = [...lines(), area.map((number) => number.toFixed(1)).join(", ")].join("\n");
  }
  draw();
});
field.addEventListener("input", () => draw());
document.querySelector("[data-undo]").addEventListener("click", () => {
  field.value = lines().slice(0, -1).join("\n");
  draw();
});
draw();

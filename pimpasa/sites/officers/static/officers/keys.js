// Single keys move through a list of reports. They are silent while somebody types, and can be switched off (WCAG 2.1.4).
const help = document.querySelector("[data-keys]");
const wanted = help.querySelector("[data-keys-on]");
const OFF = "pimpasa-keys-off";

wanted.checked = !localStorage.getItem(OFF);
wanted.addEventListener("change", () => (wanted.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "1")));

const links = () => [...document.querySelectorAll("[data-rows] .app-row__title a")];

function move(by) {
  const all = links();
  const at = all.indexOf(document.activeElement);
  const next = at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + by));
  all[next]?.focus();
}

function explain() {
  help.open = !help.open;
  help.querySelector("summary").focus();
}

const ACTS = {
  j: () => move(1),
  k: () => move(-1),
  "/": () => document.querySelector("main input[type=search]")?.focus(),
  "?": explain,
};
// Elsewhere on the page the arrows scroll it.
const IN_LIST = { ArrowDown: () => move(1), ArrowUp: () => move(-1) };

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (event.target.closest("input, select, textarea, [contenteditable]")) return;
  const act = (wanted.checked && ACTS[event.key]) || (links().includes(event.target) && IN_LIST[event.key]);
  if (!act) return;
  event.preventDefault();
  act();
});

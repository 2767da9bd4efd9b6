// Single keys move through a list of reports. They are silent while somebody types, and can be switched off (WCAG 2.1.4).
const OFF = "pimpasa-keys-off";
const help = document.querySelector("[data-keys]");
const isOn = help.querySelector("[data-keys-on]");

function links() {
  return [...document.querySelectorAll("[data-rows] .app-row__title a, [data-rows] .app-report__link")];
}

function move(step) {
  const all = links();
  const current = all.indexOf(document.activeElement);
  const first = step > 0 ? 0 : all.length - 1;
  const next = Math.min(all.length - 1, Math.max(0, current + step));
  all[current < 0 ? first : next]?.focus();
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
const ACTS_IN_LIST = new Map([
  ["ArrowDown", () => move(1)],
  ["ArrowUp", () => move(-1)],
]);

function isForUs(event) {
  const isTyping = event.target.closest("input, select, textarea, [contenteditable]");
  return !(event.ctrlKey || event.altKey || event.metaKey || event.isComposing || isTyping);
}

function remember() {
  if (isOn.checked) {
    localStorage.removeItem(OFF);
  } else {
    localStorage.setItem(OFF, "1");
  }
}

isOn.checked = !localStorage.getItem(OFF);
isOn.addEventListener("change", remember);

document.addEventListener("keydown", (event) => {
  if (!isForUs(event)) return;
  const act = (isOn.checked && ACTS[event.key]) || (links().includes(event.target) && ACTS_IN_LIST.get(event.key));
  if (act) {
    event.preventDefault();
    act();
  }
});

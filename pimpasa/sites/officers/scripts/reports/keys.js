// Single keys, silent while somebody types; they can be switched off (WCAG 2.1.4).
import { links, step } from "./list.js";
import { closePane, goOn } from "./pane.js";

const OFF = "pimpasa-keys-off";
const help = document.querySelector("[data-keys]");
const isOn = help?.querySelector("[data-keys-on]");

// What a page has for a key, in the report beside the list before the page itself.
function press(key) {
  const place =
    document.querySelector(`[data-pane]:not([hidden]) [data-key="${key}"]`) ??
    document.querySelector(`[data-key="${key}"]`);
  const target = place?.matches("a, button") ? place : place?.querySelector("a, button:not([disabled])");
  if (target?.offsetParent) target.click();
}

function move(by, key) {
  if (goOn(by)) return;
  if (links().length > 0) step(by);
  else press(key);
}

function tick() {
  document.activeElement.closest("li")?.querySelector("[name=reports]")?.click();
}

function explain() {
  help.open = !help.open;
  help.querySelector("summary").focus();
}

function search() {
  const box = document.querySelector("main input[type=search]");
  if (box?.offsetParent) box.focus();
  else document.querySelector(".app-top__find")?.click();
}

const ACTS = new Map([
  ["j", () => move(1, "j")],
  ["k", () => move(-1, "k")],
  ["a", () => press("a")],
  ["e", () => press("e")],
  ["b", () => press("b")],
  ["x", tick],
  ["/", search],
  ["?", explain],
  ["Escape", closePane],
]);
// Elsewhere on the page the arrows scroll it.
const ACTS_IN_LIST = new Map([
  ["ArrowDown", () => step(1)],
  ["ArrowUp", () => step(-1)],
]);

function isForUs(event) {
  const isTyping = event.target.closest("input:not([type=checkbox]), select, textarea, [contenteditable]");
  return !(event.ctrlKey || event.altKey || event.metaKey || event.isComposing || isTyping);
}

function remember() {
  if (isOn.checked) {
    localStorage.removeItem(OFF);
  } else {
    localStorage.setItem(OFF, "1");
  }
}

export function watchKeys() {
  if (!help) return;
  isOn.checked = !localStorage.getItem(OFF);
  isOn.addEventListener("change", remember);
  document.addEventListener("keydown", (event) => {
    if (!isForUs(event)) return;
    const act =
      (isOn.checked && ACTS.get(event.key)) || (links().includes(event.target) && ACTS_IN_LIST.get(event.key));
    if (act) {
      event.preventDefault();
      act();
    }
  });
}

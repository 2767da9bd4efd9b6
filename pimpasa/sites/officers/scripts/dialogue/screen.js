// The projector's page: what it shows, and the clicker in the leader's hand.
import { fetchPage } from "../../../common/scripts/modules/pages.js";
import { wait } from "../../../common/scripts/modules/timing.js";

const EVERY = 2000;
// A clicker's keys, and a keyboard's. The page itself never scrolls.
const KEYS = new Map([
  ["PageDown", "after"],
  ["ArrowRight", "after"],
  [" ", "after"],
  ["PageUp", "before"],
  ["ArrowLeft", "before"],
]);
const screen = document.querySelector("[data-screen]");
let shown = "";

function note(text) {
  document.querySelector("[data-offline-note]").textContent = text;
}

async function showScreen() {
  const fresh = await fetchPage(screen.dataset.screen, { cache: "no-cache" });
  if (fresh.body.innerHTML === shown) return;
  shown = fresh.body.innerHTML;
  const buttons = fresh.querySelector("[data-buttons]").innerHTML;
  document.querySelector("[data-contents]").replaceChildren(...fresh.body.childNodes);
  const place = document.querySelector(".app-screen__buttons");
  // Buttons that stay keep the focus.
  if (place.innerHTML !== buttons) place.innerHTML = buttons;
}

export async function followScreen() {
  while (true) {
    try {
      await showScreen();
      note("");
    } catch {
      note(screen.dataset.offline); // what was shown stays
    }
    await wait(EVERY);
  }
}

async function goTo(phase) {
  const form = document.querySelector("[data-clicker]");
  const body = new FormData(form);
  body.set("phase", phase);
  try {
    await fetch(form.action, { method: "POST", body, redirect: "manual" });
    await showScreen();
  } catch {
    note(screen.dataset.offline);
  }
}

/** What a key says; a key held down counts once. */
export function lead(event) {
  const direction = KEYS.get(event.key);
  if (!direction || event.target.closest("a, button, input") || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  const button = document.querySelector(`[data-key="${direction}"]`);
  if (button && !event.repeat) goTo(button.value);
}

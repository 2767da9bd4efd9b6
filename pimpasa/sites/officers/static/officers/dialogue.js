// Keeps a dialogue's numbers and its projector's page up to date, and lets a clicker lead. Each page works without it.
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const screen = document.querySelector("[data-screen]");
const lead = document.querySelector("[data-lead]");

async function told(address) {
  const answer = await fetch(address, { cache: "no-cache", redirect: "error" });
  if (!answer.ok) throw new Error(String(answer.status));
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

let shown = "";
async function showScreen() {
  const fresh = await told(screen.dataset.screen);
  if (fresh.body.innerHTML === shown) return;
  shown = fresh.body.innerHTML;
  const buttons = fresh.querySelector("[data-buttons]").innerHTML;
  document.querySelector("[data-contents]").replaceChildren(...fresh.body.childNodes);
  const place = document.querySelector(".app-screen__buttons");
  if (place.innerHTML !== buttons) place.innerHTML = buttons;
}

async function followScreen() {
  const note = document.querySelector("[data-offline-note]");
  for (;;) {
    try {
      await showScreen();
      note.textContent = "";
    } catch {
      note.textContent = screen.dataset.offline; // what was shown stays
    }
    await wait(2000);
  }
}

// A clicker's keys, and a keyboard's. The page itself never scrolls.
const KEYS = { PageDown: "after", ArrowRight: "after", " ": "after", PageUp: "before", ArrowLeft: "before" };
async function click(event) {
  const to = KEYS[event.key];
  if (!to || event.target.closest("a, button, input") || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  const button = document.querySelector(`[data-key="${to}"]`);
  if (!button || event.repeat) return;
  const form = document.querySelector("[data-clicker]");
  const body = new FormData(form);
  body.set("phase", button.value);
  try {
    await fetch(form.action, { method: "POST", body, redirect: "manual" });
    await showScreen();
  } catch {
    document.querySelector("[data-offline-note]").textContent = screen.dataset.offline;
  }
}

async function followNumbers() {
  for (;;) {
    await wait(4000);
    if (document.hidden) continue;
    try {
      const fresh = await told(location.pathname);
      for (const part of document.querySelectorAll("[data-live]")) {
        const now = fresh.querySelector(`[data-live="${part.dataset.live}"]`);
        if (now) part.replaceWith(now);
      }
      const now = fresh.querySelector("[data-lead]");
      if (!now || now.dataset.lead !== lead.dataset.lead) location.reload(); // somebody else went on, or ended it
    } catch {
      // No network: the numbers stay as they were.
    }
  }
}

if (screen) {
  addEventListener("keydown", click);
  followScreen();
} else if (lead) {
  followNumbers();
}

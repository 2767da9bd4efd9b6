// The officers' pages as an app: a worker keeps the page that says that there is no network, and what that one needs.
import { dropCopies, dropOldCopies } from "./phone/copies.js";

const SIGN_OUT = "form[action$='/keluar/']";
const root = document.documentElement;
const start = document.querySelector("script[data-worker]");

async function keep() {
  await navigator.serviceWorker.register(start.dataset.worker);
  const { active } = await navigator.serviceWorker.ready;
  active.postMessage({ keep: root.lang });
}

// Whoever signs out leaves nothing on the phone.
async function leave(event) {
  const form = event.currentTarget;
  event.preventDefault();
  try {
    await dropCopies();
  } finally {
    form.submit();
  }
}

function sayItIsCopied() {
  const bar = document.querySelector("[data-copy]");
  const at = new Date(root.dataset.copied).toLocaleTimeString(root.lang, { hour: "2-digit", minute: "2-digit" });
  bar.textContent = bar.dataset.copy.replace("{at}", at);
  bar.hidden = false;
}

if (root.dataset.copied) sayItIsCopied();
for (const form of document.querySelectorAll(SIGN_OUT)) {
  form.addEventListener("submit", leave);
}
if ("serviceWorker" in navigator) {
  Promise.all([keep(), dropOldCopies()]).catch(() => {
    // A browser that keeps nothing, such as in a private window, shows the pages all the same.
  });
}

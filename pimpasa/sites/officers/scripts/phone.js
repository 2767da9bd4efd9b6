// The officers' pages as an app: a worker keeps the page that says that there is no network, and what that one needs; what
// lies on the phone is erased when its time is over.
import { dropOldCopies } from "./phone/copies.js";
import { erase, meet } from "./phone/leaving.js";
import { holdKey, phoneKey } from "./phone/memory.js";

const SIGN_OUT = "form[action$='/keluar/']";
const root = document.documentElement;
const { worker, carry, shell } = document.querySelector("script[data-worker]").dataset;

async function keep() {
  await navigator.serviceWorker.register(worker);
  const { active } = await navigator.serviceWorker.ready;
  active.postMessage({ keep: root.lang });
}

// Whoever signs out leaves nothing on the phone.
async function leave(event) {
  const form = event.currentTarget;
  event.preventDefault();
  try {
    await erase(carry, form);
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

// A page that was taken along is shown no longer than it is unlocked.
function lock() {
  if (root.dataset.copied) location.replace(shell);
}

if (root.dataset.copied) {
  sayItIsCopied();
  phoneKey();
}
for (const form of document.querySelectorAll(SIGN_OUT)) {
  form.addEventListener("submit", leave);
}
if ("serviceWorker" in navigator) {
  holdKey(lock);
  Promise.all([keep(), dropOldCopies(), meet(carry)]).catch(() => {
    // A browser that keeps nothing, such as in a private window, shows the pages all the same.
  });
}

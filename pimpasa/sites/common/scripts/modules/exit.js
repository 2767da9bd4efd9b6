import { wait } from "./timing.js";

// The way out: the page is gone at once and its place in the history is taken by where one goes. Three times Shift within
// five seconds does the same.
const PRESSES = 3;
const WITHIN = 5000;
const MOST_PATIENCE = 300;

// The page that is kept for who has no network goes, too; nobody waits long for it.
async function forgetPages() {
  const registration = await navigator.serviceWorker?.getRegistration("/");
  await registration?.unregister();
  for (const name of await caches.keys()) {
    await caches.delete(name);
  }
}

// A report that is being written is sealed under a key of this phone's.
function forgetKey() {
  try {
    localStorage.removeItem("kunci");
  } catch {
    // What keeps nothing has nothing to forget.
  }
}

async function leave(address) {
  forgetKey();
  document.documentElement.classList.add("app-leaving");
  document.title = "…";
  globalThis.speechSynthesis?.cancel();
  await Promise.race([forgetPages(), wait(MOST_PATIENCE)]).catch(() => {
    // A browser that keeps nothing has nothing to forget.
  });
  location.replace(address);
}

export function watchExit() {
  const link = document.querySelector("a[data-exit]");
  if (!link) return;
  let presses = [];
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave(link.href);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Shift" || event.repeat) return;
    const now = Date.now();
    presses = [...presses.filter((moment) => now - moment < WITHIN), now];
    if (presses.length >= PRESSES) {
      leave(link.href);
    }
  });
}

// The way out: the page is gone at once and its place in the history is taken by where one goes. Three times Shift within
// five seconds does the same.
const PRESSES = 3;
const WITHIN = 5000;

function leave(address) {
  document.documentElement.classList.add("app-leaving");
  document.title = "…";
  globalThis.speechSynthesis?.cancel();
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

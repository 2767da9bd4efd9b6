// The page follows the room by itself. Without this it does so when the resident taps "refresh".
const EVERY = 3000;
const SPREAD = 2500; // two hundred phones do not all look again at the same moment

const room = () => document.querySelector("[data-room]");
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const isWriting = () => [...room().querySelectorAll("textarea")].some((field) => field.value.trim());
const isChoosing = () => room().querySelector("input:checked") !== null;

async function follow() {
  if (document.hidden || !navigator.onLine) return;
  const answer = await fetch(room().dataset.stateAt, { cache: "no-cache", redirect: "error" });
  if (!answer.ok) return;
  const { state, phase } = await answer.json();
  const { room: seen, phase: before } = room().dataset;
  // What is half written is never taken away; it is sent, or the page refreshed, first.
  if (state === seen || isWriting() || (isChoosing() && phase === before)) return;
  await wait(Math.random() * SPREAD);
  const page = await fetch(room().dataset.page, { redirect: "error" });
  const told = new DOMParser().parseFromString(await page.text(), "text/html");
  const fresh = told.querySelector("[data-room]");
  if (!fresh) return location.assign(room().dataset.page); // the dialogue is over
  if (!isWriting()) room().replaceWith(fresh);
}

for (;;) {
  await wait(EVERY);
  try {
    await follow();
  } catch {
    // No network for a moment: the page stays as it is.
  }
}

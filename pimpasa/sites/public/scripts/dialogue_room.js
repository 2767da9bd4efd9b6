// The page follows the room by itself. Without this it does so when the resident taps "refresh".
import { readPage } from "../../common/scripts/modules/pages.js";
import { wait } from "../../common/scripts/modules/timing.js";

const EVERY = 3000;
const SPREAD = 2500; // two hundred phones do not all look again at the same moment

const room = () => document.querySelector("[data-room]");
const isWriting = () => [...room().querySelectorAll("textarea")].some((field) => field.value.trim());
const isChoosing = () => room().querySelector("input:checked") !== null;

async function currentState() {
  const answer = await fetch(room().dataset.stateAt, { cache: "no-cache", redirect: "error" });
  return answer.ok ? answer.json() : null;
}

// What is half written is never taken away; it is sent, or the page refreshed, first.
function isNews({ state, phase }) {
  const shown = room().dataset;
  return state !== shown.room && !isWriting() && !(isChoosing() && phase === shown.phase);
}

async function follow() {
  if (document.hidden || !navigator.onLine) return;
  const current = await currentState();
  if (!(current && isNews(current))) return;
  await wait(Math.random() * SPREAD);
  const page = await readPage(await fetch(room().dataset.page, { redirect: "error" }));
  const fresh = page.querySelector("[data-room]");
  if (!fresh) {
    location.assign(room().dataset.page); // the dialogue is over
  } else if (!isWriting()) {
    room().replaceWith(fresh);
  }
}

async function followForGood() {
  while (true) {
    await wait(EVERY);
    try {
      await follow();
    } catch {
      // No network for a moment: the page stays as it is.
    }
  }
}

followForGood();

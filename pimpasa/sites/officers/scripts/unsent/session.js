// Says that the session ends before it does, and what is true afterwards. What other tabs do keeps it alive, too.
import { addresses, bar, button, idle, officer, token, words } from "./page.js";
import { isAnythingUnsaved } from "./saving.js";
import { whoIsSignedIn } from "./signing.js";

const WARNING = 5 * 60_000;
const MINUTE = 60_000;
const TICK = 5000;
// Browsers from before 2022 have none: there a tab learns what others did when its own time is over.
const channel = typeof BroadcastChannel === "function" ? new BroadcastChannel("pimpasa-session") : null;

let aliveAt = Date.now();
let isOver = false;

function say(text, ...more) {
  if (bar.dataset.text !== text) {
    bar.replaceChildren(text, ...more.flatMap((element) => [" ", element]));
    bar.dataset.text = text;
  }
  bar.hidden = false;
}

function quiet() {
  bar.hidden = true;
  bar.dataset.text = "";
}

/** Somebody did something: the idle time begins anew, in every tab. */
export function begin() {
  aliveAt = Date.now();
  quiet();
  channel?.postMessage(officer);
}

async function stay() {
  const body = new FormData();
  body.append("csrfmiddlewaretoken", token());
  const answer = await fetch(addresses.stay, { method: "POST", body, redirect: "manual" }).catch(() => ({}));
  if (answer.ok) begin();
}

function signInLink() {
  const link = document.createElement("a");
  link.className = "govuk-link";
  link.href = `${addresses.signIn}?next=${encodeURIComponent(addresses.list)}`;
  link.target = "_blank";
  link.textContent = words.signIn;
  return link;
}

// Who comes next to a shared desk reads nothing here: what is saved comes back after signing in.
function leave() {
  location.replace(`${addresses.signIn}?next=${encodeURIComponent(location.pathname + location.search)}`);
}

function end() {
  const isKeptHere = isAnythingUnsaved() || document.querySelector("[data-logbook]");
  if (isKeptHere) say(words.ended, signInLink());
  else leave();
}

async function look() {
  const present = await whoIsSignedIn().catch(() => "unknown");
  if (present === "mine") {
    if (isOver) say(words.back);
    // In another tab, that could not say when: it is asked again in a minute.
    else aliveAt = Date.now() - idle + MINUTE;
    if (isOver) aliveAt = Date.now();
    isOver = false;
  } else if (present === "another") {
    say(words.another);
  } else if (present === "nobody") {
    isOver = true;
    end();
  }
}

function tick() {
  const left = aliveAt + idle - Date.now();
  if (left <= 0 || isOver) return look();
  if (left <= WARNING) say(words.soon.replace("{n}", Math.ceil(left / MINUTE)), button(words.stay, stay));
  return null;
}

export function watchSession() {
  if (!bar) return;
  begin();
  channel?.addEventListener("message", ({ data }) => {
    if (data !== officer) return;
    aliveAt = Date.now();
    if (isOver) look();
    else quiet();
  });
  setInterval(tick, TICK);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") tick();
  });
}

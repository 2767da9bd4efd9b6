// Says that the session ends before it does, and what is true afterwards. What other tabs do keeps it alive, too.
import { aliveAt, begin, countFrom, listen, quiet } from "./alive.js";
import { addresses, bar, button, idle, token, words } from "./page.js";
import { isAnythingUnsaved } from "./saving.js";
import { whoIsSignedIn } from "./signing.js";

const WARNING = 5 * 60_000;
const MINUTE = 60_000;
const TICK = 5000;
let isOver = false;

function say(text, ...more) {
  if (bar.dataset.text !== text) {
    bar.replaceChildren(text, ...more.flatMap((element) => [" ", element]));
    bar.dataset.text = text;
  }
  bar.hidden = false;
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

function isKeptHere() {
  return isAnythingUnsaved() || document.querySelector("[data-logbook]") !== null;
}

function end(sentence, ...more) {
  if (isKeptHere()) say(sentence, ...more);
  else leave();
}

function goOn() {
  // In another tab, that could not say when: it is asked again in a minute.
  countFrom(isOver ? Date.now() : Date.now() - idle + MINUTE);
  if (isOver) say(words.back);
  isOver = false;
}

async function look() {
  const present = await whoIsSignedIn().catch(() => "unknown");
  if (present === "mine") goOn();
  if (present === "another") end(words.another);
  if (present === "nobody") {
    isOver = true;
    end(words.ended, signInLink());
  }
}

function tick() {
  const left = aliveAt() + idle - Date.now();
  if (left <= 0 || isOver) return look();
  if (left <= WARNING) say(words.soon.replace("{n}", Math.ceil(left / MINUTE)), button(words.stay, stay));
  return null;
}

export function watchSession() {
  if (!bar) return;
  begin();
  listen(() => {
    countFrom(Date.now());
    if (isOver) look();
    else quiet();
  }, look);
  setInterval(tick, TICK);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") tick();
  });
}

// When somebody last did something, in this tab or another: from then the session's idle time counts.
import { bar, officer } from "./page.js";

// Browsers from before 2022 have none: there a tab learns what others did when its own time is over.
const channel = typeof BroadcastChannel === "function" ? new BroadcastChannel("pimpasa-session") : null;
let at = Date.now();

export function aliveAt() {
  return at;
}

export function countFrom(moment) {
  at = moment;
}

export function quiet() {
  bar.hidden = true;
  bar.dataset.text = "";
}

/** Somebody did something: the idle time begins anew, in every tab. */
export function begin() {
  countFrom(Date.now());
  quiet();
  channel?.postMessage(officer);
}

/** `mine` is called when the same officer did something in another tab, `anothers` when somebody else did. */
export function listen(mine, anothers) {
  channel?.addEventListener("message", ({ data }) => (data === officer ? mine() : anothers()));
}

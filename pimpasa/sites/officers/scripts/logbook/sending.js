// Sends what waits, one entry after another, as soon as there is a network.
import { hasCome } from "../phone/came.js";
import { bodyOf, dropEntry } from "../phone/entries.js";
import { key } from "../unsent/key.js";
import { isSignedInAgain } from "../unsent/signing.js";
import { showArrived } from "./arrived.js";
import { waitingRows } from "./entries.js";
import { csrfToken, enter, logbook, words } from "./page.js";
import { forgetRefusal, refuse } from "./refusals.js";
import { isWaitingShown, showStatus } from "./status.js";

const AGAIN = 15_000;
const FORBIDDEN = 403;
const REFUSED = 409;

let isSending = false;
let isAskedAgain = false;

async function post(row) {
  const body = await bodyOf(await key, row);
  body.append("csrfmiddlewaretoken", csrfToken());
  return fetch(enter, { method: "POST", body, headers: { accept: "application/json" }, redirect: "manual" });
}

function isSignedOut(answer) {
  return answer.type === "opaqueredirect" || answer.status === FORBIDDEN;
}

/** Also where the session ended and its officer signed in again elsewhere, as in another tab. */
async function postOnce(row) {
  const answer = await post(row);
  return isSignedOut(answer) && (await isSignedInAgain()) ? post(row) : answer;
}

/** Whether the entry arrived. Rejects where the office does not answer as it should. */
async function settle(row, answer) {
  if (answer.ok) {
    await dropEntry(row.id);
    forgetRefusal(row.id);
  } else if (answer.status === REFUSED) {
    refuse(row.id, (await answer.json()).refused);
  } else {
    throw new Error(String(answer.status));
  }
  return answer.ok;
}

/** Send each waiting entry once; `onArrival` is called for each that arrived. Returns why it stopped, or nothing. */
async function sendEach(onArrival) {
  const tried = new Set();
  const next = async () => (await waitingRows()).find((row) => !tried.has(row.id));
  // Asked anew each time: something may be written down while the one before is on its way.
  for (let row = await next(); row; row = await next()) {
    tried.add(row.id);
    const answer = await postOnce(row);
    if (isSignedOut(answer)) return words.signIn;
    if (await settle(row, answer)) onArrival();
  }
  return "";
}

async function sendOnce() {
  let arrivals = 0;
  const count = () => {
    arrivals += 1;
  };
  const problem = await sendEach(count).catch(() => words.offline);
  await showStatus(problem);
  return arrivals;
}

export async function send() {
  isAskedAgain = isSending;
  if (isSending) return;
  isSending = true;
  let arrivals = 0;
  try {
    arrivals = await sendOnce();
  } finally {
    isSending = false;
  }
  if (arrivals > 0) await showArrived();
  // The network came back while the try before was still failing.
  if (isAskedAgain) send();
}

async function look() {
  if ((await waitingRows()).length > 0) {
    await send();
  } else if (isWaitingShown()) {
    // Another of its officer's pages sent it.
    await showStatus();
    await showArrived();
  }
}

/** Now, whenever the network comes back, and every now and then. */
export function sendWhatWaits() {
  addEventListener("online", send);
  setInterval(look, AGAIN);
  if (hasCome(logbook)) showArrived();
  send();
}

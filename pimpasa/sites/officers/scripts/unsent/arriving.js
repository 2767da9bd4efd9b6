// What waits on this phone comes in as soon as there is a network, each once. The office says whether it is sent as its
// form would have been, or whether its officer decides; until it has it, it stays here.
import { clear, say } from "./arrivals.js";
import { dropFiles, filesOf } from "./files.js";
import { leftBehind, sendEntry } from "./left_behind.js";
import { addresses, words } from "./page.js";
import { bringIn, formOf, isSignedOut, post, REFUSED } from "./posting.js";
import { dropWritten, gistOf, keepWritten, writtenItems } from "./written.js";

const AGAIN = 15_000;
const REASON = ".govuk-error-summary__body, main h1 + .govuk-body";
let isSending = false;

// The page that answers says why it was not taken; what was taken leads on, and a script does not see where.
async function reasonIn(answer) {
  if (answer.type === "opaqueredirect") return "";
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return page.querySelector(REASON)?.textContent.trim() ?? "";
}

async function send(item, files, address) {
  await keepWritten({ ...item, isTried: true });
  const fields = Object.entries(item.words.fields).flatMap(([name, values]) => values.map((value) => [name, value]));
  const chosen = files.map(({ field, file }) => [field, file]);
  return reasonIn(await post(address, formOf([...fields, ...chosen, ["whole", 1]]), "text/html"));
}

async function settle(item, { fate, page, sentence }, { reason = "", lost = "" } = {}) {
  await dropWritten(item.id);
  const isSent = fate === "sent";
  // What its officer decides on first keeps its files here, for its form.
  if (isSent) await dropFiles(item.id);
  const about = (isSent ? words.went : words.decide).replace("{gist}", gistOf(item));
  const why = isSent ? [lost, sentence] : [reason || sentence];
  say([about, ...why].filter(Boolean).join(" "), page);
}

/** Whether the next can be tried, too. Rejects where there is no network. */
async function arrive(item) {
  const answer = await bringIn(item);
  if (answer.status === REFUSED) say([gistOf(item), (await answer.json()).reason].filter(Boolean).join(": "));
  if (isSignedOut(answer)) say(words.toSend, `${addresses.signIn}?next=${location.pathname}`, words.signInHere);
  if (!answer.ok) return answer.status === REFUSED;
  const facts = await answer.json();
  if (facts.fate !== "send") {
    await settle(item, facts);
    return true;
  }
  const { files, isWhole } = await filesOf(item.id);
  const lacksFiles = item.words.files && !isWhole;
  // Whether it goes without what was chosen is its officer's to decide, unless somebody is in danger.
  const waits = lacksFiles && !facts.urgent;
  const reason = waits ? words.filesAway : await send(item, files, facts.address);
  const outcome = await bringIn({ ...item, isReady: !waits });
  if (outcome.ok) await settle(item, await outcome.json(), { reason, lost: lacksFiles ? words.filesLost : "" });
  return outcome.ok;
}

async function sendEach(items, sendItem) {
  for (const item of items) {
    if (!(await sendItem(item))) return;
  }
}

async function sendAll() {
  await sendEach(await writtenItems(), arrive);
  await sendEach(await leftBehind(), sendEntry);
}

/** Not in two tabs at a time, where the browser can say so. */
function alone(errand) {
  const free = { ifAvailable: true };
  return navigator.locks ? navigator.locks.request("pimpasa-written", free, (lock) => lock && errand()) : errand();
}

async function waiting() {
  return [...(await writtenItems()), ...(await leftBehind())].length;
}

/** Bring in what waits, and say what came of each; what has to wait on, stays. */
export async function sendWritten() {
  if (isSending || (await waiting()) === 0) return;
  isSending = true;
  clear();
  await alone(sendAll).catch(() => null); // the network went again
  isSending = false;
  const number = await waiting();
  if (number > 0) say(words.someWait.replace("{n}", number));
  document.dispatchEvent(new Event("arrived"));
}

/** Now, whenever the network comes back, and every now and then. */
export function sendWhatWaits() {
  addEventListener("online", sendWritten);
  document.addEventListener("written", sendWritten);
  setInterval(sendWritten, AGAIN);
  return sendWritten();
}

// Says how many entries wait, which, and why; what was refused can be thrown away.
import { dropEntry } from "../phone/entries.js";
import { readEntry, waitingRows } from "./entries.js";
import { page, words } from "./page.js";
import { refusalOf } from "./refusals.js";

const list = page.querySelector("[data-waiting]");
const line = page.querySelector("[data-status]");

function gist(entry) {
  const detail = entry.text || entry.name || entry.number || entry.photoName;
  return [entry.label, detail].filter(Boolean).join(": ");
}

async function sentenceOf(row) {
  try {
    return `${gist(await readEntry(row))} (${refusalOf(row.id) || words.waits})`;
  } catch {
    return words.unreadable;
  }
}

function dropButton(row) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "app-link-button";
  button.textContent = words.drop;
  button.addEventListener("click", async () => {
    await dropEntry(row.id);
    await showStatus();
  });
  return button;
}

async function itemOf(row) {
  const item = document.createElement("li");
  item.textContent = await sentenceOf(row);
  if (refusalOf(row.id)) item.append(" ", dropButton(row));
  return item;
}

function summary(problem, rows) {
  if (rows.length === 0) return words.sent;
  if (problem) return `${problem} ${words.kept.replace("{n}", rows.length)}`;
  return rows.every((row) => refusalOf(row.id)) ? words.refused : words.sending;
}

export function isWaitingShown() {
  return line.dataset.state === "waiting";
}

/** `problem` is why nothing can be sent now. */
export async function showStatus(problem = "") {
  const rows = await waitingRows();
  list.replaceChildren(...(await Promise.all(rows.map(itemOf))));
  list.hidden = rows.length === 0;
  line.textContent = summary(problem, rows);
  line.dataset.state = rows.length > 0 ? "waiting" : "sent";
}

// Entries of logs whose page is closed: any page of their officer's sends them. Where the log is shut to their officer by
// now, the words become a draft, which they can read; a photo stays on the phone.
import { noteThatItCame } from "../phone/came.js";
import { bodyOf, dropEntry, entryRows, fieldsOf, keepRow, readEntry } from "../phone/entries.js";
import { say } from "./arrivals.js";
import { key } from "./key.js";
import { officer, words } from "./page.js";
import { bringIn, isSignedOut, postForData, REFUSED } from "./posting.js";

const log = document.querySelector("[data-logbook]")?.dataset.logbook;

async function read(row) {
  try {
    return { row, entry: await readEntry(await key, row) };
  } catch {
    return null; // another officer's
  }
}

/** What this page's officer wrote in logs that are not on this page, each with its row. */
export async function leftBehind() {
  if (!key) return [];
  const rows = (await entryRows()).filter(({ visit, isDraft }) => visit !== log && !isDraft);
  return (await Promise.all(rows.map(read))).filter(Boolean);
}

function gistOf({ label, text, name, photoName }) {
  return [label, text || name || photoName].filter(Boolean).join(": ");
}

function wordsOf(entry, hasPhoto) {
  const fields = Object.fromEntries(fieldsOf(entry).map(([name, value]) => [name, [value].flat().map(String)]));
  const address = { page: entry.page, action: entry.enter, place: 0 };
  return { ...address, before: "", multipart: true, files: hasPhoto, fields, labels: {}, base: {} };
}

async function draft({ row, entry }, reason) {
  const hasPhoto = Boolean(row.photo);
  const answer = await bringIn({ id: row.id, revision: 0, officer, isReady: false, words: wordsOf(entry, hasPhoto) });
  if (!answer.ok) return;
  const { page } = await answer.json();
  if (hasPhoto) await keepRow({ ...row, isDraft: true });
  else await dropEntry(row.id);
  say(`${words.decide.replace("{gist}", gistOf(entry))} ${reason}`, page);
}

async function settle(item, answer) {
  if (answer.ok) {
    noteThatItCame(item.row.visit);
    await dropEntry(item.row.id);
    say(words.went.replace("{gist}", gistOf(item.entry)), item.entry.page);
    return;
  }
  const { refused, shut } = await answer.json();
  if (shut) await draft(item, shut);
  else say(`${gistOf(item.entry)}: ${refused}`, item.entry.page);
}

/** Whether the next can be tried, too. Rejects where there is no network. */
export async function sendEntry(item) {
  const body = await bodyOf(await key, item.row);
  const answer = await postForData(item.entry.enter, (token) => {
    body.set("csrfmiddlewaretoken", token);
    return body;
  });
  if (!answer.ok && answer.status !== REFUSED) return !isSignedOut(answer);
  await settle(item, answer);
  return true;
}

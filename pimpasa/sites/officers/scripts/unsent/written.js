// What was written without a network waits on this phone, sealed, until the office has it. It outlives the page, signing
// out, and the erasing of what was taken along.
import { openDB } from "idb";
import { openText, sealText } from "../phone/sealing.js";
import { key } from "./key.js";

const DATABASE = "pimpasa-written";
const VERSION = 1;
const STORE = "writings";

const database = openDB(DATABASE, VERSION, {
  upgrade: (fresh) => {
    fresh.createObjectStore(STORE, { keyPath: "id" });
  },
});
// Nothing without a browser's storage, as in a private window: then nothing is kept here.
database.catch(() => null);

/** Keep it in place of what was kept under its id. Rejects where nothing can be kept, or the officer's key is locked. */
export async function keepWritten(item) {
  if (!key) throw new Error("locked");
  const sealed = await sealText(await key, item.id, JSON.stringify(item));
  await (await database).put(STORE, { id: item.id, at: item.at, sealed });
}

async function read({ id, sealed }) {
  try {
    return JSON.parse(await openText(await key, id, sealed));
  } catch {
    return null; // another officer's, who signs in at this phone, too
  }
}

/** What waits of this page's officer, the oldest first. */
export async function writtenItems() {
  if (!key) return [];
  const rows = await (await database).getAll(STORE);
  rows.sort((early, late) => early.at - late.at);
  return (await Promise.all(rows.map(read))).filter(Boolean);
}

export async function dropWritten(id) {
  await (await database).delete(STORE, id);
}

export function gistOf({ title, words }) {
  const texts = Object.values(words.fields).flat();
  const text = texts.find((value) => value.trim().includes(" "));
  return text ? `${title}, “${text.trim().slice(0, 60)}”` : title;
}

// Entries of logs that wait on this phone, in the order in which they were written down. Each part lies sealed, bound to
// its log, its entry and its name; `key` is its officer's.
import { openDB } from "idb";
import { open, openText, seal, sealText } from "./sealing.js";

const DATABASE = "pimpasa-visits";
const VERSION = 1;
const STORE = "entries";
// What the phone alone keeps of an entry.
const PHONE = ["photoName", "photoType", "label", "page", "enter"];

const database = openDB(DATABASE, VERSION, {
  upgrade: (fresh) => {
    fresh.createObjectStore(STORE, { keyPath: "id" });
  },
});

function boundTo({ visit, id }, part) {
  return `${visit}/${id}/${part}`;
}

/** The rows of every log; what they say is sealed. */
export async function entryRows() {
  const rows = await (await database).getAll(STORE);
  return rows.sort((early, late) => early.order - late.order);
}

export async function keepRow(row) {
  await (await database).put(STORE, row);
}

/** Keep an entry of a log, and its photo where there is one. Rejects where the browser keeps nothing. */
export async function keepEntry(key, visit, entry, photo) {
  const row = { id: entry.id, visit, order: Date.now() };
  const facts = await sealText(key, boundTo(row, "facts"), JSON.stringify(entry));
  await keepRow({ ...row, facts, photo: photo && (await seal(key, boundTo(row, "photo"), await photo.arrayBuffer())) });
}

/** The entry of a row. Rejects where another officer wrote it. */
export async function readEntry(key, row) {
  return JSON.parse(await openText(key, boundTo(row, "facts"), row.facts));
}

/** The photo of a row as the file that was chosen; null where it has none. */
async function readPhoto(key, row, { photoName, photoType }) {
  return row.photo && new File([await open(key, boundTo(row, "photo"), row.photo)], photoName, { type: photoType });
}

/** What an entry's form has, by name. */
export function fieldsOf(entry) {
  return Object.entries(entry).filter(([name]) => !PHONE.includes(name));
}

/** An entry as its form sends it, but for the page's token. */
export async function bodyOf(key, row) {
  const entry = await readEntry(key, row);
  const body = new FormData();
  for (const [name, value] of fieldsOf(entry)) {
    for (const item of [value].flat()) {
      body.append(name, item);
    }
  }
  const photo = await readPhoto(key, row, entry);
  if (photo) body.append("evidence", photo);
  body.append("whole", "1");
  return body;
}

export async function dropEntry(id) {
  await (await database).delete(STORE, id);
}

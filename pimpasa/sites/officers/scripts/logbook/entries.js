// The entries that wait on this phone, in the order in which they were written down.
import { openDB } from "idb";
import { logbook } from "./page.js";
import { open, seal } from "./sealing.js";

const DATABASE = "pimpasa-visits";
const VERSION = 1;
const STORE = "entries";

const database = openDB(DATABASE, VERSION, {
  upgrade: (fresh) => {
    fresh.createObjectStore(STORE, { keyPath: "id" });
  },
});

/** The rows of this logbook; what they say is sealed. */
export async function waitingRows() {
  const rows = await (await database).getAll(STORE);
  return rows.filter((row) => row.visit === logbook).sort((early, late) => early.order - late.order);
}

/** Keep an entry, and its photo where there is one. Rejects where the browser keeps nothing, as in a private window. */
export async function keepEntry(entry, photo) {
  const facts = new TextEncoder().encode(JSON.stringify(entry));
  const row = {
    id: entry.id,
    visit: logbook,
    order: Date.now(),
    facts: await seal(entry.id, "facts", facts),
    photo: photo && (await seal(entry.id, "photo", await photo.arrayBuffer())),
  };
  await (await database).put(STORE, row);
}

/** The entry of a row. Rejects where another sign-in wrote it. */
export async function readEntry(row) {
  return JSON.parse(new TextDecoder().decode(await open(row.id, "facts", row.facts)));
}

/** The photo of a row as the file that was chosen; null where it has none. */
export async function readPhoto(row, { photoName, photoType }) {
  return row.photo && new File([await open(row.id, "photo", row.photo)], photoName, { type: photoType });
}

export async function dropEntry(id) {
  await (await database).delete(STORE, id);
}

// Photos and files that were chosen in a form lie on this phone, sealed, until the form is sent or dropped: also without a
// network, and when the session ended meanwhile. Only so many bytes of all forms together, and only for so long.
import { openDB } from "idb";
import { open, openText, seal, sealText } from "../phone/sealing.js";
import { key } from "./key.js";

const DATABASE = "pimpasa-written-files";
const VERSION = 1;
const STORE = "files";
export const MOST = 20 * 1024 * 1024;
// A session that ended is signed in again in this time; nobody can tell before whether a form arrived.
const AGAIN = 60 * 60 * 1000;
// As long as the office keeps the words (unsent.rules).
const LIFE = 5 * 24 * 60 * 60 * 1000;

const database = openDB(DATABASE, VERSION, {
  upgrade: (fresh) => {
    fresh.createObjectStore(STORE, { keyPath: ["id", "turn"] });
  },
});
// Nothing without a browser's storage, as in a private window: then nothing is kept here.
database.catch(() => null);

function bound({ id, turn }, part) {
  return `${id}/${turn}/${part}`;
}

/** Those that are chosen in a form, each with its field's name. */
export function chosenIn(form) {
  return [...form.querySelectorAll("[type=file]")].flatMap(({ name, files }) =>
    [...files].map((file) => ({ field: name, file })),
  );
}

async function rowsOf(id) {
  return (await (await database).getAll(STORE)).filter((row) => row.id === id);
}

async function taken(id) {
  const rows = (await (await database).getAll(STORE)).filter((row) => row.id !== id && !row.sentAt);
  return rows.reduce((sum, { size }) => sum + size, 0);
}

async function sealed(id, { field, file }, turn, { length }) {
  const row = { id, turn, of: length, size: file.size, at: Date.now() };
  const facts = JSON.stringify({ field, name: file.name, type: file.type });
  const content = await seal(await key, bound(row, "content"), await file.arrayBuffer());
  return { ...row, facts: await sealText(await key, bound(row, "facts"), facts), content };
}

export async function dropFiles(id) {
  const store = await database;
  await Promise.all((await rowsOf(id)).map(({ turn }) => store.delete(STORE, [id, turn])));
}

/** Keep what is chosen in a form in place of what was kept of it. False where that is too much for this phone. */
export async function keepFiles(id, form) {
  const chosen = chosenIn(form);
  if (!key && chosen.length > 0) throw new Error("locked");
  const sum = chosen.reduce((bytes, { file }) => bytes + file.size, 0);
  await dropFiles(id);
  if (sum + (sum && (await taken(id))) > MOST) return false;
  const rows = await Promise.all(chosen.map((one, turn) => sealed(id, one, turn, chosen)));
  const store = await database;
  await Promise.all(rows.map((row) => store.put(STORE, row)));
  return true;
}

async function fileOf(row) {
  try {
    const { field, name, type } = JSON.parse(await openText(await key, bound(row, "facts"), row.facts));
    return { field, file: new File([await open(await key, bound(row, "content"), row.content)], name, { type }) };
  } catch {
    return null; // another officer's, who signs in at this phone, too
  }
}

/** What was chosen in a form that is not sent yet, each with its field's name, and whether all of it is here and opens. */
export async function filesOf(id) {
  const rows = key ? await rowsOf(id) : [];
  const files = (await Promise.all(rows.map(fileOf))).filter(Boolean);
  return { files, isWhole: files.length > 0 && files.length === rows[0].of };
}

function inputFor(form, name) {
  const field = [...form.elements].find(({ type, name: own }) => type === "file" && own === name);
  if (field || !("unsaved" in form.dataset)) return field;
  const hidden = Object.assign(document.createElement("input"), { type: "file", name, hidden: true, multiple: true });
  form.prepend(hidden);
  return hidden;
}

/** Put what was chosen back into a form; whether all of it is here and has a place there, and a script may do it. */
export async function putFiles(form, id) {
  const { files, isWhole } = await filesOf(id);
  for (const name of new Set(files.map(({ field }) => field))) {
    const field = inputFor(form, name);
    if (!field || typeof DataTransfer !== "function") return false;
    const chosen = new DataTransfer();
    for (const { file } of files.filter((one) => one.field === name)) chosen.items.add(file);
    field.files = chosen.files;
  }
  return isWhole;
}

/** A form goes to the office with them: they are gone in an hour, unless it is shown again meanwhile. */
export async function noteSent(id) {
  const store = await database;
  const rows = await rowsOf(id);
  await Promise.all(rows.map((row) => store.put(STORE, { ...row, sentAt: Date.now() })));
}

/** Drop what was sent and what lay here too long, but for what waits or is shown again under these ids. */
export async function dropSent(waiting) {
  const store = await database;
  for (const row of await store.getAll(STORE)) {
    const isOver = row.at < Date.now() - LIFE || row.sentAt < Date.now() - AGAIN;
    if (waiting.includes(row.id)) await store.put(STORE, { ...row, sentAt: undefined });
    else if (isOver) await store.delete(STORE, [row.id, row.turn]);
  }
}

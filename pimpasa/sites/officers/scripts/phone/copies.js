// Copies of pages that are open, for a reload without a network, each sealed under a key of its page's own.
import { COPIES, database, idOf, LIFE } from "./database.js";
import { openText, sealText } from "./sealing.js";

/** Keep a page as it is, in place of its copy of before. Rejects where the browser keeps nothing. */
export async function keepCopy(key, address, html) {
  const copy = await sealText(key, address, html);
  await (await database).put(COPIES, { id: await idOf(address), at: Date.now(), copy });
}

/** The page that was kept of an address, as HTML. Rejects where there is none, or the key is another. */
export async function readCopy(key, address) {
  const row = await (await database).get(COPIES, await idOf(address));
  return openText(key, address, row.copy);
}

export async function hasCopy(address) {
  return (await (await database).count(COPIES, await idOf(address))) > 0;
}

export async function dropOldCopies() {
  const store = await database;
  for (const { id, at } of await store.getAll(COPIES)) {
    if (Date.now() - at > LIFE) await store.delete(COPIES, id);
  }
}

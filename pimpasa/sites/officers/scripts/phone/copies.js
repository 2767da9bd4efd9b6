// Copies of pages for when there is no network, each sealed. What a row has besides is its address and its time.
import { openDB } from "idb";
import { openText, sealText } from "./sealing.js";

const DATABASE = "pimpasa-phone";
const VERSION = 1;
const COPIES = "copies";
const THREE_DAYS = 3 * 24 * 60 * 60 * 1000;

const database = openDB(DATABASE, VERSION, {
  upgrade: (fresh) => {
    fresh.createObjectStore(COPIES, { keyPath: "address" });
  },
});

/** Keep a page as it is, in place of its copy of before. Rejects where the browser keeps nothing. */
export async function keepCopy(key, address, html) {
  const copy = await sealText(key, address, html);
  await (await database).put(COPIES, { address, at: Date.now(), copy });
}

/** The page that was kept of an address, as HTML. Rejects where there is none, or the key is another. */
export async function readCopy(key, address) {
  const row = await (await database).get(COPIES, address);
  return openText(key, address, row.copy);
}

export async function hasCopy(address) {
  return (await (await database).count(COPIES, address)) > 0;
}

export async function dropCopies() {
  await (await database).clear(COPIES);
}

export async function dropOldCopies() {
  const rows = await (await database).getAll(COPIES);
  for (const { address, at } of rows) {
    if (Date.now() - at > THREE_DAYS) await (await database).delete(COPIES, address);
  }
}

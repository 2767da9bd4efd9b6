// What lies on this phone for when there is no network: copies of open pages, work that was taken along, and its lock.
import { openDB } from "idb";
import { sha256 } from "../../../common/scripts/modules/digest.js";

const DATABASE = "pimpasa-phone";
const VERSION = 2;
export const COPIES = "copies";
export const CARRIED = "carried";
export const LOCKS = "locks";
export const LIFE = 3 * 24 * 60 * 60 * 1000;

export const database = openDB(DATABASE, VERSION, {
  upgrade: (fresh, before) => {
    if (before < 1) fresh.createObjectStore(COPIES, { keyPath: "id" });
    if (before < 2) {
      fresh.createObjectStore(CARRIED, { keyPath: "id" });
      fresh.createObjectStore(LOCKS, { keyPath: "id" });
    }
  },
});

/** What a page's row is called: nobody reads from it which page it is. */
export function idOf(address) {
  return sha256(new TextEncoder().encode(address));
}

export async function dropEverything() {
  const store = await database;
  await Promise.all([COPIES, CARRIED, LOCKS].map((name) => store.clear(name)));
}

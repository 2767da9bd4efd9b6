// Work that was taken along: pages and looks of files, each sealed under the phone's key with its address and title.
import { CARRIED, database, idOf } from "./database.js";
import { open, openText, seal, sealText } from "./sealing.js";

/** Keep what an address answers with; `title` is what a page is called in the list of them. */
export async function keepCarried(key, { address, type, title, bytes, order = 0 }) {
  const id = await idOf(address);
  const name = title && (await sealText(key, `${id}/name`, JSON.stringify({ address, title })));
  await (await database).put(CARRIED, { id, name, type, order, content: await seal(key, `${id}/content`, bytes) });
}

/** `{ type, bytes }`. Rejects where the address was not taken along, or the key is another. */
export async function readCarried(key, address) {
  const id = await idOf(address);
  const { type, content } = await (await database).get(CARRIED, id);
  return { type, bytes: await open(key, `${id}/content`, content) };
}

export async function hasCarried(address) {
  return (await (await database).count(CARRIED, await idOf(address))) > 0;
}

/** `{ address, title }` of each page, in the order in which they came along. */
export async function carriedPages(key) {
  const rows = (await (await database).getAll(CARRIED)).filter(({ name }) => name);
  rows.sort((early, late) => early.order - late.order);
  return Promise.all(rows.map(async ({ id, name }) => JSON.parse(await openText(key, `${id}/name`, name))));
}

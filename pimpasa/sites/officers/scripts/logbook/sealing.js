// Waiting entries lie sealed on the phone. The key comes with the page and stays in memory: a phone that is found later,
// or taken, opens nothing. Each part is bound to its logbook, its entry and its name.
import { keyOf, open as openBound, seal as sealBound } from "../phone/sealing.js";
import { draftKey, logbook } from "./page.js";

/** The key of this logbook's entries and of its page's copy. */
export const key = keyOf(Uint8Array.from(draftKey.match(/../gu), (pair) => Number.parseInt(pair, 16)));

function boundTo(id, part) {
  return `${logbook}/${id}/${part}`;
}

/** `{ iv, sealed }` of a part's bytes. */
export async function seal(id, part, bytes) {
  return sealBound(await key, boundTo(id, part), bytes);
}

/** The bytes of a part. Rejects where it was sealed under another sign-in's key, or changed. */
export async function open(id, part, sealed) {
  return openBound(await key, boundTo(id, part), sealed);
}

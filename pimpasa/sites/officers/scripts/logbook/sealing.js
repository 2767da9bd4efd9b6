// Waiting entries lie sealed on the phone (AES-GCM). The key comes with the page and stays in memory: a phone that is
// found later, or taken, opens nothing. Each part is bound to its logbook, its entry and its name.
import { draftKey, logbook } from "./page.js";

const ALGORITHM = "AES-GCM";
const NONCE_BYTES = 12; // NIST SP 800-38D, 5.2.1.1

const key = importKey();

function importKey() {
  const bytes = Uint8Array.from(draftKey.match(/../gu), (pair) => Number.parseInt(pair, 16));
  return crypto.subtle.importKey("raw", bytes, ALGORITHM, false, ["encrypt", "decrypt"]);
}

function parameters(id, part, iv) {
  return { name: ALGORITHM, iv, additionalData: new TextEncoder().encode(`${logbook}/${id}/${part}`) };
}

/** `{ iv, sealed }` of a part's bytes. */
export async function seal(id, part, bytes) {
  const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  return { iv, sealed: await crypto.subtle.encrypt(parameters(id, part, iv), await key, bytes) };
}

/** The bytes of a part. Rejects where it was sealed under another sign-in's key, or changed. */
export async function open(id, part, { iv, sealed }) {
  return crypto.subtle.decrypt(parameters(id, part, iv), await key, sealed);
}

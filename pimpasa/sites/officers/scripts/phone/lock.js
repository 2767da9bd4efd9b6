// The phone's key lies here under the password: PBKDF2 as OWASP's Password Storage Cheat Sheet has it for SHA-256. Where
// its owner wants that, it lies here once more, under a passkey of the phone.
import { database, LIFE, LOCKS } from "./database.js";
import { passkeyKey } from "./passkey.js";
import { keyOf, open, seal } from "./sealing.js";

const ROUNDS = 600_000;
const BYTES = 32;
const ID = "phone";

async function fromPassword(password, salt) {
  const material = await crypto.subtle.importKey("raw", new TextEncoder().encode(password), "PBKDF2", false, [
    "deriveKey",
  ]);
  const stretching = { name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS };
  return crypto.subtle.deriveKey(stretching, material, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

/** What is readable of the lock: which phone this is, its last contact, how much lies here. Nothing where nothing does. */
export async function lockOf() {
  return (await database).get(LOCKS, ID);
}

async function wrapFor({ id, salt, key }, phone, secret) {
  return { id, salt, wrapped: await seal(key, `${phone}/passkey`, secret) };
}

/** A new key for this phone, under the password; and under a passkey, where there is one. */
export async function lockUp(password, phone, passkey) {
  const salt = crypto.getRandomValues(new Uint8Array(BYTES));
  const secret = crypto.getRandomValues(new Uint8Array(BYTES));
  const wrapped = await seal(await fromPassword(password, salt), phone, secret);
  const byPasskey = passkey && (await wrapFor(passkey, phone, secret));
  await (await database).put(LOCKS, { id: ID, phone, salt, wrapped, byPasskey, at: Date.now() });
  return keyOf(secret);
}

/** The phone's key. Rejects for another password. */
export async function unlock(password) {
  const { phone, salt, wrapped } = await lockOf();
  return keyOf(await open(await fromPassword(password, salt), phone, wrapped));
}

/** The same by the phone's own lock. Rejects where it says no. */
export async function unlockByPasskey() {
  const { phone, byPasskey } = await lockOf();
  return keyOf(await open(await passkeyKey(byPasskey), `${phone}/passkey`, byPasskey.wrapped));
}

/** Note facts beside the lock, such as its last contact. */
export async function noteBeside(facts) {
  const lock = await lockOf();
  if (lock) await (await database).put(LOCKS, { ...lock, ...facts });
}

export function isOver({ at }) {
  return Date.now() - at > LIFE;
}

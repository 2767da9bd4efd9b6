// Whatever lies on the phone lies sealed: AES-GCM with 256 bits, each part bound to what it is.
const ALGORITHM = "AES-GCM";
const NONCE_BYTES = 12; // NIST SP 800-38D, 5.2.1.1

/** A key of 32 bytes, which no script can read out again. */
export function keyOf(bytes) {
  return crypto.subtle.importKey("raw", bytes, ALGORITHM, false, ["encrypt", "decrypt"]);
}

/** The same from hexadecimal digits, as a page hands it over. */
export function keyFromHex(digits) {
  return keyOf(Uint8Array.from(digits.match(/../gu), (pair) => Number.parseInt(pair, 16)));
}

function parameters(bound, iv) {
  return { name: ALGORITHM, iv, additionalData: new TextEncoder().encode(bound) };
}

/** `{ iv, sealed }` of a part's bytes; `bound` says what it is. */
export async function seal(key, bound, bytes) {
  const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  return { iv, sealed: await crypto.subtle.encrypt(parameters(bound, iv), key, bytes) };
}

/** The bytes of a part. Rejects where it was sealed under another key, as something else, or changed. */
export function open(key, bound, { iv, sealed }) {
  return crypto.subtle.decrypt(parameters(bound, iv), key, sealed);
}

export function sealText(key, bound, text) {
  return seal(key, bound, new TextEncoder().encode(text));
}

export async function openText(key, bound, part) {
  return new TextDecoder().decode(await open(key, bound, part));
}

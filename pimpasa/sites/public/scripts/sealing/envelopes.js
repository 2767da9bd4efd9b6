// The envelopes of pimpasa/sealing/envelopes.py, byte for byte:
//
//     version 1 | key fingerprint 16 | nonce 12 | AES-256-GCM ciphertext of the padded bytes, tag 16
import { isSame, joined, random, utf8 } from "./bytes.js";

const VERSION = 1;
const FINGERPRINT = 17;
const HEAD = 29;
const PREFIX = 8;
const SHORTEST = 256;
const PURPOSE = ["envelope key", "fingerprint"].join(" ");

/** So many bytes for one purpose from a secret of high entropy (HKDF-SHA256). */
export async function derive(secret, purpose, length) {
  const key = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
  const how = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(0), info: utf8(`pimpasa/v1/${purpose}`) };
  return new Uint8Array(await crypto.subtle.deriveBits(how, key, length * 8));
}

/** A length rounded up so that it tells little (Padmé). */
export function paddedLength(length) {
  if (length < 2) return length;
  const exponent = Math.floor(Math.log2(length));
  const step = 2 ** Math.max(exponent - Math.floor(Math.log2(exponent || 1)) - 1, 0);
  return Math.ceil(length / step) * step;
}

function pad(data) {
  const whole = new Uint8Array(Math.max(SHORTEST, paddedLength(PREFIX + data.length)));
  new DataView(whole.buffer).setUint32(PREFIX - 4, data.length);
  whole.set(data, PREFIX);
  return whole;
}

function unpad(padded) {
  const length = new DataView(padded.buffer, padded.byteOffset).getUint32(PREFIX - 4);
  return padded.slice(PREFIX, PREFIX + length);
}

function bound(nonce, context) {
  return { name: "AES-GCM", iv: nonce, additionalData: utf8(`pimpasa/envelope/v1/${context}`) };
}

function keyOf(key, use) {
  return crypto.subtle.importKey("raw", key, "AES-GCM", false, [use]);
}

export async function seal(plain, key, context) {
  const nonce = random(12);
  const sealed = await crypto.subtle.encrypt(bound(nonce, context), await keyOf(key, "encrypt"), pad(plain));
  const fingerprint = await derive(key, PURPOSE, 16);
  return joined(Uint8Array.of(VERSION), fingerprint, nonce, new Uint8Array(sealed));
}

/** What was sealed; throws for another key, another context or changed bytes. */
export async function open(envelope, key, context) {
  const fingerprint = await derive(key, PURPOSE, 16);
  if (envelope[0] !== VERSION || !isSame(envelope.slice(1, FINGERPRINT), fingerprint)) {
    throw new Error("another key");
  }
  const nonce = envelope.slice(FINGERPRINT, HEAD);
  const sealed = envelope.slice(HEAD);
  return unpad(new Uint8Array(await crypto.subtle.decrypt(bound(nonce, context), await keyOf(key, "decrypt"), sealed)));
}

// As the server seals an object: by the order of its names.
function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  const names = Object.keys(value).sort();
  return names.reduce((whole, name) => Object.assign(whole, { [name]: sorted(value[name]) }), {});
}

export function sealJson(value, key, context) {
  return seal(utf8(JSON.stringify(sorted(value))), key, context);
}

export async function openJson(envelope, key, context) {
  return JSON.parse(new TextDecoder().decode(await open(envelope, key, context)));
}

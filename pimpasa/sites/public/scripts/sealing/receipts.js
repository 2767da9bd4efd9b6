// The receipt code of pimpasa/sealing/receipts.py: 100 random bits, as 20 symbols of Crockford's base 32 and a check symbol.
import { random } from "./bytes.js";
import { derive } from "./envelopes.js";

const PAIR = ["receipt", "private key"].join(" ");
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const BYTES = 13; // of which four bits are left empty
const SYMBOLS = 20;
const CHECKS = 37;
const WORDS = 10;

function remainder(bytes) {
  return bytes.reduce((rest, byte) => (rest * 256 + byte) % CHECKS, 0);
}

function binary(bytes) {
  return Array.from(bytes, (byte) => byte.toString(2).padStart(8, "0")).join("");
}

function numbers(bytes, count) {
  const bits = binary(bytes).slice(4);
  const size = bits.length / count;
  return Array.from({ length: count }, (_, place) => Number.parseInt(bits.slice(place * size, (place + 1) * size), 2));
}

/** A receipt's 13 bytes. Codes whose check symbol is no letter or digit, or without any digit, are drawn again. */
export function newReceipt() {
  const bytes = random(BYTES);
  bytes[0] %= 16;
  const isFound = remainder(bytes) < ALPHABET.length && /\d/u.test(groupsOf(bytes).join(""));
  return isFound ? bytes : newReceipt();
}

/** The code in its five groups. */
export function groupsOf(bytes) {
  const symbols = numbers(bytes, SYMBOLS).map((number) => ALPHABET[number]);
  const plain = `${symbols.join("")}${ALPHABET[remainder(bytes)]}`;
  return [0, 4, 8, 12].map((start) => plain.slice(start, start + 4)).concat(plain.slice(16));
}

/** The same bits as ten words of the list. */
export function wordsOf(bytes, list) {
  return numbers(bytes, WORDS).map((number) => list[number]);
}

export function lookupId(bytes) {
  return derive(bytes, "receipt id", 16);
}

export function receiptKey(bytes) {
  return derive(bytes, "receipt key", 32);
}

/** Of which the receipt's own key pair grows: to its public half another key of the report can be granted. */
export function receiptSeed(bytes) {
  return derive(bytes, PAIR, 32);
}

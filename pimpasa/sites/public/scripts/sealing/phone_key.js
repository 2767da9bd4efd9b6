// The key of what one writes: random, on this phone alone, and gone with "Quick exit", "Delete it" and "I have kept it".
// What it opens lies sealed on the server and ends with the draft; the key alone tells nothing.
import { fromText, random, toText } from "./bytes.js";

const NAME = "kunci";
const SIZE = 32;

/** Whether this browser can seal a report whole. */
export function canSeal() {
  return Boolean(globalThis.crypto?.subtle) && typeof BigInt === "function";
}

/** The key; null where there is none, or where the browser keeps nothing. */
export function phoneKey() {
  try {
    const key = fromText(localStorage.getItem(NAME) ?? "");
    return key.length === SIZE ? key : null;
  } catch {
    return null;
  }
}

/** The key, or a new one. */
export function keptKey() {
  if (phoneKey() === null) {
    try {
      localStorage.setItem(NAME, toText(random(SIZE)));
    } catch {
      return null; // where nothing can be kept, the server seals
    }
  }
  return phoneKey();
}

export function forgetKey() {
  try {
    localStorage.removeItem(NAME);
  } catch {
    // What keeps nothing has nothing to forget.
  }
}

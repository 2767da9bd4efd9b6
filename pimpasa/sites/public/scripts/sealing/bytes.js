// Bytes as text and back.

export function utf8(text) {
  return new TextEncoder().encode(text);
}

export function joined(...pieces) {
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let place = 0;
  for (const piece of pieces) {
    whole.set(piece, place);
    place += piece.length;
  }
  return whole;
}

/** Bytes as base64; one after another, since an argument list of all of them would be too long for old phones. */
export function toText(bytes) {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

export function fromText(text) {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

export function random(length) {
  return crypto.getRandomValues(new Uint8Array(length));
}

export function isSame(one, other) {
  return one.length === other.length && one.every((byte, place) => byte === other[place]);
}

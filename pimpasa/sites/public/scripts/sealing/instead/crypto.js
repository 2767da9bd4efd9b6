// Node's, which a browser has as `crypto` itself; where it is missing, the server seals.
export const webcrypto = globalThis.crypto;

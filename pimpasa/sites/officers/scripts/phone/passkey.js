// A passkey of this phone as a second way to what lies here: its PRF extension (W3C Web Authentication Level 3, 10.1.4)
// gives a secret that never leaves the phone and that a finger, a face or the screen's PIN opens. No server knows it.
const BYTES = 32;
const PURPOSE = "pimpasa/v1/taken along";
const ALGORITHMS = [-7, -257]; // ES256 and RS256, which every platform has one of (RFC 8812)

function bytesOf(text) {
  return new TextEncoder().encode(text);
}

function random() {
  return crypto.getRandomValues(new Uint8Array(BYTES));
}

async function keyFrom(secret) {
  const material = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"]);
  const deriving = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(0), info: bytesOf(PURPOSE) };
  return crypto.subtle.deriveKey(deriving, material, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

/** Whether this phone has a lock of its own that a page may ask; if it has PRF, too, shows only once one is made. */
export async function canHavePasskey() {
  const { PublicKeyCredential: kind } = globalThis;
  return Boolean(await kind?.isUserVerifyingPlatformAuthenticatorAvailable?.());
}

/** `{ id, salt, key }`, or nothing where the phone has no PRF. Rejects where its owner says no. */
export async function makePasskey(owner) {
  const salt = random();
  // The same owner's of before is replaced, so that they do not pile up on the phone.
  const id = await crypto.subtle.digest("SHA-256", bytesOf(`${PURPOSE} ${owner}`));
  const credential = await navigator.credentials.create({
    publicKey: {
      challenge: random(),
      rp: { name: "Pimpasa" },
      user: { id, name: "Pimpasa", displayName: "Pimpasa" },
      pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: "public-key", alg })),
      authenticatorSelection: {
        authenticatorAttachment: "platform",
        residentKey: "discouraged",
        userVerification: "required",
      },
      extensions: { prf: { eval: { first: salt } } },
    },
  });
  const { prf } = credential.getClientExtensionResults();
  if (!prf?.enabled) return null;
  const key = prf.results ? await keyFrom(prf.results.first) : await passkeyKey({ id: credential.rawId, salt });
  return { id: credential.rawId, salt, key };
}

/** The key that a passkey leads to. Rejects where the phone's owner says no, or it is gone. */
export async function passkeyKey({ id, salt }) {
  const credential = await navigator.credentials.get({
    publicKey: {
      challenge: random(),
      allowCredentials: [{ type: "public-key", id }],
      userVerification: "required",
      extensions: { prf: { eval: { first: salt } } },
    },
  });
  return keyFrom(credential.getClientExtensionResults().prf.results.first);
}

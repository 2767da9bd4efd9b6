// The grants of pimpasa/sealing/grants.py: HPKE (RFC 9180) with MLKEM768-X25519 (X-Wing), HKDF-SHA256 and AES-256-GCM.
//
//     version 1 | fingerprint of the public key 16 | HPKE encapsulation and ciphertext
import { Aes256Gcm, CipherSuite, HkdfSha256 } from "@hpke/core";
import { XWing } from "@hpke/hybridkem-x-wing";
import { joined, utf8 } from "./bytes.js";

const VERSION = 1;
const kem = new XWing();
const suite = new CipherSuite({ kem, kdf: new HkdfSha256(), aead: new Aes256Gcm() });

async function fingerprint(publicKey) {
  const digest = await crypto.subtle.digest("SHA-256", joined(utf8("pimpasa/v1/public"), utf8(" key"), publicKey));
  return new Uint8Array(digest).slice(0, 16);
}

/** The public half of the key that grows from a seed. */
export async function publicOf(seed) {
  const { publicKey } = await kem.generateKeyPairDerand(seed);
  return new Uint8Array(await kem.serializePublicKey(publicKey));
}

export async function grant(secret, publicKey, context) {
  const recipientPublicKey = await kem.deserializePublicKey(publicKey);
  const sender = await suite.createSenderContext({ recipientPublicKey, info: utf8(`pimpasa/grant/v1/${context}`) });
  const sealed = new Uint8Array(await sender.seal(secret));
  return joined(Uint8Array.of(VERSION), await fingerprint(publicKey), new Uint8Array(sender.enc), sealed);
}

// A whole report, sealed: what pimpasa/reports/actions/sealed.py takes in.
import { fromText, random, toText } from "./bytes.js";
import { seal, sealJson } from "./envelopes.js";
import { grant, publicOf } from "./grants.js";
import { lookupId, newReceipt, receiptKey, receiptSeed } from "./receipts.js";

/** Seals contents to the holders of keys and under a new receipt, and the receipt itself for this phone alone. */
export async function compose({ subject, keys, contents, phoneKey }) {
  const key = random(32);
  const receipt = newReceipt();
  const grants = {};
  for (const holder of keys) {
    grants[holder.id] = toText(await grant(key, fromText(holder.public), `${subject}:contents`));
  }
  return {
    grants,
    envelope: toText(await sealJson(contents, key, `${subject}:contents`)),
    receiptId: toText(await lookupId(receipt)),
    receiptWrap: toText(await seal(key, await receiptKey(receipt), `${subject}:receipt`)),
    receiptPublic: toText(await publicOf(await receiptSeed(receipt))),
    receipt: toText(await seal(receipt, phoneKey, `${subject}:phone`)),
  };
}

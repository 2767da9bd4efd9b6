// The page itself is kept, sealed under a key of its own, and shown again when it is reloaded without a network. The key
// is in no storage: while the page goes, it hands it to the worker that asks.
import { keepCopy } from "../phone/copies.js";
import { keyFromHex } from "../phone/sealing.js";
import { snapshot } from "../phone/snapshot.js";
import { draftKey } from "./page.js";

const key = keyFromHex(draftKey);

export async function keepPage() {
  try {
    await keepCopy(await key, location.pathname, snapshot());
  } catch {
    // No storage, as in a private window: without a network the browser's own page is shown.
  }
}

export function handOver() {
  navigator.serviceWorker?.addEventListener("message", async ({ data, ports }) => {
    if (data.open === location.pathname) ports[0].postMessage(await key);
  });
}

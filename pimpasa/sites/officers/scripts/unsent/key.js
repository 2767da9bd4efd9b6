// What waits on this phone of an officer's own words lies sealed under a key that only their own private key leads to. It
// comes with each page whose keys are open, and stays in its memory: a phone that is found later, or taken, opens nothing.
import { keyFromHex } from "../phone/sealing.js";
import { bar } from "./page.js";

const digits = bar?.dataset.key;

/** Nothing where the officer's keys are locked. */
export const key = digits ? keyFromHex(digits) : null;

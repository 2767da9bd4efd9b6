// The entries of this page's log that wait on this phone.
import { entryRows, keepEntry as keep, readEntry as read } from "../phone/entries.js";
import { key } from "../unsent/key.js";
import { enter, logbook } from "./page.js";

export async function waitingRows() {
  return (await entryRows()).filter((row) => row.visit === logbook);
}

/** With where it is sent, so that any page can do it. */
export async function keepEntry(entry, photo) {
  await keep(await key, logbook, { ...entry, page: location.pathname, enter }, photo);
}

export async function readEntry(row) {
  return read(await key, row);
}

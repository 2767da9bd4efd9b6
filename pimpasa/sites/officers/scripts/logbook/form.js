// Takes the page's forms over: what is sent with one becomes an entry that waits on the phone until the office has it.
import { keepEntry, waitingRows } from "./entries.js";
import { page } from "./page.js";
import { send } from "./sending.js";
import { showStatus } from "./status.js";
import { whereabouts } from "./whereabouts.js";

// What belongs to the page's form, not to what was written down.
const FORM = ["csrfmiddlewaretoken", "whole", "id", "kind", "evidence"];
const busy = new Set();

function answersOf(data) {
  const names = [...new Set(data.keys())].filter((name) => !FORM.includes(name));
  return Object.fromEntries(
    names.map((name) => {
      const values = data.getAll(name);
      return [name, values.length > 1 ? values : values[0]];
    }),
  );
}

function photoOf(data) {
  const file = data.get("evidence");
  return file?.size ? file : null;
}

async function entryOf(form, data, photo) {
  return {
    id: crypto.randomUUID(),
    kind: form.dataset.entry,
    at: new Date().toISOString(),
    label: form.dataset.label,
    ...answersOf(data),
    place: await whereabouts(),
    ...(photo && { photoName: photo.name, photoType: photo.type }),
  };
}

function clear(form) {
  form.reset();
  form.dispatchEvent(new Event("cleared"));
}

async function passOn(form) {
  await showStatus();
  await send();
  if ("reload" in form.dataset && (await waitingRows()).length === 0) location.reload();
}

async function writeDown(form) {
  const data = new FormData(form);
  const photo = photoOf(data);
  const entry = await entryOf(form, data, photo);
  if (entry.kind === "photo" && !photo) return false;
  try {
    await keepEntry(entry, photo);
  } catch {
    form.submit(); // no storage, as in a private window: the form goes as it would without all this
    return false;
  }
  clear(form);
  return true;
}

async function submit(event) {
  const form = event.currentTarget;
  event.preventDefault();
  if (busy.has(form)) return; // a second tap, while the first still asks where we are
  busy.add(form);
  const isKept = await writeDown(form);
  busy.delete(form); // the next entry need not wait until this one is sent
  if (isKept) await passOn(form);
}

export function takeOver() {
  for (const form of page.querySelectorAll("form[data-entry]")) {
    form.addEventListener("submit", submit);
  }
}

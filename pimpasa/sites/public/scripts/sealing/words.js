// Words that the server never reads: what is typed into a field goes to the draft sealed under this phone's key.
//
// A draft holds one sealed entry for each page that wrote into it; what two pages wrote stays beside each other.

import { submitterOf } from "../writing/forms.js";
import { fromText, toText, utf8 } from "./bytes.js";
import { openJson, sealJson } from "./envelopes.js";
import { canSeal, keptKey, phoneKey } from "./phone_key.js";
import { rememberPress, sendAgain } from "./pressing.js";

const CONTEXT = "words";

/** How a page names an entry that it was shown. */
async function printOf(entry) {
  const digest = await crypto.subtle.digest("SHA-256", utf8(entry));
  return toText(new Uint8Array(digest).slice(0, 12));
}

async function opened(entry) {
  const key = phoneKey();
  try {
    return key && { print: await printOf(entry), words: await openJson(fromText(entry), key, CONTEXT) };
  } catch {
    return null;
  }
}

/** Entries as they open on this phone; those of another phone's key are missing. */
export async function openAll(entries) {
  return (await Promise.all(entries.map(opened))).filter(Boolean);
}

/** Texts beside each other, none that is part of another. */
export function beside(texts) {
  const distinct = [...new Set(texts.filter((text) => text.trim()))];
  const isPart = (text) => distinct.some((longer) => longer !== text && longer.includes(text.trim()));
  return distinct.filter((text) => !isPart(text)).join("\n\n");
}

export function wordsOf(entries, name) {
  return beside(entries.map(({ words }) => words[name] ?? ""));
}

class SealedFields {
  constructor(form, place, key) {
    this.place = place;
    this.key = key;
    this.seen = [];
    this.turn = 0;
    this.fields = place.dataset.seals.split(" ").map((name) => form.elements[name]);
    this.names = this.fields.map((field) => field.name);
  }

  async show() {
    const all = await openAll(JSON.parse(this.place.dataset.entries));
    const own = all.filter(({ words }) => this.names.some((name) => name in words));
    this.seen = own.map(({ print }) => print);
    this.fields.forEach((field, number) => {
      field.value = beside([wordsOf(own, this.names[number]), field.value]);
    });
  }

  // Without its name a field is not part of what is sent.
  hide() {
    for (const field of this.fields) {
      field.removeAttribute("name");
    }
  }

  giveUp() {
    this.turn += 1;
    this.fields.forEach((field, number) => {
      field.name = this.names[number];
    });
    this.place.value = "";
  }

  async keep() {
    this.turn += 1;
    const { turn } = this;
    const words = {};
    this.fields.forEach((field, number) => {
      if (field.value.trim()) words[this.names[number]] = field.value;
    });
    const isEmpty = Object.keys(words).length === 0;
    const sealed = isEmpty ? "" : toText(await sealJson(words, this.key, CONTEXT));
    if (turn === this.turn) {
      this.place.value = JSON.stringify({ seen: this.seen, sealed });
      this.isFresh = true;
    }
  }

  isTooLong() {
    return this.fields.some(({ value, maxLength }) => maxLength > 0 && value.length > maxLength);
  }

  async change() {
    this.isFresh = false;
    try {
      if (this.isTooLong()) throw new Error("too long");
      this.hide();
      await this.keep();
    } catch {
      this.giveUp(); // the server says what is wrong, and seals
      this.isFresh = true;
    }
  }
}

/** Seal what is typed into a form's fields of words; resolved when they show what the draft holds. */
export async function sealWords(form) {
  const place = form.querySelector("[data-seals]");
  if (!(place && canSeal())) return;
  const key = keptKey();
  if (!key) return;
  const fields = new SealedFields(form, place, key);
  fields.isFresh = false;
  const ready = fields.show().then(() => fields.change());
  form.addEventListener("input", ({ target }) => {
    if (fields.fields.includes(target)) fields.change();
  });
  form.addEventListener(
    "submit",
    async (event) => {
      const button = submitterOf(event);
      if (form.elements.promise && button && !button.name) rememberPress(form);
      if (fields.isFresh) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      await ready;
      await fields.change();
      sendAgain(form, button);
    },
    { capture: true },
  );
  await ready;
}

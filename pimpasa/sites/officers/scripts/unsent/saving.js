// A form that saves itself while somebody types, two seconds after they pause. Saves follow each other; each says which
// one it takes the place of, so that two tabs or devices never overwrite each other's. Without a network it is kept on the
// phone, half written or ready to be sent.
import { sha256 } from "../../../common/scripts/modules/digest.js";
import { begin } from "./alive.js";
import { fieldsOf, hasFiles, labelsOf } from "./fields.js";
import { chosenIn, dropFiles, keepFiles, MOST, noteSent } from "./files.js";
import { addresses, officer, pageOf, time, token, words } from "./page.js";
import { isSignedInAgain } from "./signing.js";
import { dropWritten, keepWritten } from "./written.js";

const PAUSE = 2000;
const AGAIN = 15_000;
const MEGABYTE = 1024 * 1024;
const REFUSED = 409;
const FORBIDDEN = 403;
// Somebody else's revision stands there: this page's words become a writing of their own.
const FORKED = ["changed_elsewhere", "gone"];
// The page's own field, by which the same form sent twice is one thing: each that waits here is a thing of its own.
const OWN_ID = "writing";
const all = [];

/** Whether anything typed on this page is nowhere else. */
export function isAnythingUnsaved() {
  return all.some((saved) => saved.isDirty);
}

export class Saved {
  constructor(form, action, place) {
    Object.assign(this, { form, action, place, revision: 0, isDirty: false, isSaving: false, isCutOff: false });
    this.keeping = Promise.resolve();
    this.id = crypto.randomUUID();
    this.before = sha256(new TextEncoder().encode(JSON.stringify(fieldsOf(form))));
    this.stands();
    this.line = document.createElement("p");
    this.line.className = "govuk-hint";
    this.line.setAttribute("role", "status");
    form.append(this.line);
    form.addEventListener("input", () => this.typed());
    form.addEventListener("change", (event) => this.changed(event));
    form.addEventListener("submit", (event) => this.submit(event));
    addEventListener("online", () => this.saveIfDirty());
    document.addEventListener("visibilitychange", () => this.saveIfDirty());
    setInterval(() => this.saveIfDirty(), AGAIN);
    all.push(this);
  }

  /** What stands in the form is saved as this writing from now on. */
  adopt({ id, revision }) {
    Object.assign(this, { id, revision });
  }

  changed({ target }) {
    this.typed();
    if (target.type === "file") this.keepChosen().catch(() => null);
  }

  /** Seal on this phone what is chosen; false, and said in words, where it is too much. Rejects where nothing is kept. */
  async keepChosen() {
    const isKept = await keepFiles(this.id, this.form);
    if (!isKept) this.line.textContent = this.tooMuch();
    return isKept;
  }

  tooMuch() {
    const bytes = chosenIn(this.form).reduce((sum, { file }) => sum + file.size, 0);
    return words.filesTooMuch.replace("{n}", Math.ceil(bytes / MEGABYTE)).replace("{most}", MOST / MEGABYTE);
  }

  forget() {
    dropFiles(this.id).catch(() => null);
    this.begin();
  }

  /** What is typed from now on is another writing. */
  begin() {
    clearTimeout(this.timer);
    Object.assign(this, { id: crypto.randomUUID(), revision: 0, isDirty: false });
    this.line.textContent = "";
  }

  contents() {
    return JSON.stringify([fieldsOf(this.form), hasFiles(this.form)]);
  }

  /** What is in the form now needs no saving. */
  stands() {
    this.standing = this.contents();
  }

  // Leaving a field says "change" once more, with nothing new in it: that is no reason to keep a shared desk's page.
  typed() {
    if (this.isBeingFilled) return;
    clearTimeout(this.timer);
    this.isDirty = this.contents() !== this.standing;
    if (this.isDirty) this.timer = setTimeout(() => this.saveIfDirty(), PAUSE);
  }

  async saveIfDirty() {
    if (!this.isDirty || this.isSaving || this.isSent) return;
    const { id } = this;
    this.isSaving = true;
    try {
      await this.save();
    } catch {
      this.isCutOff = true;
      // Meanwhile it may be ready, and the form empty.
      if (id === this.id && !this.isReady) await this.waitHere();
    } finally {
      this.isSaving = false;
    }
  }

  async words() {
    return {
      page: pageOf(this.form),
      action: this.action,
      place: this.place,
      before: await this.before,
      multipart: this.form.enctype === "multipart/form-data",
      files: hasFiles(this.form),
      fields: fieldsOf(this.form),
      labels: labelsOf(this.form),
      base: JSON.parse(this.form.dataset.base ?? "{}"),
    };
  }

  async body() {
    const body = new FormData();
    body.append("csrfmiddlewaretoken", token());
    body.append("id", this.id);
    body.append("revision", this.revision);
    body.append("words", JSON.stringify(await this.words()));
    return body;
  }

  async post() {
    this.isDirty = false; // what is typed while this is on its way is the next one's
    this.stands();
    const body = await this.body();
    return fetch(addresses.save, { method: "POST", body, headers: { accept: "application/json" } });
  }

  async save() {
    let answer = await this.post();
    this.isCutOff = false;
    if (answer.status === FORBIDDEN && (await isSignedInAgain())) answer = await this.post();
    if (answer.ok) await this.keep(answer);
    else if (answer.status === REFUSED) await this.refuse(await answer.json());
    else this.wait(answer.status === FORBIDDEN ? words.signedOut : words.offline);
  }

  async keep(answer) {
    const { revision, at } = await answer.json();
    this.revision = revision;
    this.line.textContent = words.saved.replace("{at}", at);
    await dropWritten(this.id).catch(() => null);
    begin();
  }

  async refuse({ code, reason }) {
    if (FORKED.includes(code)) {
      this.adopt({ id: crypto.randomUUID(), revision: 0 });
      await this.keepChosen().catch(() => null);
      await this.save();
      this.line.textContent = words.forked;
    } else {
      this.wait(reason ?? words.unsaved);
    }
  }

  wait(reason) {
    this.isDirty = true;
    this.standing = null;
    this.line.textContent = reason;
  }

  /** Seal on this phone what is in the form, one keeping after another. Rejects where nothing can be kept. */
  keepHere(isReady) {
    this.keeping = this.keeping.catch(() => null).then(() => this.putHere(isReady));
    return this.keeping;
  }

  async putHere(isReady) {
    const typed = await this.words();
    if (typed.fields[OWN_ID]) typed.fields[OWN_ID] = [this.id];
    const { id, revision } = this;
    const title = document.querySelector("h1")?.textContent.trim() ?? document.title;
    await keepWritten({ id, revision, officer, title, at: Date.now(), isReady, isTried: false, words: typed });
  }

  async waitHere() {
    const { id } = this;
    try {
      await this.keepHere(false);
      if (id === this.id && !this.isReady) this.wait(words.onPhone.replace("{at}", time(Date.now())));
    } catch {
      this.wait(words.offline);
    }
  }

  /** Sent without a network: it waits on this phone, and the form is empty for the next. */
  async keepUntilSent() {
    clearTimeout(this.timer);
    this.isReady = true;
    try {
      if (!(await this.keepChosen())) return;
      await this.keepHere(true);
    } catch {
      this.line.textContent = words.offline;
      return;
    } finally {
      this.isReady = false;
    }
    this.form.reset();
    this.begin();
    this.stands();
    this.line.textContent = words.ready;
    document.dispatchEvent(new Event("written"));
  }

  submit(event) {
    if (this.isCutOff || navigator.onLine === false || document.documentElement.dataset.copied) {
      event.preventDefault();
      this.keepUntilSent();
      return;
    }
    clearTimeout(this.timer);
    this.isSent = true;
    noteSent(this.id).catch(() => null);
    if (this.revision === 0) return;
    const target = new URL(this.form.getAttribute("action") || location.href, location.href);
    target.searchParams.set("tulisan", this.id);
    this.form.setAttribute("action", target.pathname + target.search);
  }
}

// Nothing that an officer typed is lost: forms save themselves, sealed to their officer's key, and come back; a session
// that is about to end says so; what is written without a network waits on the phone, and comes in later. Without all
// this, the office keeps what a form sends after its session ended.
import { sendWhatWaits } from "./unsent/arriving.js";
import { dropSent, noteSent, putFiles } from "./unsent/files.js";
import { watchForms } from "./unsent/forms.js";
import { showHere } from "./unsent/here.js";
import { putBack } from "./unsent/restoring.js";
import { watchSession } from "./unsent/session.js";
import { writtenItems } from "./unsent/written.js";

const nothingKept = () => null; // a browser that keeps nothing, as in a private window
watchSession();

// The page of one writing sends it from a form of its own.
async function putIntoWriting() {
  const form = document.querySelector('form[data-unsaved]:not([data-unsaved=""])');
  if (!form) return [];
  if (await putFiles(form, form.dataset.unsaved)) document.querySelector("[data-files-away]")?.remove();
  form.addEventListener("submit", () => noteSent(form.dataset.unsaved));
  return [form.dataset.unsaved];
}

async function dropWhatWasSent(forms) {
  const ids = [...forms, ...(await writtenItems())].map(({ id }) => id);
  await dropSent([...ids, ...(await putIntoWriting())]);
}

async function begin() {
  const forms = watchForms();
  const isCopy = "copied" in document.documentElement.dataset;
  // First what comes in from the phone, so that it is put back with all the rest; a copy of a page has no network.
  if (!isCopy) await sendWhatWaits().catch(nothingKept);
  await putBack(forms);
  await dropWhatWasSent(forms).catch(nothingKept);
  await showHere(forms).catch(nothingKept);
  if (isCopy) await sendWhatWaits().catch(nothingKept);
}

begin();
// A page that came beside another's list.
document.addEventListener("part", (event) => putBack(watchForms(event.target)));

// What was typed into a page's forms before, and not sent, comes back with a sentence that says so.
import { putFields } from "./fields.js";
import { putFiles } from "./files.js";
import { addresses, button, pageOf, token, words } from "./page.js";

async function waiting(form) {
  const query = new URLSearchParams({ page: pageOf(form) });
  const answer = await fetch(`${addresses.find}?${query}`, { headers: { accept: "application/json" } });
  return answer.ok ? (await answer.json()).writings : [];
}

function drop(id) {
  const body = new FormData();
  body.append("csrfmiddlewaretoken", token());
  return fetch(`${addresses.list}${id}/buang/`, { method: "POST", body, headers: { accept: "application/json" } });
}

async function dropThere(id) {
  const answer = await drop(id);
  if (!answer.ok) throw new Error(String(answer.status));
}

function compareLink({ id }) {
  const link = document.createElement("a");
  link.className = "govuk-link";
  link.href = `${addresses.list}${id}/`;
  link.textContent = words.look;
  return link;
}

function note(saved, sentences, homeless, forget) {
  const box = document.createElement("div");
  box.className = "govuk-inset-text";
  box.setAttribute("role", "status");
  const throwAway = async () => {
    await forget();
    saved.forget();
    saved.form.reset();
    saved.stands();
    box.remove();
  };
  box.append(sentences.join(" "), " ", button(words.drop, throwAway));
  for (const text of homeless) {
    const paragraph = document.createElement("p");
    paragraph.className = "app-said";
    paragraph.textContent = text;
    box.append(paragraph);
  }
  saved.form.prepend(box);
}

/** Put a writing back into its form, with a sentence that says so; `forget` drops it. */
export async function putWords(saved, writing, forget) {
  saved.isBeingFilled = true;
  const homeless = putFields(saved.form, writing.fields);
  const hasFilesBack = await putFiles(saved.form, writing.id).catch(() => false);
  saved.isBeingFilled = false;
  saved.stands();
  const hasChanged = writing.before && writing.before !== (await saved.before);
  const sentences = [
    words.restored.replace("{at}", writing.at),
    writing.sentence || (hasChanged && words.changed),
    hasFilesBack ? words.filesBack : writing.files && words.files,
    homeless.length > 0 && words.homeless,
  ];
  note(saved, sentences.filter(Boolean), homeless, forget);
  if (writing.sentence) saved.form.firstElementChild.append(" ", compareLink(writing));
}

/** A page that answers a form with its errors holds what was typed last; it goes on with the same writing. */
function isShownAgain() {
  return document.querySelector("main .govuk-error-summary") !== null;
}

export async function putBack(forms) {
  if (forms.length === 0) return;
  const writings = await waiting(forms[0].form).catch(() => []);
  for (const saved of forms) {
    const writing = writings.find(({ action, place }) => action === saved.action && place === saved.place);
    if (writing && !saved.isDirty) {
      saved.adopt(writing);
      if (isShownAgain()) await putFiles(saved.form, writing.id).catch(() => false);
      else await putWords(saved, writing, () => dropThere(writing.id));
    }
  }
}

// What was typed into a page's forms before, and not sent, comes back with a sentence that says so.
import { putFields } from "./fields.js";
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

function note(saved, sentences, homeless, id) {
  const box = document.createElement("div");
  box.className = "govuk-inset-text";
  box.setAttribute("role", "status");
  const throwAway = async () => {
    const answer = await drop(id);
    if (!answer.ok) return;
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

async function putInto(saved, writing) {
  saved.isBeingFilled = true;
  const homeless = putFields(saved.form, writing.fields);
  saved.isBeingFilled = false;
  saved.stands();
  const hasChanged = writing.before && writing.before !== (await saved.before);
  const sentences = [
    words.restored.replace("{at}", writing.at),
    hasChanged && words.changed,
    writing.files && words.files,
    homeless.length > 0 && words.homeless,
  ];
  note(saved, sentences.filter(Boolean), homeless, writing.id);
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
      if (!isShownAgain()) await putInto(saved, writing);
    }
  }
}

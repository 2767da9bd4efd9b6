// What stands in a form, as names with values; and putting it back.
const OWN = ["csrfmiddlewaretoken", "whole"];

/** Names with their values, without files and what belongs to the page. */
export function fieldsOf(form) {
  const fields = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && !OWN.includes(name)) fields[name] = [...(fields[name] ?? []), value];
  }
  return fields;
}

export function hasFiles(form) {
  return [...form.querySelectorAll("[type=file]")].some((field) => field.files.length > 0);
}

/** What each field is called on the page, by its name. */
export function labelsOf(form) {
  const labels = {};
  for (const field of form.elements) {
    const legend = field.closest("fieldset")?.querySelector("legend");
    const isChoice = ["radio", "checkbox"].includes(field.type);
    const label = (isChoice && legend) || field.labels?.[0];
    if (field.name && label) labels[field.name] = label.textContent.trim();
  }
  return labels;
}

function isPutBack({ type }) {
  return !["hidden", "file", "submit", "button"].includes(type);
}

function putChoice(field, values) {
  // A click, so that what depends on the choice opens with it.
  if (field.checked !== values.includes(field.value)) field.click();
}

function putInto(field, values, turn) {
  if (["radio", "checkbox"].includes(field.type)) {
    putChoice(field, values);
  } else if (field.type === "select-multiple") {
    for (const option of field.options) option.selected = values.includes(option.value);
  } else if (turn < values.length) {
    field.value = values[turn];
  }
}

function namedIn(form, name) {
  return [...form.elements].filter((field) => field.name === name);
}

/** Put fields into a form; returns the texts that have no place in it any more. */
export function putFields(form, fields) {
  const homeless = [];
  for (const table of form.querySelectorAll("[data-rows]")) {
    table.dispatchEvent(new CustomEvent("cells", { detail: fields[table.dataset.rows]?.length ?? 0 }));
  }
  for (const name of new Set([...form.elements].map((field) => field.name))) {
    const values = fields[name] ?? [];
    for (const [turn, field] of namedIn(form, name).filter(isPutBack).entries()) {
      putInto(field, values, turn);
    }
  }
  for (const [name, values] of Object.entries(fields)) {
    if (namedIn(form, name).length === 0) homeless.push(...values.filter((value) => value.includes(" ")));
  }
  return homeless;
}

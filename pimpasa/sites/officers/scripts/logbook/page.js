// What the page hands to the scripts of its logbook.
export const page = document.querySelector("[data-logbook]");
/** Which visit, operation or dialogue; where an entry is sent; the key of its page's copy, in hexadecimal. */
export const { logbook, enter, draftKey } = page.dataset;
/** What the scripts say, in the reader's language. */
export const words = JSON.parse(page.dataset.words);

export function csrfToken() {
  return page.querySelector("[name=csrfmiddlewaretoken]").value;
}

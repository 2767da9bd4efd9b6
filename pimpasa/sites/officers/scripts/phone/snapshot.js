// A page as it stands, as HTML that can be shown again.
const STARTED = /^data-.+-init$/u;

// What govuk-frontend leaves on what it started: it starts nothing twice.
function unstart(page) {
  for (const element of page.querySelectorAll("[data-module]")) {
    for (const name of element.getAttributeNames()) {
      if (STARTED.test(name)) element.removeAttribute(name);
    }
  }
}

// What scripts set; the policy of our pages takes none from HTML.
function unstyle(page) {
  for (const element of page.querySelectorAll("[style]")) {
    element.removeAttribute("style");
  }
}

export function snapshot() {
  const page = document.documentElement.cloneNode(true);
  unstart(page);
  unstyle(page);
  page.dataset.copied = new Date().toISOString();
  return `<!DOCTYPE html>${page.outerHTML}`;
}

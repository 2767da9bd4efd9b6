// At a desk, a row opens the report's page beside the list: the same page, asked for in the same way, which is the same act
// of the log. What is sent from there comes back there; what leads elsewhere leaves the list.
import { step } from "./list.js";

const WIDE = matchMedia("(min-width: 1100px)");
const REPORT = /^\/petugas\/laporan\/[0-9a-f-]{36}\/$/u;
const pane = document.querySelector("[data-pane]");
let open = null;
let newest = 0;

function find(name) {
  return pane.querySelector(`[data-pane-${name}]`);
}

function mark(link) {
  open?.removeAttribute("aria-current");
  open = link;
  open?.setAttribute("aria-current", "true");
}

export function closePane() {
  if (!pane || pane.hidden) return;
  pane.hidden = true;
  document.body.classList.remove("app-work--pane");
  open?.focus();
  mark(null);
}

function put(page, address) {
  const part = find("part");
  page.querySelector("[data-keys]")?.remove();
  part.replaceChildren(...page.childNodes);
  part.dataset.page = address;
  find("whole").href = address;
  find("said").textContent = part.querySelector("h1")?.textContent.trim() ?? "";
  pane.scrollTop = 0;
  part.dispatchEvent(new CustomEvent("part", { bubbles: true }));
}

// Answers that are no report, such as a sign-in or a file, are for the whole window.
async function show(asked, link) {
  newest += 1;
  const mine = newest;
  const answer = await asked;
  const { pathname, hash } = new URL(answer.url);
  const text = REPORT.test(pathname) || !answer.redirected ? await answer.text() : "";
  if (mine !== newest) return;
  const page = new DOMParser().parseFromString(text, "text/html").querySelector("main");
  if (!page) {
    location.assign(answer.url);
    return;
  }
  pane.hidden = false;
  document.body.classList.add("app-work--pane");
  if (link) mark(link);
  put(page, REPORT.test(pathname) ? pathname : find("part").dataset.page);
  if (hash) pane.querySelector(hash)?.scrollIntoView();
}

function openBeside(link) {
  if (link === open) pane.focus();
  else show(fetch(link.href), link).catch(() => location.assign(link.href));
}

function isPlain(event) {
  return event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
}

function clicked(event) {
  const link = event.target.closest("[data-rows] .app-report__link");
  if (!(link && WIDE.matches && isPlain(event))) return;
  event.preventDefault();
  openBeside(link);
}

function sent(event) {
  const form = event.target;
  const action = new URL(form.getAttribute("action") || find("part").dataset.page, location.href);
  if (event.defaultPrevented || form.method !== "post") return;
  event.preventDefault();
  const body = new FormData(form);
  if (event.submitter?.name) body.append(event.submitter.name, event.submitter.value);
  open?.classList.remove("app-report__link--free");
  show(fetch(action, { method: "POST", body })).catch(() => form.submit());
}

/** Goes on from the report that is open beside the list to the next of its rows; whether one is open. */
export function goOn(by) {
  if (!open) return false;
  const link = step(by, open);
  if (link && link !== open) openBeside(link);
  return true;
}

export function watchPane() {
  if (!pane) return;
  document.querySelector("[data-rows]").addEventListener("click", clicked);
  pane.addEventListener("submit", sent);
  find("close").addEventListener("click", closePane);
  for (const button of pane.querySelectorAll("[data-pane-step]")) {
    button.addEventListener("click", () => goOn(Number(button.dataset.paneStep)));
  }
}

// The office took an entry from a page that was being left: the page of its log may have been answered a moment before.
const NAME = "pimpasa-came";

/** Something of this log came in from this tab. */
export function noteThatItCame(log) {
  sessionStorage.setItem(NAME, log);
}

/** Whether something of this log came in since its pages were last asked. */
export function hasCome(log) {
  const isIt = sessionStorage.getItem(NAME) === log;
  if (isIt) sessionStorage.removeItem(NAME);
  return isIt;
}

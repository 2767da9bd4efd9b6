// The rows of a list, and the one that has the focus.
export function links() {
  return [...document.querySelectorAll("[data-rows] .app-row__title a, [data-rows] .app-report__link")];
}

/** Goes on from a row, the focused one where none is given; the row that comes next. */
export function step(by, from = document.activeElement) {
  const all = links();
  const current = all.indexOf(from);
  const first = by > 0 ? 0 : all.length - 1;
  const next = all[current < 0 ? first : Math.min(all.length - 1, Math.max(0, current + by))];
  next?.focus();
  return next;
}

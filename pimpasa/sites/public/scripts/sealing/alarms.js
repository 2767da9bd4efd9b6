// Whether words let nobody wait, by the same table as pimpasa/reports/alarms.py: the page brings it along.
const BEFORE = 30;

/** Whether any alarm is raised; one that is denied ("tidak dikurung") raises none. */
export function isAlarming(text, { alarms, denied }) {
  const denial = new RegExp(denied, "iu");
  const isDenied = (place) => denial.test(text.slice(Math.max(0, place - BEFORE), place));
  return alarms.some((words) => [...matches(text, new RegExp(words, "giu"))].some((place) => !isDenied(place)));
}

// Old phones lack matchAll.
function* matches(text, expression) {
  for (let found = expression.exec(text); found; found = expression.exec(text)) {
    yield found.index;
    if (found[0] === "") expression.lastIndex += 1;
  }
}

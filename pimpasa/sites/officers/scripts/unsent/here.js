// What waits on this phone of a page's forms: half written it stands in its form again; ready it is listed beneath.
import { dropFiles } from "./files.js";
import { button, time, words } from "./page.js";
import { putWords } from "./restoring.js";
import { dropWritten, gistOf, keepWritten, writtenItems } from "./written.js";

let turn = 0;

function isOf({ action, place }, item) {
  return item.words.action === action && item.words.place === place;
}

async function takeUp(saved, item) {
  saved.adopt(item);
  await putWords(saved, { ...item.words, id: item.id, at: time(item.at) }, () => dropWritten(item.id));
  saved.isDirty = true; // once there is a network the office keeps it
}

function rowOf(saved, item) {
  const row = document.createElement("li");
  row.append(words.waiting.replace("{gist}", gistOf(item)).replace("{at}", time(item.at)));
  const change = async () => {
    await keepWritten({ ...item, isReady: false });
    await takeUp(saved, item);
    row.remove();
  };
  const drop = async () => {
    await dropWritten(item.id);
    await dropFiles(item.id);
    row.remove();
  };
  // What was tried may have arrived: nobody changes it any more.
  if (!item.isTried) row.append(" ", button(words.change, change), " ", button(words.drop, drop));
  return row;
}

function show(saved, rows) {
  const list = saved.here ?? document.createElement("ul");
  list.className = "govuk-list";
  list.dataset.here = "";
  list.replaceChildren(...rows);
  saved.here = list;
  if (rows.length > 0) saved.form.after(list);
  else list.remove();
}

async function showReady(forms) {
  turn += 1;
  const own = turn;
  const ready = (await writtenItems()).filter(({ isReady }) => isReady);
  if (own !== turn) return; // something was written while these were opened
  for (const saved of forms) {
    show(
      saved,
      ready.filter((item) => isOf(saved, item)).map((item) => rowOf(saved, item)),
    );
  }
}

/** Put back what is half written, show what is ready, and keep showing it. */
export async function showHere(forms) {
  if (forms.length === 0) return;
  const items = await writtenItems();
  for (const saved of forms) {
    const half = items.find((item) => !item.isReady && isOf(saved, item));
    if (half && !saved.isDirty) await takeUp(saved, half);
  }
  await showReady(forms);
  for (const name of ["written", "arrived"]) document.addEventListener(name, () => showReady(forms));
}

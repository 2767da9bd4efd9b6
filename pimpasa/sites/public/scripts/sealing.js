// The last page: the report is sealed on this phone, to the keys of who reads it. Where that does not work, its words go to
// the server as they would without JavaScript, and the server seals them.
import { isAlarming } from "./sealing/alarms.js";
import { compose } from "./sealing/composing.js";
import { phoneKey } from "./sealing/phone_key.js";
import { isPressed, sendAgain } from "./sealing/pressing.js";
import { openAll, wordsOf } from "./sealing/words.js";
import { submitterOf } from "./writing/forms.js";

const NAMES = ["narrative", "place", "address"];
const place = document.querySelector("[data-sealing]");
const given = JSON.parse(place.dataset.sealing);
const { form } = place;
let isReady = false;
let turn = 0;

function isDirect() {
  const box = form.querySelector("[name=direct]");
  return Boolean(box?.checked);
}

// What was typed where the page could not seal stands in the answers already.
async function told() {
  const entries = await openAll(given.entries);
  if (entries.length < given.entries.length) throw new Error("another phone's words");
  return NAMES.reduce((words, name) => {
    const typed = [wordsOf(entries, name), given.contents[name]].filter((text) => text.trim());
    return Object.assign(words, { [name]: typed.join("\n\n") });
  }, {});
}

// Nobody who opens it could tell that something of it fell away.
function isTooLong(words) {
  return NAMES.some((name) => words[name].length > given.longest[name]);
}

async function sealed(words) {
  const direct = isDirect();
  const contents = { ...given.contents, ...words, direct };
  const keys = given.keys.filter(({ isUnit }) => isUnit || !direct);
  const parts = await compose({ subject: given.subject, keys, contents, phoneKey: phoneKey() });
  return JSON.stringify({
    ...parts,
    direct,
    alarming: isAlarming(words.narrative, given),
    written: Boolean(words.narrative.trim()),
  });
}

const plain = document.createElement("div");
plain.hidden = true;
form.append(plain);

function sendPlain(words) {
  for (const name of NAMES) {
    const field = document.createElement("textarea");
    field.name = name;
    field.value = words[name];
    plain.append(field);
  }
}

function sendNothing() {
  place.value = "";
  plain.textContent = "";
}

async function prepare() {
  turn += 1;
  const mine = turn;
  isReady = false;
  sendNothing();
  let words = null;
  try {
    words = await told();
    const value = given.canSeal && !isTooLong(words) ? await sealed(words) : "";
    if (mine !== turn) return;
    place.value = value;
    if (!value) sendPlain(words);
  } catch {
    if (mine === turn && words) sendPlain(words);
  }
  isReady = mine === turn;
}

let preparing = prepare();
form.addEventListener("change", () => {
  preparing = prepare();
});

form.addEventListener(
  "submit",
  async (event) => {
    if (isReady) return;
    const button = submitterOf(event);
    event.preventDefault();
    event.stopImmediatePropagation();
    await preparing;
    sendAgain(form, button);
  },
  { capture: true },
);

// On a poster's page the button was pressed already, under the same promise of who reads.
if (isPressed(form)) {
  preparing.then(() => sendAgain(form, form.querySelector("[data-send], button:not([type=button])")));
}

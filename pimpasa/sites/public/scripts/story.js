// The page on which a report is told: what is typed is sealed and saved, what is spoken is recorded, files go on their way at once.
import { sealWords } from "./sealing/words.js";
import { watchUploads } from "./uploads/watching.js";
import { saveNow, watchTyping } from "./writing/saving.js";
import { letSpeak } from "./writing/speaking.js";

const form = document.querySelector("form[data-save]");
const box = form.querySelector("[data-uploads]");
sealWords(form);
watchTyping();

if (box) {
  letSpeak(form, watchUploads(box, { before: saveNow }));
}

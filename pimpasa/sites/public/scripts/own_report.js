// The page of one's own report: an answer may be spoken, and files go on their way at once.
import { watchUploads } from "./uploads/watching.js";
import { letSpeak } from "./writing/speaking.js";

const box = document.querySelector("[data-uploads]");
letSpeak(box.closest("form"), watchUploads(box));

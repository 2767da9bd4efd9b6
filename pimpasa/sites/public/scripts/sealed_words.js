// Words that came too late for their draft: the phone that sealed them shows them once more.
import { sealWords } from "./sealing/words.js";

sealWords(document.querySelector("[data-seals]").form);

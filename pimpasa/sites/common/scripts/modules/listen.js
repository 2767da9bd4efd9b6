// Offers to hear a page: as somebody of the office reads it, else with the phone's own voice, else not at all.
import { Player } from "./player.js";
import { Reader, voiceFor } from "./reader.js";

export function offerListening() {
  const button = document.querySelector("[data-listen]");
  const stop = document.querySelector("[data-listen-stop]");
  let reader = null;
  const offer = () => {
    if (reader || !voiceFor(document.documentElement.lang)) return;
    reader = new Reader(button, stop);
    button.hidden = false;
  };
  if (button?.dataset.recording) {
    reader = new Player(button, stop);
    button.hidden = false;
  } else if (button && "speechSynthesis" in globalThis) {
    offer();
    // Voices come late in some browsers, and old ones tell nobody when.
    speechSynthesis.addEventListener?.("voiceschanged", offer);
  }
}

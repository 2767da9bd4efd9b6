// Keeps a dialogue's numbers and its projector's page up to date, and lets a clicker lead. Each page works without it.
import { followNumbers } from "./dialogue/numbers.js";
import { followScreen, lead } from "./dialogue/screen.js";

if (document.querySelector("[data-screen]")) {
  addEventListener("keydown", lead);
  followScreen();
} else if (document.querySelector("[data-lead]")) {
  followNumbers();
}

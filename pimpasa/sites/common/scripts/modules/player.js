// Somebody of the office reads: one sound for the page, whatever voices the phone has.
export class Player {
  constructor(button, stop) {
    this.button = button;
    this.stop = stop;
    this.sound = new Audio(button.dataset.recording);
    this.sound.preload = "none";
    button.addEventListener("click", () => (this.sound.paused ? this.sound.play() : this.sound.pause()));
    stop.addEventListener("click", () => this.end());
    for (const event of ["play", "pause", "ended"]) {
      this.sound.addEventListener(event, () => this.tell());
    }
    addEventListener("pagehide", () => this.end());
  }

  end() {
    this.sound.pause();
    this.sound.currentTime = 0;
    this.tell();
  }

  tell() {
    const { pause, resume, listen } = this.button.dataset;
    const isBegun = this.sound.currentTime > 0 && !this.sound.ended;
    const atRest = isBegun ? resume : listen;
    this.button.querySelector("[data-word]").textContent = this.sound.paused ? atRest : pause;
    this.button.setAttribute("aria-pressed", String(!this.sound.paused));
    this.stop.hidden = this.sound.paused && !isBegun;
  }
}

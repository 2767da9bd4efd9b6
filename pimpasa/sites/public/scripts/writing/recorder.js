// Hold to speak: records while the button is held, or between two taps or presses of a key; goes on after a pause. What
// was said can be listened to and said again. It is on its way to the server a moment after the last word.
import { saveNow } from "./saving.js";

const HELD = 400;
const QUIET = 4000;
const SECOND = 1000;

function isAble() {
  return "MediaRecorder" in globalThis && Boolean(navigator.mediaDevices?.getUserMedia) && globalThis.isSecureContext;
}

export class VoiceRecorder {
  constructor(box, uploads) {
    this.box = box;
    this.uploads = uploads;
    this.words = box.dataset;
    this.most = Number(box.dataset.most);
    this.button = box.querySelector("[data-do=hold]");
    this.again = box.querySelector("[data-do=again]");
    this.player = box.querySelector("audio");
    this.seconds = 0;
    this.number = 0;
    this.pressedAt = 0;
    this.isPressed = false;
  }

  static start(box, uploads) {
    if (!isAble()) return null;
    const voice = new VoiceRecorder(box, uploads);
    voice.button.hidden = false;
    document.querySelector("[data-without-recorder]").hidden = true;
    voice.showWish(false);
    voice.watch();
    return voice;
  }

  watch() {
    this.button.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      this.pressDown();
    });
    for (const ending of ["pointerup", "pointercancel", "pointerleave"]) {
      this.button.addEventListener(ending, () => this.letGo());
    }
    this.button.addEventListener("contextmenu", (event) => event.preventDefault());
    this.button.addEventListener("click", (event) => {
      if (event.detail === 0) this.toggle();
    });
    this.again.addEventListener("click", () => this.discard());
  }

  get isRecording() {
    return this.recorder?.state === "recording";
  }

  pressDown() {
    this.isPressed = true;
    this.pressedAt = Date.now();
    this.toggle();
  }

  /** A tap lets it go on by itself; who held it stops by letting go. */
  letGo() {
    if (this.isPressed && Date.now() - this.pressedAt > HELD) this.pause();
    this.isPressed = false;
  }

  toggle() {
    if (this.isRecording) {
      this.pause();
    } else {
      this.speak();
    }
  }

  async speak() {
    clearTimeout(this.quiet);
    this.player.hidden = true;
    if (this.recorder?.state === "paused") {
      this.recorder.resume();
    } else if (!(await this.begin())) {
      return;
    }
    this.show(this.words.recording);
    this.clock = setInterval(() => this.tick(), SECOND);
  }

  async begin() {
    try {
      this.stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch {
      this.tell(this.words.refused);
      document.querySelector("[data-without-recorder]").hidden = false;
      this.showWish(true);
      return false;
    }
    this.pieces = [];
    this.recorder = new MediaRecorder(this.stream);
    this.recorder.addEventListener("dataavailable", ({ data }) => this.pieces.push(data));
    this.recorder.start();
    return true;
  }

  tick() {
    this.seconds += 1;
    if (this.seconds >= this.most) {
      this.finish();
    } else {
      this.show(this.words.recording);
    }
  }

  pause() {
    clearInterval(this.clock);
    if (!this.isRecording) return;
    this.recorder.pause();
    this.show(this.words.paused);
    this.again.hidden = false;
    this.showWish(true);
    this.recorder.addEventListener("dataavailable", () => this.offerToListen(), { once: true });
    this.recorder.requestData();
    this.quiet = setTimeout(() => this.finish(), QUIET);
  }

  /** Where the page asks for it, how the recording is to sound to who listens: asked once there is one. */
  showWish(isShown) {
    const wish = this.box.querySelector("[data-once-spoken]");
    if (wish) wish.hidden = !isShown;
  }

  offerToListen() {
    URL.revokeObjectURL(this.player.src);
    this.player.src = URL.createObjectURL(new Blob(this.pieces, { type: this.recorder.mimeType }));
    this.player.hidden = false;
  }

  /** End this recording and let it go on its way; resolves when the upload has begun. */
  async finish() {
    clearTimeout(this.quiet);
    clearInterval(this.clock);
    const { recorder } = this;
    if (!recorder || recorder.state === "inactive") return;
    await new Promise((stopped) => {
      recorder.addEventListener("stop", stopped, { once: true });
      recorder.stop();
    });
    this.releaseMicrophone();
    this.offerToListen();
    await this.hand(recorder.mimeType.split(";")[0]);
  }

  async hand(type) {
    this.number += 1;
    const ending = type === "audio/mp4" ? "m4a" : type.split("/")[1];
    const file = new File(this.pieces, `${this.words.name}-${this.number}.${ending}`, { type });
    await saveNow();
    this.sent = this.uploads.send(file, { isSpoken: true, obtained: "own" });
    this.recorder = null;
  }

  releaseMicrophone() {
    for (const track of this.stream.getTracks()) {
      track.stop();
    }
  }

  /** Say it anew: what was recorded last is taken back, wherever it is. */
  async discard() {
    clearTimeout(this.quiet);
    clearInterval(this.clock);
    if (this.recorder && this.recorder.state !== "inactive") {
      this.recorder.stop();
      this.releaseMicrophone();
      this.recorder = null;
    } else {
      await this.sent?.takeBack();
    }
    this.seconds = 0;
    this.player.hidden = true;
    this.again.hidden = true;
    this.tell("");
    this.button.focus();
  }

  show(state) {
    const minutes = Math.floor(this.seconds / 60);
    const seconds = String(this.seconds % 60).padStart(2, "0");
    this.tell(`${state} ${minutes}:${seconds} / ${this.most / 60}:00`);
    this.box.dataset.state = this.isRecording ? "recording" : "paused";
  }

  tell(sentence) {
    this.box.querySelector("[role=status]").textContent = sentence;
  }
}

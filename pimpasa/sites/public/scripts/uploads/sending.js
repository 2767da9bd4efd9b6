// One file on its way by tus 1.0, with its row: it may pause, go on, be taken back, and tries again by itself.
import { Upload } from "tus-js-client";

const PIECE = 8 * 1024 ** 2;
const PATIENCE = [0, 1000, 3000, 5000];
const AGAIN_AFTER = 5000;
// Another try mends these: another piece was faster, the file is locked, too many at once.
const PASSING = [409, 423, 429];

function isFinal(status) {
  return status >= 400 && status < 500 && !PASSING.includes(status);
}

export class Sending {
  constructor({ file, row, endpoint, uploadUrl, obtained, onSettled, onDropped }) {
    this.row = row;
    this.onSettled = onSettled;
    this.onDropped = onDropped;
    this.timer = 0;
    this.upload = new Upload(file, {
      endpoint,
      uploadUrl,
      chunkSize: PIECE,
      retryDelays: PATIENCE,
      storeFingerprintForResuming: false,
      metadata: { filename: file.name, filetype: file.type, obtained },
      onProgress: (sent, total) => row.showProgress(sent, total),
      onSuccess: () => this.finish(),
      onError: (error) => this.fail(error.originalResponse),
    });
    row.on("pause", () => this.pause());
    row.on("resume", () => this.start());
    row.on("remove", () => this.takeBack());
    addEventListener("online", () => {
      if (row.state === "lost") this.start();
    });
  }

  start() {
    clearTimeout(this.timer);
    this.row.show("sending");
    this.upload.start();
  }

  pause() {
    this.row.show("paused");
    return this.stop({ isForGood: false });
  }

  async takeBack() {
    this.onDropped(this);
    await this.stop({ isForGood: true });
    this.row.remove();
    this.onSettled(this);
  }

  stop({ isForGood }) {
    clearTimeout(this.timer);
    return this.upload.abort(isForGood && Boolean(this.upload.url));
  }

  finish() {
    this.row.show("done");
    this.row.nameExhibit(this.upload.url);
    this.onSettled(this);
  }

  fail(answer) {
    if (answer && isFinal(answer.getStatus())) {
      this.onDropped(this);
      this.row.fail(answer.getBody());
    } else {
      this.row.show("lost");
      this.timer = setTimeout(() => this.start(), AGAIN_AFTER);
    }
  }
}

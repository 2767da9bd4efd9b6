// The page on which a report is told: what is typed is saved, what is spoken is recorded, files go on their way at once.
import { watchUploads } from "./uploads/watching.js";
import { press, submitterOf } from "./writing/forms.js";
import { VoiceRecorder } from "./writing/recorder.js";
import { saveNow, watchTyping } from "./writing/saving.js";

const form = document.querySelector("form[data-save]");
const box = form.querySelector("[data-uploads]");
watchTyping();

if (box) {
  const uploads = watchUploads(box, { before: saveNow });
  const voice = VoiceRecorder.start(form.querySelector("[data-recorder]"), uploads);
  form.addEventListener(
    "submit",
    async (event) => {
      if (!voice?.recorder) return;
      const button = submitterOf(event);
      event.preventDefault();
      event.stopImmediatePropagation();
      await voice.finish();
      press(form, button);
    },
    { capture: true },
  );
}

// A form in which one may speak: what was said last goes along, although its button was pressed while it was recorded.
import { press, submitterOf } from "./forms.js";
import { VoiceRecorder } from "./recorder.js";

export function letSpeak(form, uploads) {
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

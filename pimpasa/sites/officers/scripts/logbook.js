// A visit, an operation or a dialogue's day goes on without a network: each entry is sealed, kept in the browser's storage,
// and sent when it can be. Each has an id of its own, so that sending it again after a lost answer adds nothing.
import { handOver, keepPage } from "./logbook/copy.js";
import { takeOver } from "./logbook/form.js";
import { sendWhatWaits } from "./logbook/sending.js";
import { prepareSignature } from "./logbook/signature.js";
import { showStatus } from "./logbook/status.js";

handOver();
if (!document.documentElement.dataset.copied) keepPage();
takeOver();
prepareSignature();
showStatus().then(sendWhatWaits, () => {
  // No storage, as in a private window: the forms go as they would without all this.
});

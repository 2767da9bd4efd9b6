// Nothing that an officer typed is lost: forms save themselves, sealed to their officer's key, and come back; a session
// that is about to end says so. Without all this, the office keeps what a form sends after its session ended.
import { watchForms } from "./unsent/forms.js";
import { putBack } from "./unsent/restoring.js";
import { watchSession } from "./unsent/session.js";

watchSession();
putBack(watchForms());
// A page that came beside another's list.
document.addEventListener("part", (event) => putBack(watchForms(event.target)));

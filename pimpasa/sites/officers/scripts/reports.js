// Reports are worked through from their list: by keys, beside the list at a desk, several at once. Without all this, a row
// is a link, and what is ticked is given by its button.
import { watchKeys } from "./reports/keys.js";
import { watchPane } from "./reports/pane.js";
import { watchTicks } from "./reports/ticks.js";

watchPane();
watchTicks();
watchKeys();

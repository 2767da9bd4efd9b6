// Files on a page of their own; without it the form sends them itself.
import { watchUploads } from "./uploads/watching.js";

watchUploads(document.querySelector("[data-uploads]"));

// The receipt of a report that this phone sealed: code, words and QR, made of bytes that the server never had.
import { correction, generate } from "lean-qr";
import { fromText } from "./bytes.js";
import { open } from "./envelopes.js";
import { phoneKey } from "./phone_key.js";
import { groupsOf, wordsOf } from "./receipts.js";

const EDGE = 4; // white around it, by which a camera finds it
const PIXELS = 6;

/** A QR as the address of a picture that takes no drawing surface, which some old phones cannot give. */
function pictureOf(text) {
  const bitmap = generate(text, { minCorrectionLevel: correction.M });
  const whole = bitmap.size + 2 * EDGE;
  let dots = "";
  for (let y = 0; y < bitmap.size; y += 1) {
    for (let x = 0; x < bitmap.size; x += 1) {
      if (bitmap.get(x, y)) dots += `M${x + EDGE} ${y + EDGE}h1v1h-1z`;
    }
  }
  const space = `xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${whole} ${whole}"`;
  const size = `width="${whole * PIXELS}" height="${whole * PIXELS}"`;
  const parts = `<path fill="#fff" d="M0 0h${whole}v${whole}H0z"/><path d="${dots}"/>`;
  return `data:image/svg+xml,${encodeURIComponent(`<svg ${space} ${size} shape-rendering="crispEdges">${parts}</svg>`)}`;
}

function fill(place, tag, texts) {
  for (const text of texts) {
    const element = document.createElement(tag);
    element.textContent = text;
    place.append(element, " ");
  }
}

/** Open the code and show what the template holds, with it. Throws where this phone has not its key. */
export async function showCode(template) {
  const { locked, subject, list, link } = template.dataset;
  const bytes = await open(fromText(locked), phoneKey(), `${subject}:phone`);
  const groups = groupsOf(bytes);
  const words = wordsOf(bytes, list.split(" "));
  const code = groups.join("-");
  const shown = document.importNode(template.content, true);
  const place = shown.querySelector("[data-code]");
  place.dataset.code = code;
  fill(place, "span", groups);
  fill(shown.querySelector("ol"), "li", words);
  shown.querySelector("[data-receipt]").dataset.words = words.join(" ");
  shown.querySelector("[name=code]").value = code;
  shown.querySelector("[data-qr]").src = pictureOf(`${link}#${code}`);
  template.replaceWith(shown);
}

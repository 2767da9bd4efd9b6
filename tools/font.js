// Cuts Plus Jakarta Sans (SIL Open Font License 1.1) down to the letters that our pages use, with all its weights.
//
//     node tools/font.js
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import subsetFont from "subset-font";

const PACKAGE = "node_modules/@fontsource-variable/plus-jakarta-sans";
const SOURCE = `${PACKAGE}/files/plus-jakarta-sans-latin-wght-normal.woff2`;
const FOLDER = "pimpasa/sites/common/static/common";
// What Indonesian and English are written with, and the accents of names; any other letter shows in the phone's own.
const MARKS = "áàâäãåçéèêëíîïñóôöõøúüÁÉÖÜ°·×−–—‘’“”•…‹›\u00a0";
const LETTERS = Array.from({ length: 0x7f - 0x20 }, (_, index) => String.fromCodePoint(0x20 + index)).join("");

const font = await subsetFont(readFileSync(SOURCE), LETTERS + MARKS, {
  targetFormat: "woff2",
  noLayoutClosure: true, // alternates that no style asks for
  variationAxes: { wght: { min: 400, max: 800 } },
});
writeFileSync(`${FOLDER}/plus-jakarta-sans.woff2`, font);
copyFileSync(`${PACKAGE}/LICENSE`, `${FOLDER}/plus-jakarta-sans.txt`);

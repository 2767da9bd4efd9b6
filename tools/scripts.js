// Bundles what stands directly in each audience's scripts/ into its static folder: one file a purpose, for old phones, too.
//
//     node tools/scripts.js
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { build } from "esbuild";

const SITES = "pimpasa/sites";
// Both came in 2019. Syntax alone is translated; no method that they lack is added.
const OLDEST = ["chrome74", "ios13"];
// WebKit before iOS 14.5 has a fault in a corner of it, and esbuild, which cannot translate it, would refuse all of it.
const SUPPORTED = { destructuring: true };

// Of the first two tus-js-client needs one thing each, and a phone's first page has no room for the rest. The third is
// what @hpke asks Node for, by an import that no bundle may hold.
const INSTEAD = {
  "js-base64": "./pimpasa/sites/public/scripts/uploads/instead/js_base64.js",
  "url-parse": "./pimpasa/sites/public/scripts/uploads/instead/url_parse.js",
  crypto: "./pimpasa/sites/public/scripts/sealing/instead/crypto.js",
};

function scriptsOf(folder) {
  return readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile() && entry.name.endsWith(".js"));
}

function audiences() {
  const folders = readdirSync(SITES, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.map(({ name }) => name).filter((name) => readdirSync(`${SITES}/${name}`).includes("scripts"));
}

function staticFolder(audience) {
  return `${SITES}/${audience}/static/${audience}`;
}

// A bundle whose source is gone would be served for good.
function removeBundles(audience) {
  const folder = staticFolder(audience);
  mkdirSync(folder, { recursive: true });
  for (const { name } of scriptsOf(folder)) {
    rmSync(`${folder}/${name}`);
  }
}

function entryPoints(audience) {
  const folder = `${SITES}/${audience}/scripts`;
  return scriptsOf(folder).map(({ name }) => ({
    in: `${folder}/${name}`,
    out: `${staticFolder(audience)}/${name.replace(/\.js$/u, "")}`,
  }));
}

for (const audience of audiences()) {
  removeBundles(audience);
}

await build({
  entryPoints: audiences().flatMap(entryPoints),
  outdir: ".",
  bundle: true,
  minify: true,
  format: "iife",
  target: OLDEST,
  supported: SUPPORTED,
  alias: INSTEAD,
  logLevel: "warning",
});

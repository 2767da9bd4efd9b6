// A story in words and with a file, in one of the oldest browsers:
//
//     node walk.cjs chromium-74 http://127.0.0.1:8000 FILE FOLDER
//
// Without a file where FILE is empty: then the words are sealed on the phone. The browser is unpacked into FOLDER first.
const fs = require("node:fs");
const path = require("node:path");
const { pipeline } = require("node:stream/promises");
const zlib = require("node:zlib");
const puppeteer = require("puppeteer-core");

const [, , version, address, file, folder] = process.argv;
const SWITCHES = ["--no-sandbox", "--disable-gpu", "--single-process", "--no-zygote"];
const STORY = "Karangan: cerita dari HP lama.";

async function press(page, selector) {
  await Promise.all([page.waitForNavigation(), page.$eval(selector, (button) => button.click())]);
}

// Puppeteer's own way asks for the file by an address that our pages do not allow.
async function choose(page, selector) {
  const protocol = await page.target().createCDPSession();
  const { root } = await protocol.send("DOM.getDocument");
  const { nodeId } = await protocol.send("DOM.querySelector", { nodeId: root.nodeId, selector });
  await protocol.send("DOM.setFileInputFiles", { nodeId, files: [file] });
}

async function walk(page) {
  await page.goto(`${address}/lapor/`);
  await page.$eval("#id_kind_0", (choice) => choice.click());
  await page.type("#id_narrative", STORY);
  if (file) {
    await choose(page, "#id_evidence");
    await page.waitForSelector("[data-state=done]");
  }
  await press(page, "#way button:not([type=button]):not([name])");
  await page.type("#id_q", "cengkareng timur");
  await page.waitForSelector("#village-1");
  await page.$eval("#village-1", (choice) => choice.click());
  await press(page, "#way button:not([type=button]):not([name])");
  await press(page, "#way button:not([type=button])");
  await page.waitForSelector(".app-code");
  const how = await page.$$eval("main .app-small", (texts) => texts.map((text) => text.textContent.trim()).join(" "));
  return { code: await page.$eval(".app-code", (code) => code.dataset.code), how };
}

async function track(page, code) {
  await page.goto(`${address}/lacak/`);
  await page.type("#id_code", code);
  await press(page, "main form button:not([type=button])");
  await page.waitForSelector("#id_text");
  await page.type("#id_text", "Karangan: kabar dari HP lama.");
}

async function unpacked() {
  const packed = path.join(__dirname, "node_modules", version, "bin");
  const name = fs.readdirSync(packed).find((entry) => entry.startsWith("chromium"));
  const executable = path.join(folder, version);
  const written = fs.createWriteStream(executable, { mode: 0o700 });
  await pipeline(fs.createReadStream(path.join(packed, name)), zlib.createBrotliDecompress(), written);
  return executable;
}

async function main() {
  const browser = await puppeteer.launch({
    executablePath: await unpacked(),
    args: SWITCHES,
    defaultViewport: { width: 360, height: 640 },
  });
  const faults = [];
  const page = await browser.newPage();
  page.on("pageerror", (error) => faults.push(error.message));
  try {
    const { code, how } = await walk(page);
    await track(page, code);
    process.stdout.write(JSON.stringify({ browser: await browser.version(), code, how, faults, at: page.url() }));
  } catch (error) {
    process.stderr.write(`${page.url()}\n${await page.content()}\n`);
    throw error;
  } finally {
    await browser.close();
  }
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});

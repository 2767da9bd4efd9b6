// Keeping the code: copied, or as a picture that is drawn on the phone and sent nowhere. The picture says nothing of what
// it is: no name of an office, no address, no word about a report. Who scans or types it finds the way.
import { showCode } from "./sealing/showing.js";

const WIDE = 900;
const EDGE = 60;
const LINE = 78;
let box = null;
let code = "";
let words = [];
let qr = null;

function codeLines() {
  const groups = code.split("-");
  return [groups.slice(0, 3).join("  "), groups.slice(3).join("  ")];
}

function wordLines() {
  const pairs = [];
  for (let number = 0; number < words.length; number += 2) {
    pairs.push(`${number + 1} ${words[number]}\t${number + 2} ${words[number + 1]}`);
  }
  return pairs;
}

function write(context, text, { x = EDGE, y, size }) {
  context.font = `bold ${size}px sans-serif`;
  context.fillText(text, x, y);
}

function draw() {
  const canvas = document.createElement("canvas");
  canvas.width = WIDE;
  canvas.height = 1240;
  const context = canvas.getContext("2d");
  context.fillStyle = "#fff";
  context.fillRect(0, 0, WIDE, canvas.height);
  context.fillStyle = "#000";
  codeLines().forEach((line, row) => {
    write(context, line, { y: 130 + row * 96, size: 68 });
  });
  context.drawImage(qr, EDGE, 300, 380, 380);
  write(context, box.dataset.day, { x: EDGE, y: 770, size: 44 });
  wordLines().forEach((line, row) => {
    const [first, second] = line.split("\t");
    write(context, first, { y: 860 + row * LINE, size: 44 });
    write(context, second, { x: WIDE / 2, y: 860 + row * LINE, size: 44 });
  });
  return canvas;
}

function save(picture) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(picture);
  link.download = "catatan.png";
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

// Old phones have no clipboard for scripts: a hidden field is selected and copied there.
function copyOldWay(text) {
  const field = document.createElement("textarea");
  field.value = text;
  document.body.append(field);
  field.select();
  const isCopied = document.execCommand("copy");
  field.remove();
  return isCopied;
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyOldWay(text);
  }
}

function start() {
  box = document.querySelector("[data-receipt]");
  ({ code } = document.querySelector("[data-code]").dataset);
  words = box.dataset.words.split(" ");
  qr = document.querySelector("[data-qr]");
  box.querySelector("[data-picture]").addEventListener("click", () => {
    draw().toBlob(save, "image/png");
  });

  box.querySelector("[data-copy-receipt]").addEventListener("click", async ({ currentTarget }) => {
    const isCopied = await copy(`${code}\n${words.join(" ")}`);
    const { copied, failed } = currentTarget.dataset;
    currentTarget.querySelector("span").textContent = isCopied ? copied : failed;
  });
}

// A report that this phone sealed: its code is opened here, and put where the server would have written it.
async function unlock(template) {
  try {
    await showCode(template);
    start();
    box.querySelector("[data-print]").addEventListener("click", () => print());
  } catch {
    document.querySelector("[data-code-lost]").hidden = false;
  }
}

const locked = document.querySelector("template[data-locked]");
if (locked) {
  unlock(locked);
} else {
  start();
}
